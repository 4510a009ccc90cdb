package io.gwanmun.gateway;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** How many connections clients may have. */
class ConnectionsIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              open:
                path: /
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
            """;

    private static void assertOnlySoMany(String setting, String reason) {
        try (Service service = Service.saying("ok");
                RunningGateway gateway = RunningGateway.with(YAML.formatted(service.url()), setting)) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                RawClient client = gateway.connect();
                clients.add(client);
                assertThat(client.send(RawClient.head("GET", "/x")).reply().status())
                        .isEqualTo(200);
            }
            try (RawClient refused = gateway.connect()) {
                assertThat(refused.isClosed()).isTrue();
            }
            assertThat(gateway.metric("gateway_connections_open")).isEqualTo(3);
            assertThat(gateway.metric("gateway_connections_refused_total", "reason=\"" + reason + "\""))
                    .isEqualTo(1);

            clients.remove(0).close();
            RunningGateway.await(() -> gateway.metric("gateway_connections_open") == 2);
            try (RawClient next = gateway.connect()) {
                assertThat(next.send(RawClient.head("GET", "/x")).reply().status())
                        .isEqualTo(200);
            }
            clients.forEach(RawClient::close);
        }
    }

    @Test
    void connectWhenThereAreTooManyInAllThenNextIsClosedAndAFreedPlaceIsUsed() {
        assertOnlySoMany("--gateway.ingress.max-connections=3", "all");
    }

    @Test
    void connectWhenThereAreTooManyFromOneAddressThenNextIsClosedAndAFreedPlaceIsUsed() {
        assertOnlySoMany("--gateway.ingress.max-connections-per-address=3", "address");
    }
}
