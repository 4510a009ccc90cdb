package io.gwanmun.gateway;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.Authority.Issued;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls to services over TLS, with an authority that the Java runtime does not know. */
class UpstreamTlsIT {

    private static final Authority AUTHORITY = Authority.named("Test CA");

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              service: {targets: ["https://localhost:%d"]%s}
            apis:
              all:
                access: none
                routes: {all: {match: {path: "/{rest...}"}, to: {upstream: service}}}
            """;

    @TempDir
    static Path secrets;

    private static DisposableServer service;
    private static DisposableServer strict;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        Issued localhost = AUTHORITY.issue("localhost");
        service = serving(localhost, ClientAuth.NONE);
        strict = serving(localhost, ClientAuth.REQUIRE);
        gateway = RunningGateway.with("apiVersion: gateway/v1\n", "--gateway.api.secret-directories=" + secrets);
        AUTHORITY.issue(builder -> builder.subject("CN=gateway")).write(secrets, "gateway");
        Authority.named("Other CA")
                .issue(builder -> builder.subject("CN=stranger"))
                .write(secrets, "stranger");
        Authority.write(secrets.resolve("ca.crt"), AUTHORITY.pem());
        Authority.write(
                secrets.resolve("other.crt"), Authority.named("Other CA").pem());
    }

    private static DisposableServer serving(Issued issued, ClientAuth clients) {
        SslContext context = context(issued, clients);
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .secure(spec -> spec.sslContext(context))
                .handle((request, response) -> response.sendString(Mono.just("secured")))
                .bindNow();
    }

    private static SslContext context(Issued issued, ClientAuth clients) {
        try {
            return SslContextBuilder.forServer(
                            issued.bundle().getKeyPair().getPrivate(),
                            issued.bundle().getCertificatePath())
                    .trustManager(AUTHORITY.bundle().getCertificate())
                    .clientAuth(clients)
                    .build();
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.disposeNow();
        strict.disposeNow();
    }

    private static Reply call(DisposableServer server, String tls) {
        gateway.write(RunningGateway.FILE, yaml(server, tls));
        return gateway.get("/x");
    }

    private static String yaml(DisposableServer server, String tls) {
        return YAML.formatted(server.port(), tls.isEmpty() ? "" : ", tls: {" + tls + "}");
    }

    private static String file(String key, String name) {
        return key + ": \"${file:" + secrets.resolve(name) + "}\"";
    }

    private static String identity(String name) {
        return file("certificate", name + ".crt") + ", " + file("key", name + ".key");
    }

    private static void assertTlsFailed(Reply reply) {
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:upstream-tls-failed");
    }

    @Test
    void callWhenAuthorityIsTrustedThenServed() {
        assertThat(call(service, file("trust", "ca.crt")).text()).isEqualTo("secured");
    }

    @Test
    void callWhenNothingIsSaidThenTheRuntimeDoesNotTrustIt() {
        assertTlsFailed(call(service, ""));
    }

    @Test
    void callWhenAnotherAuthorityIsTrustedThenTlsFailed() {
        assertTlsFailed(call(service, file("trust", "other.crt")));
    }

    @Test
    void callWhenServerNameIsNotInTheCertificateThenTlsFailed() {
        assertTlsFailed(call(service, file("trust", "ca.crt") + ", serverName: elsewhere.test"));
    }

    @Test
    void callWhenCertificateIsForServerNameAndNotForTheTargetThenServed() {
        DisposableServer renamed = serving(AUTHORITY.issue("users.test"), ClientAuth.NONE);
        try {
            assertThat(call(renamed, file("trust", "ca.crt") + ", serverName: users.test")
                            .text())
                    .isEqualTo("secured");
            gateway.write(RunningGateway.FILE, yaml(renamed, file("trust", "ca.crt")));
            assertTlsFailed(gateway.get("/x"));
        } finally {
            renamed.disposeNow();
        }
    }

    @Test
    void callWhenServiceAsksForACertificateThenTheGatewayShowsItsOwn() {
        assertThat(call(strict, file("trust", "ca.crt") + ", " + identity("gateway"))
                        .text())
                .isEqualTo("secured");
    }

    @Test
    void callWhenServiceAsksForACertificateAndThereIsNoneOrAStrangersThenFails() {
        assertThat(call(strict, file("trust", "ca.crt")).status()).isEqualTo(502);

        gateway.write(RunningGateway.FILE, yaml(strict, file("trust", "ca.crt") + ", " + identity("stranger")));
        assertThat(gateway.get("/x").status()).isEqualTo(502);
    }

    @Test
    void callWhenTrustedFileIsReplacedThenTheNewOneCountsWithoutARestart() throws IOException {
        Path file = secrets.resolve("turning.crt");
        Authority.write(file, Authority.named("Third CA").pem());
        assertTlsFailed(call(service, file("trust", "turning.crt")));

        Authority.write(file, AUTHORITY.pem());
        RunningGateway.await(() -> gateway.get("/x").status() == 200);
        assertThat(gateway.get("/x").text()).isEqualTo("secured");
    }
}
