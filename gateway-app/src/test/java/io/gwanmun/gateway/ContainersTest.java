package io.gwanmun.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    private static final Path DEMO = ROOT.resolve("sample-services/demo");
    private static final Map<String, String> HOME =
            Map.of("users-us:8080", "9101", "users-eu:8080", "9102", "orders:8080", "9103", "echo:8080", "9104");

    private static JsonNode services() throws IOException {
        Object system = new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        return new JsonMapper().valueToTree(system).path("services");
    }

    private static Stream<String> names() throws IOException {
        return services().propertyNames().stream();
    }

    private static Stream<String> routeFiles() throws IOException {
        TreeSet<String> all = new TreeSet<>();
        for (Path directory : List.of(COMPOSE.resolve("gateway"), DEMO.resolve("gateway"))) {
            try (Stream<Path> files = Files.list(directory)) {
                files.forEach(file -> all.add(file.getFileName().toString()));
            }
        }
        return all.stream().filter(name -> !name.equals("network.yaml"));
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
        if (!name.equals("secrets")) {
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

    @ParameterizedTest
    @MethodSource("routeFiles")
    void routesWhenComparedWithTheDemoThenOnlyAddressesDiffer(String name) throws IOException {
        String composed = read(COMPOSE.resolve("gateway").resolve(name))
                .lines()
                .filter(line -> !line.startsWith("    jwks: http://auth-server:9000/"))
                .collect(Collectors.joining("\n", "", "\n"));
        for (Map.Entry<String, String> service : HOME.entrySet()) {
            composed = composed.replace("http://" + service.getKey(), "http://127.0.0.1:" + service.getValue());
        }
        assertThat(composed)
                .as("sample-services/compose/gateway/%s, which differs from the demo's in addresses only", name)
                .isEqualTo(read(DEMO.resolve("gateway").resolve(name)));
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

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
