package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.cli.Terminal.Outcome;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;

import static org.assertj.core.api.Assertions.assertThat;

class PluginOptionsTest {

    private static final String STAMPED =
            Terminal.USERS.replace("    access: none\n", "    access: none\n    stamp: red\n");

    @TempDir
    private Path root;

    @Test
    void pluginsWhenJarBringsPolicyThenItMayBeWrittenAndIsExplained() throws IOException {
        Terminal terminal = new Terminal(root).with("gateway/users.yaml", STAMPED);
        jar(StampReader.class.getName());
        assertThat(terminal.run("validate", "gateway").code()).isEqualTo(1);
        assertThat(terminal.run("validate", "gateway", "--plugins", "plugins").code())
                .isZero();
        assertThat(terminal.run("explain", "gateway", "--route", "users/details", "--plugins", "plugins")
                        .out())
                .contains("  map response     users.yaml:8   stamp red\n");
        assertThat(terminal.run("schema", "--plugins", "plugins").out()).contains("\"stamp\"");
    }

    @Test
    void pluginsWhenPolicyCannotBeLoadedThenOneSentence() throws IOException {
        Terminal terminal = new Terminal(root).with("gateway/users.yaml", Terminal.USERS);
        jar("com.example.Missing");
        Outcome outcome = terminal.run("validate", "gateway", "--plugins", "plugins");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("--plugins: plugins has a policy that cannot be loaded (")
                .contains("com.example.Missing")
                .hasLineCount(1);
    }

    private void jar(String reader) throws IOException {
        Path jar = Files.createDirectory(root.resolve("plugins")).resolve("stamp.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("META-INF/services/" + PolicyReader.class.getName()));
            out.write(reader.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The policy of a plug-in. */
    public static final class StampReader implements PolicyReader {

        private static final PolicyShape<String> STAMP =
                PolicyShape.onApi("stamp", Phase.MAP_RESPONSE, Shapes.words("stamp", "A colour.", "red"), "A stamp.");

        @Override
        public List<PolicyShape<?>> shapes() {
            return List.of(STAMP);
        }

        @Override
        public Phase phase() {
            return Phase.MAP_RESPONSE;
        }

        @Override
        public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
            String colour = api.policies().find(STAMP);
            return colour == null ? null : new Stamp(colour);
        }
    }

    private record Stamp(String colour) implements RoutePolicy {
        @Override
        public String toString() {
            return "stamp " + colour;
        }
    }
}
