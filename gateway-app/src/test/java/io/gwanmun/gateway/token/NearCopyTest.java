package io.gwanmun.gateway.token;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.token.jwt.ClaimRules.Proved;

import static org.assertj.core.api.Assertions.assertThat;

class NearCopyTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong version = new AtomicLong();
    private final NearCopy near = new NearCopy(1 << 20, Duration.ofMinutes(5), Duration.ofSeconds(5), nanos::get);
    private final Issuer issuer = issuer();
    private boolean revoked;

    private final Revocations revocations = new Revocations() {
        @Override
        public long version() {
            return version.get();
        }

        @Override
        public boolean contains(String tokenId) {
            return revoked && tokenId.equals("id");
        }
    };

    private static Issuer issuer() {
        IssuerSource source = new IssuerSource(
                "i",
                Set.of("gateway"),
                new IssuerSource.NoKeys(),
                new IssuerSource.Rules(Set.of(), Set.of(), Duration.ZERO, "roles"),
                new IssuerSource.State());
        return new Issuer("i", source, OutboundPolicy.allowing(), null, null);
    }

    private Known known() {
        return known(Map.of());
    }

    private Known known(Map<String, Object> claims) {
        Caller caller = new Caller("referenceToken", "i", "u", null, Set.of(), Set.of(), claims, null);
        return new Known(issuer, new Proved(caller, 1000, 2000), "id", null, 0);
    }

    @Test
    void findWhenKeptThenForFiveMinutesAndNotAMomentLonger() {
        TokenHash hash = TokenHash.of("token");
        near.keep(hash, known());

        nanos.set(Duration.ofMinutes(5).toNanos() - 1);
        assertThat(near.find(TokenHash.of("token"))).isNotNull();
        assertThat(near.find(TokenHash.of("tokem"))).isNull();
        nanos.incrementAndGet();
        assertThat(near.find(hash)).isNull();
    }

    @Test
    void holdsWhenTimePassesThenFromItsBeginningToItsEndIncluded() {
        assertThat(known().holds(999)).isFalse();
        assertThat(known().holds(1000)).isTrue();
        assertThat(known().holds(2000)).isTrue();
        assertThat(known().holds(2001)).isFalse();
    }

    @Test
    void verdictWhenTokenIsCalledBackThenTurnsWithTheNextVersion() {
        Known known = known();
        assertThat(known.verdict(revocations)).isInstanceOf(Verdict.Accepted.class);
        version.incrementAndGet();
        assertThat(known.verdict(revocations)).isInstanceOf(Verdict.Accepted.class);

        revoked = true;
        version.incrementAndGet();
        assertThat(known.verdict(revocations)).isEqualTo(new Verdict.Refused(Reason.REVOKED, "i", "u"));
        assertThat(known.verdict(revocations)).isEqualTo(new Verdict.Refused(Reason.REVOKED, "i", "u"));
    }

    @Test
    void keepRefusedWhenTheyFloodThenNoGoodOneLeaves() {
        for (int i = 0; i < 100; i++) {
            near.keep(TokenHash.of("good" + i), known());
        }
        for (int i = 0; i < 50_000; i++) {
            near.keepRefused(TokenHash.of("bad" + i), issuer, new Verdict.Refused(Reason.SIGNATURE, "i", null));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(near.find(TokenHash.of("good" + i))).isNotNull();
        }
    }

    @Test
    void findRefusedWhenItIsOldOrOfAnotherIssuerThenNull() {
        TokenHash hash = TokenHash.of("bad");
        near.keepRefused(hash, issuer, new Verdict.Refused(Reason.SIGNATURE, "i", null));

        assertThat(near.findRefused(hash, issuer)).isNotNull();
        assertThat(near.findRefused(hash, issuer())).isNull();
        nanos.set(Duration.ofSeconds(5).toNanos());
        assertThat(near.findRefused(hash, issuer)).isNull();
    }

    @Test
    void keepWhenFullThenBounded() {
        for (int i = 0; i < 5000; i++) {
            Map<String, Object> groups = Map.of("groups", Collections.nCopies(20, "g".repeat(50)));
            near.keep(TokenHash.of("t" + i), known(groups));
        }

        RunningGateway.awaitStill(near::size);
        assertThat(near.size()).isLessThan(450);
    }

    @Test
    void forgetWhenIssuerIsAskedNoLongerThenNothingOfIt() {
        near.keep(TokenHash.of("good"), known());
        near.keepRefused(TokenHash.of("bad"), issuer, new Verdict.Refused(Reason.SIGNATURE, "i", null));

        near.forget(issuer);

        assertThat(near.find(TokenHash.of("good"))).isNull();
        assertThat(near.findRefused(TokenHash.of("bad"), issuer)).isNull();
    }
}
