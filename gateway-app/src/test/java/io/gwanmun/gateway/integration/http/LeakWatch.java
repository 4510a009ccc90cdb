package io.gwanmun.gateway.integration.http;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks at every buffer of a test class and fails it when one was dropped without being released. */
final class LeakWatch implements BeforeAllCallback, AfterAllCallback {

    private static final int ROUNDS = 20;

    private final ListAppender<ILoggingEvent> reports = new ListAppender<>();
    private ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

    @Override
    public void beforeAll(ExtensionContext context) {
        before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        reports.start();
        detectorLog().addAppender(reports);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            // The detector reports when the next buffer is made.
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        ResourceLeakDetector.setLevel(before);
        detectorLog().detachAppender(reports);
        assertThat(reports.list).isEmpty();
    }

    private static Logger detectorLog() {
        return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    }
}
