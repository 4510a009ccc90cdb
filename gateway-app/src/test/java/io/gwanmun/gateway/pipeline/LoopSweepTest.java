package io.gwanmun.gateway.pipeline;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.channel.DefaultEventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** That time limits are looked at, whatever others do. */
class LoopSweepTest {

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final BlockingQueue<String> looks = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void runWhenOneFailsThenIsLookedAtNoMoreAndTheOthersAre() throws InterruptedException {
        loop.execute(() -> {
            LoopSweep sweep = new LoopSweep(loop, Ticker.system(), 1);
            sweep.watch(now -> looks.add("before"));
            sweep.watch(now -> {
                looks.add("fails");
                throw new IllegalStateException("a limit that fails, on purpose");
            });
            sweep.watch(now -> looks.add("behind"));
        });

        // From the last to the first; the last then takes the place of the one that failed.
        assertThat(next(6)).isEqualTo("behind fails before behind before behind");
    }

    private String next(int many) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < many; i++) {
            text.append(i == 0 ? "" : " ").append(looks.poll(10, TimeUnit.SECONDS));
        }
        return text.toString();
    }
}
