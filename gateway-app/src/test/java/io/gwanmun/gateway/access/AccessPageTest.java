package io.gwanmun.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Reading;
import io.gwanmun.gateway.api.RevisionReader;
import io.gwanmun.gateway.api.Secrets;
import io.gwanmun.gateway.route.Grammars;
import io.gwanmun.gateway.route.LiveRoute;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RouteCompiler;
import io.gwanmun.gateway.route.RouteCompiler.Compilation;

import static org.assertj.core.api.Assertions.assertThat;

class AccessPageTest {

    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```\n", Pattern.DOTALL);

    @Test
    void exampleWhenReadThenWithoutMistakesAndAsThePageSays() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("docs", "access.md")));
        assertThat(block.find()).isTrue();
        List<PolicyReader> readers = Grammars.readers(AccessPageTest.class.getClassLoader());
        Reading reading = new RevisionReader(Grammars.of(readers), Secrets.none(), InstantSource.fixed(Instant.EPOCH))
                .read(Map.of("a.yaml", block.group(1)));

        Compilation compiled = reading.fold(
                good -> new RouteCompiler(readers, List.of()).compile(good), bad -> new Compilation(null, bad));

        assertThat(Mistake.rendered(compiled.mistakes(), 10)).isEmpty();
        assertThat(compiled.table())
                .isNotNull()
                .satisfies(table -> assertThat(table.routes())
                        .extracting(AccessPageTest::access)
                        .containsExactly(
                                "callers with a token of any issuer",
                                "callers with a token of any issuer; and with a token of any issuer, scope orders:write",
                                "callers with a token of any issuer; and with a JWT of gwanmun, role admin or support",
                                "everybody"));
    }

    private static String access(LiveRoute route) {
        return String.valueOf(route.policies().policy(AccessPolicy.class));
    }
}
