package io.gwanmun.gateway.testing;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks at every buffer of a test class and fails it when one was dropped without being released. */
public final class LeakWatch implements BeforeAllCallback, AfterAllCallback {

    private static final int ROUNDS = 20;

    private ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private LogWatch reports = LogWatch.on(ResourceLeakDetector.class.getName());

    @Override
    public void beforeAll(ExtensionContext context) {
        before = ResourceLeakDetector.getLevel();
        reports.close();
        reports = LogWatch.on(ResourceLeakDetector.class.getName());
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            // The detector reports when the next buffer is made.
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        ResourceLeakDetector.setLevel(before);
        reports.close();
        assertThat(reports.messages("LEAK")).isEmpty();
    }
}
