package io.gwanmun.gateway.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.gwanmun.gateway.network.OutboundPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** Reference tokens: who is asked, and for how long the answer holds. */
class TokenCheckTest {

    private static final String TOKEN = "gwr_abc";
    private static final long START = 1_800_000_000L;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final Map<String, Object> known =
            new HashMap<>(Map.of("sub", "user-1", "aud", List.of("gateway"), "exp", START + 60, "scope", "a"));
    private final Set<String> calledBack = new HashSet<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Mono<Map<String, Object>> answer = Mono.just(known);
    private Instant now = Instant.ofEpochSecond(START);
    private long version;

    private final Revocations revocations = new Revocations() {
        @Override
        public long version() {
            return version;
        }

        @Override
        public boolean contains(String tokenId) {
            return calledBack.contains(tokenId);
        }
    };

    private final NearCopy near = new NearCopy(1 << 20, Duration.ofMinutes(5), Duration.ofSeconds(5), nanos::get);
    private final TokenCheck.CheckTools tools = new TokenCheck.CheckTools(
            100, near, new Asking<>(), revocations, new TokenMeters(registry, near), () -> now);
    private final TokenCheck check = check(issuer("ours", token -> {
        looks.incrementAndGet();
        return answer;
    }));

    private static Issuer issuer(String name, TokenDirectory directory) {
        IssuerSource source = new IssuerSource(
                name,
                Set.of("gateway"),
                new IssuerSource.NoKeys(),
                new IssuerSource.Rules(Set.of(), Set.of(), Duration.ZERO, "roles"),
                new IssuerSource.State());
        return new Issuer(name, source, OutboundPolicy.allowing(), null, directory);
    }

    private TokenCheck check(Issuer... issuers) {
        return new TokenCheck(List.of(), List.of(issuers), tools);
    }

    private static Verdict settled(Verdict verdict) {
        return verdict instanceof Verdict.Waiting waiting
                ? Objects.requireNonNull(waiting.verdict().block(Duration.ofSeconds(5)))
                : verdict;
    }

    private Verdict checked(String token) {
        return settled(check.check(token));
    }

    private static Verdict.Refused refused(Reason reason, @Nullable String subject) {
        return new Verdict.Refused(reason, "ours", subject);
    }

    @Test
    void checkWhenKnownThenAskedOnceAndNearFromThenOn() {
        assertThat(checked(TOKEN)).isInstanceOf(Verdict.Accepted.class);

        assertThat(check.check(TOKEN)).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
            assertThat(accepted.caller().issuer()).isEqualTo("ours");
            assertThat(accepted.caller().proof()).isEqualTo("referenceToken");
        });
        assertThat(looks).hasValue(1);
        assertThat(registry.counter(TokenMeters.CHECKS, "kind", "referenceToken", "outcome", "near")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void checkWhenNearTimeIsOverThenAskedAgain() {
        checked(TOKEN);
        nanos.set(Duration.ofMinutes(5).toNanos());

        assertThat(checked(TOKEN)).isInstanceOf(Verdict.Accepted.class);
        assertThat(looks).hasValue(2);
    }

    @Test
    void checkWhenTokenEndsThenRefusedThoughKeptNear() {
        checked(TOKEN);
        now = Instant.ofEpochSecond(START + 60);
        assertThat(check.check(TOKEN)).isInstanceOf(Verdict.Accepted.class);

        now = now.plusMillis(1);
        assertThat(checked(TOKEN)).isEqualTo(refused(Reason.EXPIRED, "user-1"));
    }

    @Test
    void checkWhenCalledBackThenRefusedAtOnce() {
        checked(TOKEN);
        calledBack.add(TokenId.ofReference(TOKEN));
        assertThat(check.check(TOKEN)).as("nobody said yet").isInstanceOf(Verdict.Accepted.class);

        version++;
        assertThat(check.check(TOKEN)).isEqualTo(refused(Reason.REVOKED, "user-1"));
        assertThat(looks).hasValue(1);
    }

    @Test
    void checkWhenNobodyKnowsItThenRefusedForAWhileUnasked() {
        answer = Mono.empty();
        assertThat(checked(TOKEN)).isEqualTo(refused(Reason.INACTIVE, null));
        assertThat(checked(TOKEN)).isEqualTo(refused(Reason.INACTIVE, null));
        assertThat(looks).hasValue(1);

        nanos.set(Duration.ofSeconds(5).toNanos());
        answer = Mono.just(known);
        assertThat(checked(TOKEN)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void checkWhenDirectoryIsAwayThenUnreachableAndNotRemembered() {
        answer = Mono.error(new UnreachableException("away"));
        assertThat(checked(TOKEN)).isEqualTo(new Verdict.Unreachable("ours"));

        answer = Mono.just(known);
        assertThat(checked(TOKEN)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void checkWhenManyBringTheSameThenAskedOnce() {
        Sinks.One<Map<String, Object>> late = Sinks.one();
        answer = late.asMono();
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ((Verdict.Waiting) check.check(TOKEN)).verdict().subscribe(verdicts::add);
        }
        late.tryEmitValue(known).orThrow();

        assertThat(verdicts).hasSize(10).allMatch(Verdict.Accepted.class::isInstance);
        assertThat(looks).hasValue(1);
    }

    @Test
    void checkWhenTheFirstDoesNotKnowItThenTheNextIsAsked() {
        TokenCheck both = check(
                issuer("first", token -> Mono.empty()),
                issuer("ours", token -> answer),
                issuer("third", token -> Mono.error(new AssertionError("asked"))));

        assertThat(settled(both.check(TOKEN)))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(accepted.caller().issuer()).isEqualTo("ours"));
    }

    @Test
    void checkWhenNobodyOfSeveralKnowsItThenEachIsAskedOnce() {
        TokenDirectory nobody = token -> {
            looks.incrementAndGet();
            return Mono.empty();
        };
        TokenCheck both = check(issuer("first", nobody), issuer("second", nobody));

        for (int i = 0; i < 3; i++) {
            assertThat(settled(both.check(TOKEN))).isEqualTo(new Verdict.Refused(Reason.INACTIVE, "second", null));
        }
        assertThat(looks).hasValue(2);
    }

    @Test
    void checkWhenTheFirstIsAwayThenTheNextIsAskedAndNobodyElseMayRefuse() {
        Issuer away = issuer("away", token -> Mono.error(new UnreachableException("away")));

        assertThat(settled(check(away, issuer("second", token -> Mono.empty())).check(TOKEN)))
                .isEqualTo(new Verdict.Unreachable("away"));
        assertThat(settled(check(away, issuer("ours", token -> answer)).check(TOKEN)))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(accepted.caller().issuer()).isEqualTo("ours"));
    }

    @Test
    void checkWhenRouteDoesNotTakeTheIssuerThenWhatIsNearDoesNotCount() {
        checked(TOKEN);
        TokenCheck other = check(issuer("ours", token -> Mono.empty()));

        assertThat(settled(other.check(TOKEN))).isEqualTo(refused(Reason.INACTIVE, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\u0000", "é", "a=b", "=", "\"a\"", "a:b"})
    void checkWhenItCannotBeATokenThenNobodyIsAsked(String token) {
        assertThat(checked(token)).isEqualTo(new Verdict.Refused(Reason.MALFORMED, "", null));
        assertThat(looks).hasValue(0);
    }

    @Test
    void checkWhenAsLongAsAllowedThenAskedAndACharacterMoreNot() {
        assertThat(checked("a".repeat(100))).isInstanceOf(Verdict.Accepted.class);
        assertThat(checked("a".repeat(101))).isEqualTo(new Verdict.Refused(Reason.TOO_LONG, "", null));
        assertThat(looks).hasValue(1);
    }
}
