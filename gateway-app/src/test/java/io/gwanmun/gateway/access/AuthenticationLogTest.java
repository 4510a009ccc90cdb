package io.gwanmun.gateway.access;

import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Origin;
import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.token.Reason;
import io.gwanmun.gateway.token.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class AuthenticationLogTest {

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AuthenticationLog events = new AuthenticationLog(nanos::get, registry);
    private final Call call = new Call("id-1", "GET", "/x", Origin.unknown("https"), 0);

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            events.refused(call, new Verdict.Refused(Reason.EXPIRED, "gwanmun", "user-1"));
        }
    }

    @Test
    void refusedWhenToldThenSaysWhyAndWhoseButNoMoreThanTenTimesASecond() {
        try (LogWatch log = LogWatch.on(AuthenticationLog.class.getName())) {
            refuse(15);

            assertThat(log.messages("credentials refused"))
                    .hasSize(10)
                    .first()
                    .asString()
                    .contains("reason=expired issuer=gwanmun subject=user-1", "requestId=id-1", "leftOut=0");

            nanos.set(999_999_999);
            refuse(1);
            assertThat(log.messages("credentials refused")).hasSize(10);

            nanos.set(1_000_000_000);
            refuse(1);
            assertThat(log.messages("leftOut=6")).hasSize(1);
            assertThat(registry.get("gateway.access.events.dropped")
                            .functionCounter()
                            .count())
                    .isEqualTo(6);
        }
    }

    @Test
    void refusedWhenTheSubjectReadsLikeFieldsThenStaysOneField() {
        try (LogWatch log = LogWatch.on(AuthenticationLog.class.getName())) {
            events.refused(
                    call, new Verdict.Refused(Reason.EXPIRED, "gwanmun", "Ada L client=192.0.2.1\u2028\u202ereason=x"));

            assertThat(log.messages("credentials refused"))
                    .first()
                    .asString()
                    .contains("subject=Ada_L_client=192.0.2.1__reason=x client=");
        }
    }
}
