package io.gwanmun.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/containers.md promises of docker-compose.yml and of the files it hands to containers. */
class ContainersTest {

    private static final Path ROOT = Path.of("..");
    private static final Path COMPOSE = ROOT.resolve("sample-services/compose");

    private static JsonNode services() throws IOException {
        Object system = new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        return new JsonMapper().valueToTree(system).path("services");
    }

    private static Stream<String> names() throws IOException {
        return services().propertyNames().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void serviceWhenItRunsThenMayWriteAndDoNoMoreThanItMust(String name) throws IOException {
        JsonNode service = services().path(name);
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(service.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(service.path("security_opt").toString()).isEqualTo("[\"no-new-privileges:true\"]");
        assertThat(service.propertyNames())
                .contains("mem_limit", "logging")
                .doesNotContain("privileged", "cap_add", "pid", "ipc", "devices");
        if (!List.of("secrets", "countries").contains(name)) {
            assertThat(service.path("user").asString("of its Dockerfile")).matches("[1-9].*|of its Dockerfile");
            assertThat(service.has("healthcheck") || service.has("build")).isTrue();
            assertThat(service.path("restart").asString()).isEqualTo("unless-stopped");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void portsWhenPublishedThenOnThisMachineOnly(String name) throws IOException {
        assertThat(services().path(name).path("ports"))
                .allMatch(port -> port.asString().startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users-us", "users-eu", "orders", "echo"})
    void sampleServiceWhenItRunsThenReachesNeitherStateNorTheWorld(String name) throws IOException {
        assertThat(services().path(name).path("networks").toString()).isEqualTo("[\"services\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway-app", "auth-server", "sample-services"})
    void imageWhenItRunsThenAsANumberedUserThatIsNotRoot(String module) throws IOException {
        assertThat(Files.readString(ROOT.resolve(module).resolve("Dockerfile")))
                .containsPattern("\nUSER [1-9]\\d+:[1-9]\\d+\n")
                .contains("\nHEALTHCHECK ", "\nENTRYPOINT [\"java\"");
    }

    @Test
    void gatewayOfRedisWhenMadeThenHasTheRightsOfTheStatePage() throws IOException {
        String rights = Files.readAllLines(Path.of("docs", "state.md")).stream()
                .filter(line -> line.startsWith("ACL SETUSER gateway"))
                .map(line -> line.replaceAll(".*>PASSWORD ", ""))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readAllLines(COMPOSE.resolve("secrets.sh")))
                .contains("user default off")
                .contains("user gateway on #$(hash gateway/redis-password) " + rights);
    }
}
