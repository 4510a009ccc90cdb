package io.gwanmun.gateway.access;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.token.Verdict;

/**
 * Says in the program's log why credentials were refused: what a caller is not told. At most {@value #PER_SECOND} lines in a
 * second, so that a flood of bad tokens is no flood of lines; each says how many were left out before it. Never a token.
 */
final class AuthenticationLog {

    private static final Logger log = LoggerFactory.getLogger(AuthenticationLog.class);
    private static final int PER_SECOND = 10;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int SHOWN = 128;
    /** Spaces, and what a line does not show: control and format characters, separators. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{C}\\p{Z}]");

    private final Ticker ticker;
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong untold = new AtomicLong();
    private long secondBegan;
    private int told;

    AuthenticationLog(Ticker ticker, MeterRegistry registry) {
        this.ticker = ticker;
        this.secondBegan = ticker.nanos();
        FunctionCounter.builder("gateway.access.events.dropped", leftOut, AtomicLong::get)
                .description("Refused credentials that the log says nothing of, as there were too many.")
                .register(registry);
    }

    /** Says why a token was not believed. */
    void refused(Call call, Verdict.Refused refused) {
        if (mayTell()) {
            tell("credentials refused", refused.reason().id(), refused.issuer(), refused.subject(), call);
        }
    }

    /** Says which kind of right a caller lacks. */
    void lacking(Call call, Caller caller, Demand.Lack lack) {
        if (mayTell()) {
            String reason = lack.name().toLowerCase(Locale.ROOT);
            tell("rights missing", reason, caller.issuer(), caller.subject(), call);
        }
    }

    private void tell(String what, String reason, String issuer, @Nullable String subject, Call call) {
        log.info(
                "{}: reason={} issuer={} subject={} client={} route={} requestId={} leftOut={}",
                what,
                reason,
                issuer.isEmpty() ? "-" : issuer,
                subject == null ? "-" : shown(subject),
                call.clientAddress(),
                call.route().path(),
                call.requestId(),
                untold.getAndSet(0));
    }

    private boolean mayTell() {
        boolean may = log.isInfoEnabled() && hasRoom();
        if (!may) {
            leftOut.incrementAndGet();
            untold.incrementAndGet();
        }
        return may;
    }

    private synchronized boolean hasRoom() {
        long now = ticker.nanos();
        if (now - secondBegan >= SECOND_NANOS) {
            secondBegan = now;
            told = 0;
        }
        return ++told <= PER_SECOND;
    }

    /** A subject is whatever its issuer lets it be; without spaces it cannot look like another field. */
    private static String shown(String subject) {
        String shortened = subject.length() <= SHOWN ? subject : subject.substring(0, SHOWN) + "...";
        return HIDDEN.matcher(shortened).replaceAll("_");
    }
}
