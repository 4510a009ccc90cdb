package io.gwanmun.gateway.token.reference;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Publishes how the feed of called back tokens is. */
final class FeedMeters implements MeterBinder {

    private final RevocationFeed feed;

    FeedMeters(RevocationFeed feed) {
        this.feed = feed;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("gateway.tokens.feed", feed, now -> now.isUp() ? 1 : 0)
                .description("1 while every token that was called back is known, as of a moment ago, else 0.")
                .register(registry);
        TimeGauge.builder(
                        "gateway.tokens.feed.age",
                        feed,
                        TimeUnit.MILLISECONDS,
                        now -> now.silence().toMillis())
                .description("Time since the stream of called back tokens was last read to its end.")
                .register(registry);
        Gauge.builder("gateway.tokens.revoked", feed, RevocationFeed::size)
                .description("Called back tokens that are kept.")
                .register(registry);
        FunctionCounter.builder("gateway.tokens.revoked.missed", feed, RevocationFeed::missed)
                .description("Called back tokens that found no room.")
                .register(registry);
    }
}
