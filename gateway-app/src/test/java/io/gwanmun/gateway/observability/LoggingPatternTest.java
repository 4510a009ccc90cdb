package io.gwanmun.gateway.observability;

import java.time.Instant;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class LoggingPatternTest {

    private final LoggerContext context = new LoggerContext();

    @Test
    void patternWhenAMessageHoldsControlCharactersThenOneLine() {
        assertThat(line("bad header: a\r\n2026 INFO forged\u001b[2J\u009b31m\u202egnp\u2028\t.", null))
                .matches("1970-01-01T00:00:00.007Z WARN  \\[.+] net.Decoder : "
                        + "bad header: a  2026 INFO forged \\[2J 31m gnp  .\n");
    }

    @Test
    void patternWhenAMessageIsLongThenCut() {
        assertThat(line("x".repeat(2000), null)).endsWith(" : " + "x".repeat(2000) + "\n");
        assertThat(line("x".repeat(2001), null)).endsWith(" : " + "x".repeat(2000) + "\n");
    }

    @Test
    void patternWhenThereIsAnErrorThenItsStackFollows() {
        assertThat(line("failed", new IllegalStateException("why")))
                .contains(" : failed\njava.lang.IllegalStateException: why\n\tat ");
    }

    private String line(String message, @Nullable Throwable thrown) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern());
        layout.start();
        Logger logger = context.getLogger("net.Decoder");
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, thrown, null);
        event.setInstant(Instant.ofEpochMilli(7));
        return layout.doLayout(event);
    }

    private static String pattern() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        return requireNonNull(yaml.getObject()).getProperty("logging.pattern.console");
    }
}
