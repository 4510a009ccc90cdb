package io.gwanmun.gateway;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.Authority.Issued;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TlsClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Certificates that change while clients call over TLS. */
@ExtendWith(LeakWatch.class)
class TlsReloadIT {

    private static final int RELOADS = 10;

    private static final Authority AUTHORITY = Authority.named("Test CA");
    private static final TlsClient CLIENT = TlsClient.trusting(AUTHORITY);

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams: {echo: {targets: ["%2$s"]}}
            certificates:
              shop:
                hosts: [localhost]
                certificate: "${file:%1$s/shop.crt}"
                key: "${file:%1$s/shop.key}"
            apis:
              all:
                access: none
                routes: {all: {match: {path: "/{rest...}"}, to: {upstream: echo}}}
            """;

    @TempDir
    private Path secrets;

    private Service service;
    private RunningGateway gateway;
    private BigInteger first;

    @BeforeEach
    void start() {
        service = Service.saying("ok");
        first = renew();
        gateway = RunningGateway.with(
                YAML.formatted(secrets, service.url()),
                "--gateway.ingress.tls.port=0",
                "--gateway.api.secret-directories=" + secrets);
    }

    @AfterEach
    void stop() {
        gateway.close();
        service.close();
    }

    /** Replaces certificate and key, one after the other, and returns the number of the new one. */
    private BigInteger renew() {
        Issued next = AUTHORITY.issue("localhost");
        next.write(secrets, "shop");
        return next.bundle().getCertificate().getSerialNumber();
    }

    private BigInteger shown() {
        try (SSLSocket socket = CLIENT.connect(gateway.tlsPort(), "localhost")) {
            return TlsClient.shown(socket.getSession()).getSerialNumber();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void requestsWhenCertificateIsReplacedTenTimesThenNoneFails() {
        Load load = new Load();
        List<CompletableFuture<List<String>>> clients = List.of(
                CompletableFuture.supplyAsync(() -> load.run(this::keptHttp1)),
                CompletableFuture.supplyAsync(() -> load.run(this::keptHttp2)),
                CompletableFuture.supplyAsync(() -> load.run(this::connecting)));
        try {
            for (int i = 0; i < RELOADS; i++) {
                load.awaitMore();
                BigInteger next = renew();
                RunningGateway.await(() -> shown().equals(next));
            }
            load.awaitMore();
        } finally {
            load.done = true;
        }

        assertThat(clients).allSatisfy(failures -> assertThat(failures.join()).isEmpty());
        assertThat(gateway.log())
                .isNotEmpty()
                .allMatch(line -> Integer.valueOf(200).equals(line.get("status")));
    }

    @Test
    void handshakeWhenNewFileIsBrokenThenTheOldCertificateIsShownUntilItIsMended() {
        assertThat(shown()).isEqualTo(first);

        Authority.write(secrets.resolve("shop.crt"), "broken");
        RunningGateway.await(() -> !gateway.status().rejected().isEmpty());
        assertThat(shown()).isEqualTo(first);
        Authority.write(
                secrets.resolve("shop.crt"), AUTHORITY.issue("localhost").chain());
        RunningGateway.await(() -> gateway.status().rejected().toString().contains("does not fit"));
        assertThat(shown()).isEqualTo(first);

        BigInteger next = renew();
        RunningGateway.await(() -> shown().equals(next));
    }

    /** One connection of HTTP/1.1. */
    private Caller keptHttp1() {
        RawClient client = CLIENT.http1(gateway.tlsPort(), "localhost");
        return () -> {
            Reply reply =
                    client.send(RawClient.head("GET", "/x", "Host: localhost")).reply();
            return reply.status() == 200 && reply.text().equals("ok") ? "" : reply.toString();
        };
    }

    /** One connection of HTTP/2: the client would open another one without a word, but that shows another certificate. */
    private Caller keptHttp2() {
        HttpClient client = CLIENT.http(HttpClient.Version.HTTP_2);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.tlsPort() + "/x"))
                .build();
        return () -> {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            boolean kept = TlsClient.shown(response.sslSession().orElseThrow())
                    .getSerialNumber()
                    .equals(first);
            boolean good = response.statusCode() == 200
                    && response.version() == HttpClient.Version.HTTP_2
                    && response.body().equals("ok");
            return good && kept ? "" : response + " kept=" + kept;
        };
    }

    /** A connection for each call, the sessions of former ones offered again. */
    private Caller connecting() {
        return () -> {
            try (RawClient client = CLIENT.http1(gateway.tlsPort(), "localhost")) {
                Reply reply = client.send(RawClient.head("GET", "/x", "Host: localhost"))
                        .reply();
                return reply.status() == 200 ? "" : reply.toString();
            }
        };
    }

    @FunctionalInterface
    private interface Caller {

        /** Makes a call; returns what was wrong with it, empty for nothing. */
        String call() throws Exception;
    }

    /** Calls until told to stop. */
    private static final class Load {

        private final List<AtomicInteger> counts = new ArrayList<>();
        private volatile boolean done;

        List<String> run(java.util.function.Supplier<Caller> opening) {
            AtomicInteger count = new AtomicInteger();
            synchronized (counts) {
                counts.add(count);
            }
            List<String> failures = new ArrayList<>();
            Caller caller = opening.get();
            while (!done) {
                try {
                    String wrong = caller.call();
                    if (!wrong.isEmpty()) {
                        failures.add(wrong);
                    }
                } catch (Exception e) {
                    failures.add(e.toString());
                    done = true;
                    return failures;
                }
                count.incrementAndGet();
            }
            return failures;
        }

        /** Waits until every client made two more calls. */
        void awaitMore() {
            int[] before = now();
            RunningGateway.await(() -> {
                int[] now = now();
                boolean more = now.length == 3;
                for (int i = 0; i < now.length; i++) {
                    more &= now[i] > (i < before.length ? before[i] : 0) + 1;
                }
                return more || done;
            });
        }

        private int[] now() {
            synchronized (counts) {
                return counts.stream().mapToInt(AtomicInteger::get).toArray();
            }
        }
    }
}
