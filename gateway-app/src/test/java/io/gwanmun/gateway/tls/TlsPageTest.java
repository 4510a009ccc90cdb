package io.gwanmun.gateway.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Secrets;

import static org.assertj.core.api.Assertions.assertThat;

class TlsPageTest {

    private static final Pattern BLOCK = Pattern.compile("```yaml\napiVersion: gateway/v1\n(.*?)```\n", Pattern.DOTALL);

    @Test
    void examplesWhenReadThenWithoutMistakes() throws IOException {
        String page = Files.readString(Path.of("docs", "tls.md"));
        List<String> blocks =
                BLOCK.matcher(page).results().map(TlsPageTest::withoutFiles).toList();

        assertThat(blocks)
                .hasSize(3)
                .allSatisfy(yaml -> assertThat(mistakes(yaml)).isEmpty());
    }

    private static String withoutFiles(MatchResult block) {
        return Pattern.compile("\\$\\{file:[^}]+}")
                .matcher(block.group(1))
                .replaceAll(Matcher.quoteReplacement("${env:SECRET}"));
    }

    private static String mistakes(String yaml) {
        return CertificateFiles.read(yaml, Secrets.standIns(name -> "unset"))
                .fold(good -> "", bad -> Mistake.rendered(bad, 10));
    }
}
