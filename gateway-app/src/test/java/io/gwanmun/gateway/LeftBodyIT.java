package io.gwanmun.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** A body that nobody will read as its client has left. Whether it was released, {@link LeakWatch} tells. */
@ExtendWith(LeakWatch.class)
class LeftBodyIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams: {slow: {targets: ["%s"], connectTimeout: 20s}}
            apis:
              slow:
                path: /slow
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: slow}}
            """;

    @Test
    void postWhenClientLeavesWhileConnectingThenItsBodyIsReleased() {
        try (RawServer service = RawServer.playing(RawServer.Peer::awaitClose);
                RunningGateway gateway =
                        RunningGateway.with(YAML.formatted(service.url().replace("http:", "https:")))) {
            try (RawClient client = gateway.connect()) {
                client.send(RawClient.head("POST", "/slow/7", "Content-Length: 5", "X-Request-Id: left") + "hello");
                RunningGateway.await(() -> service.connections() == 1);
            }

            assertThat(gateway.logged("left")).containsEntry("status", 499);
        }
    }
}
