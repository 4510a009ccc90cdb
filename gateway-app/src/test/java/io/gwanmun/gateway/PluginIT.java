package io.gwanmun.gateway;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.PluginJar;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** A jar in the plug-in folder, compiled here against what a plug-in author sees. */
@ExtendWith(LeakWatch.class)
class PluginIT {

    private static final String PLUGIN = """
            package plugin;

            import java.nio.charset.StandardCharsets;
            import org.springframework.boot.autoconfigure.AutoConfiguration;
            import org.springframework.cloud.gateway.filter.*;
            import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
            import org.springframework.context.annotation.Bean;
            import org.springframework.core.Ordered;
            import org.springframework.core.io.buffer.DataBuffer;
            import org.springframework.http.HttpMethod;
            import org.springframework.http.server.reactive.*;
            import reactor.core.publisher.Flux;
            import reactor.core.publisher.Mono;

            @AutoConfiguration
            public class Plugin {
                @Bean GatewayFilter stamp() {
                    return (exchange, chain) -> chain.filter(exchange).then(Mono.fromRunnable(
                            () -> exchange.getResponse().getHeaders().add("X-Stamp", "bean")));
                }
                @Bean GlobalFilter everywhere() {
                    return (exchange, chain) -> {
                        exchange.getResponse().getHeaders().add("X-Everywhere", "global");
                        return chain.filter(exchange);
                    };
                }
                @Bean Label label() { return new Label(); }
                @Bean GatewayFilter throwing() {
                    return (exchange, chain) -> { throw new IllegalStateException("secret of a plug-in"); };
                }
                @Bean GatewayFilter failing() {
                    return (exchange, chain) ->
                            chain.filter(exchange).then(Mono.error(new IllegalStateException("secret of a plug-in")));
                }
                @Bean GatewayFilter uncommittable() {
                    return (exchange, chain) -> {
                        exchange.getResponse().beforeCommit(
                                () -> Mono.error(new IllegalStateException("secret of a plug-in")));
                        return chain.filter(exchange);
                    };
                }
                @Bean GatewayFilter unlinked() {
                    return (exchange, chain) -> { throw new NoSuchMethodError("secret of a plug-in"); };
                }
                @Bean GatewayFilter rewriting() {
                    return (exchange, chain) -> chain.filter(exchange.mutate().request(
                            new ServerHttpRequestDecorator(exchange.getRequest().mutate()
                                    .method(HttpMethod.PUT)
                                    .headers(headers -> headers.setContentLength(9))
                                    .build()) {
                                @Override public Flux<DataBuffer> getBody() {
                                    return super.getBody().map(buffer -> {
                                        byte[] more = "more".getBytes(StandardCharsets.UTF_8);
                                        return exchange.getResponse().bufferFactory()
                                                .join(java.util.List.of(buffer,
                                                        exchange.getResponse().bufferFactory().wrap(more)));
                                    });
                                }
                            }).build());
                }
                @Bean Shout shout() { return new Shout(); }
                @Bean Denying denying() { return new Denying(); }
                @Bean GatewayFilter answering() {
                    return (exchange, chain) -> chain.filter(exchange).then(Mono.defer(() -> {
                        exchange.getResponse().getHeaders().setContentLength(4);
                        return exchange.getResponse().writeWith(Mono.just(exchange.getResponse().bufferFactory()
                                .wrap("mine".getBytes(StandardCharsets.UTF_8))));
                    }));
                }

                public static class Denying implements GatewayFilter, Ordered {
                    @Override public int getOrder() { return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1; }
                    @Override public Mono<Void> filter(
                            org.springframework.web.server.ServerWebExchange exchange, GatewayFilterChain chain) {
                        exchange.getResponse().setStatusCode(org.springframework.http.HttpStatus.FORBIDDEN);
                        return Mono.empty();
                    }
                }

                public static class Label extends AbstractGatewayFilterFactory<Label.Config> {
                    public Label() { super(Config.class); }
                    @Override public String name() { return "Label"; }
                    @Override public GatewayFilter apply(Config config) {
                        return (exchange, chain) -> chain.filter(exchange.mutate().request(r ->
                                r.header("X-Label", config.text.repeat(config.times))).build());
                    }
                    public static class Config {
                        private String text;
                        private int times = 1;
                        public String getText() { return text; }
                        public void setText(String text) { this.text = text; }
                        public int getTimes() { return times; }
                        public void setTimes(int times) { this.times = times; }
                    }
                }

                public static class Shout implements GatewayFilter, Ordered {
                    @Override public int getOrder() { return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1; }
                    @Override public Mono<Void> filter(
                            org.springframework.web.server.ServerWebExchange exchange, GatewayFilterChain chain) {
                        var response = exchange.getResponse();
                        return chain.filter(exchange.mutate().response(new ServerHttpResponseDecorator(response) {
                            @Override public Mono<Void> writeWith(org.reactivestreams.Publisher<? extends DataBuffer> body) {
                                return super.writeWith(Flux.from(body).map(buffer -> {
                                    String text = buffer.toString(StandardCharsets.UTF_8).toUpperCase(java.util.Locale.ROOT);
                                    org.springframework.core.io.buffer.DataBufferUtils.release(buffer);
                                    return response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
                                }));
                            }
                        }).build());
                    }
                }
            }
            """;

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
              endless: {targets: ["%s"]}
            apis:
              p:
                path: /p
                access: none
                routes:
                  plain: {match: {path: "/plain"}, to: {upstream: echo}}
                  stamp: {match: {path: "/stamp"}, filters: [{bean: stamp}], to: {upstream: echo}}
                  label:
                    match: {path: "/label"}
                    filters: [{bean: Label, args: {text: ab, times: "3"}}]
                    to: {upstream: echo}
                  shout: {match: {path: "/shout"}, filters: [{bean: shout}], to: {upstream: echo}}
                  rewriting: {match: {path: "/rewriting"}, filters: [{bean: rewriting}], to: {upstream: echo}}
                  denying: {match: {path: "/denying"}, filters: [{bean: denying}], to: {upstream: echo}}
                  answering: {match: {path: "/answering"}, filters: [{bean: answering}], to: {upstream: echo}}
                  throwing: {match: {path: "/throwing"}, filters: [{bean: throwing}], to: {upstream: echo}}
                  failing: {match: {path: "/failing"}, filters: [{bean: failing}], to: {upstream: echo}}
                  uncommittable:
                    match: {path: "/uncommittable"}
                    filters: [{bean: uncommittable}]
                    to: {upstream: endless}
                  unlinked: {match: {path: "/unlinked"}, filters: [{bean: unlinked}], to: {upstream: echo}}
            """;

    @TempDir
    private static Path plugins;

    private static Service service;
    private static RawServer endless;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        PluginJar.write(plugins, "plugin.Plugin", PLUGIN);
        service = Service.handling((request, response) -> response.header("Set-Cookie", "leak=1")
                .header("Content-Encoding", "identity")
                .sendString(Mono.just("ok"))
                .then());
        endless = RawServer.playing(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbegin\r\n");
            peer.awaitClose();
        });
        gateway = RunningGateway.with(
                YAML.formatted(service.url(), endless.url()), "--gateway.plugins.directory=" + plugins);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        endless.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    @Test
    void filterBeanWhenNamedThenRunsOnThatRouteOnly() {
        assertThat(gateway.get("/p/stamp").all("X-Stamp")).containsExactly("bean");
        assertThat(gateway.get("/p/plain").all("X-Stamp")).isEmpty();
    }

    @Test
    void globalFilterWhenThereThenRunsOnEveryRoute() {
        assertThat(gateway.get("/p/plain").all("X-Everywhere")).containsExactly("global");
        assertThat(gateway.get("/p/stamp").all("X-Everywhere")).containsExactly("global");
    }

    @Test
    void factoryWhenNamedWithArgumentsThenBound() {
        gateway.get("/p/label");

        assertThat(service.seen().all("X-Label")).containsExactly("ababab");
    }

    @Test
    void filterWhenOrderedBeforeTheReplyThenMayChangeItsBody() {
        assertThat(gateway.get("/p/shout").text()).isEqualTo("OK");
    }

    @Test
    void filterWhenItChangesMethodAndBodyThenServiceGetsThese() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/p/rewriting", "Content-Length: 5") + "hello");
            assertThat(client.reply().status()).isEqualTo(200);
        }

        Service.Seen seen = service.seen();
        assertThat(seen.method()).isEqualTo("PUT");
        assertThat(seen.body()).isEqualTo("hellomore");
        assertThat(seen.all("Content-Length")).containsExactly("9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throwing", "failing", "unlinked"})
    void filterWhenItFailsThenInternalErrorLoggedOnce(String route) {
        double before = gateway.metric("gateway_faults_total", "fault=\"internal\"", "whose=\"gateway\"");

        try (LogWatch log = LogWatch.on("io.gwanmun.gateway")) {
            Reply reply = gateway.get("/p/" + route);
            String id = reply.header("X-Request-Id");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.json())
                    .containsEntry("type", "urn:gwanmun:fault:internal")
                    .containsEntry("requestId", id);
            assertThat(reply.toString()).doesNotContain("secret", "leak", "identity", "NoSuchMethod", "Exception");
            assertThat(gateway.logged(id)).containsEntry("status", 500).containsEntry("fault", "internal");
            assertThat(log.messages(id)).isEqualTo(List.of("requestId=" + id + " fault=internal"));
        }
        assertThat(gateway.metric("gateway_faults_total", "fault=\"internal\"", "whose=\"gateway\"") - before)
                .isEqualTo(1);
    }

    @Test
    void filterWhenItFailsBeforeTheCommitThenInternalErrorAndServiceIsLeft() {
        assertThat(gateway.get("/p/uncommittable").status()).isEqualTo(500);
        assertThat(endless.note()).isEqualTo("closed");
    }

    @Test
    void filterWhenItSetsAStatusAndEndsThenThatIsTheAnswerAndTheOutcome() {
        Reply reply = gateway.get("/p/denying");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("status", 403);
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void filterWhenItAnswersInPlaceOfTheServiceThenOnlyItsAnswerIsSentAndCounted() {
        Reply reply = gateway.get("/p/answering");

        assertThat(reply.text()).isEqualTo("mine");
        assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("status", 200);
    }
}
