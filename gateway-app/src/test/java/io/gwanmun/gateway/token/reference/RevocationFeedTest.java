package io.gwanmun.gateway.token.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import io.lettuce.core.KillArgs;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XTrimArgs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.state.redis.RedisSettings;
import io.gwanmun.gateway.state.redis.RedisState;
import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.TestRedis;
import io.gwanmun.gateway.token.TokenId;
import io.gwanmun.gateway.token.reference.RevocationProperties.WithoutFeed;

import static org.assertj.core.api.Assertions.assertThat;

class RevocationFeedTest {

    private static final Instant ENDS = Instant.now().plus(Duration.ofHours(1));

    private final TestRedis redis = TestRedis.started();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final List<Runnable> closing = new ArrayList<>();

    @AfterEach
    void stop() {
        closing.forEach(Runnable::run);
        redis.close();
    }

    @Test
    void containsWhenCalledBackThenEveryInstanceKnowsAHundredTimesOutOfAHundred() {
        RevocationFeed one = started(WithoutFeed.ACCEPT);
        RevocationFeed other = started(WithoutFeed.ACCEPT);
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String token = "token " + i;
            String id = TokenId.ofReference(token);
            long before = one.version();
            long from = Ticker.system().nanos();
            redis.callBack(token, ENDS);
            spin(() -> one.contains(id) && other.contains(id));
            micros.add((Ticker.system().nanos() - from) / 1_000);
            spin(() -> one.version() > before);
        }

        assertThat(micros).hasSize(100).allSatisfy(time -> assertThat(time).isLessThan(1_000_000));
        assertThat(one.contains(TokenId.ofReference("another"))).isFalse();
        assertThat(one.size()).isEqualTo(100);
    }

    @Test
    void startWhenThreePagesAreThereThenKnowsThemAllBeforeItReturns() {
        for (int i = 0; i < 2_500; i++) {
            redis.callBackId(TokenId.ofReference("token " + i), ENDS);
        }

        RevocationFeed feed = started(WithoutFeed.REFUSE);

        assertThat(feed.isUp()).isTrue();
        assertThat(feed.isBlind()).isFalse();
        assertThat(feed.size()).isEqualTo(2_500);
        assertThat(feed.contains(TokenId.ofReference("token 2499"))).isTrue();
    }

    @Test
    void readWhenTheConnectionWasCutThenGoesOnWhereItWas() {
        RevocationFeed feed = started(WithoutFeed.ACCEPT);
        redis.callBack("first", ENDS);
        spin(() -> feed.contains(TokenId.ofReference("first")));
        try (LogWatch log = LogWatch.on("io.gwanmun.gateway.token")) {
            redis.commands().clientKill(KillArgs.Builder.typeNormal().skipme());
            redis.callBack("second", ENDS);
            spin(() -> feed.contains(TokenId.ofReference("second")));

            assertThat(log.messages("from its beginning")).isEmpty();
        }
        assertThat(feed.contains(TokenId.ofReference("first"))).isTrue();
    }

    @Test
    void readWhenTheStreamWasTrimmedMeanwhileThenReadsItAllAndSaysSo() {
        RevocationFeed feed = started(WithoutFeed.ACCEPT);
        redis.callBack("first", ENDS);
        spin(() -> feed.contains(TokenId.ofReference("first")));
        long before = feed.version();
        try (LogWatch log = LogWatch.on("io.gwanmun.gateway.token")) {
            redis.commands().multi();
            redis.commands().clientKill(KillArgs.Builder.typeNormal().skipme());
            redis.callBackId(TokenId.ofReference("second"), ENDS);
            redis.callBackId(TokenId.ofReference("third"), ENDS);
            redis.commands().xtrim("revocations", XTrimArgs.Builder.maxlen(1).exactTrimming());
            redis.commands().exec();
            spin(() -> feed.contains(TokenId.ofReference("third")));

            assertThat(log.messages("from its beginning")).hasSize(1);
            assertThat(feed.version()).isGreaterThan(before + 1);
        }
        assertThat(feed.contains(TokenId.ofReference("first"))).isTrue();
    }

    @Test
    void readWhenRedisComesBackEmptyThenForgetsNothingAndHearsWhatIsNew() {
        RevocationFeed feed = started(WithoutFeed.REFUSE);
        redis.callBack("first", ENDS);
        spin(() -> feed.contains(TokenId.ofReference("first")));
        redis.kill();
        spin(() -> !feed.isUp());
        assertThat(feed.isBlind()).as("within the grace").isFalse();
        skipped.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(feed.isBlind()).as("after it").isTrue();
        long before = feed.version();

        redis.restart();
        spin(feed::isUp);
        redis.callBack("second", ENDS);
        spin(() -> feed.contains(TokenId.ofReference("second")));

        assertThat(feed.isBlind()).isFalse();
        assertThat(feed.version()).isGreaterThan(before);
        assertThat(feed.contains(TokenId.ofReference("first"))).isTrue();
    }

    @Test
    void readWhenTheStreamIsRemovedAndItsIdsStartLowerThenHearsWhatIsNew() {
        RevocationFeed feed = started(WithoutFeed.ACCEPT);
        redis.callBack("first", ENDS);
        spin(() -> feed.contains(TokenId.ofReference("first")));

        redis.commands().del("revocations");
        redis.commands()
                .xadd(
                        "revocations",
                        new XAddArgs().id("5-1"),
                        Map.of("id", TokenId.ofReference("second"), "exp", Long.toString(ENDS.getEpochSecond())));

        spin(() -> feed.contains(TokenId.ofReference("second")));
        assertThat(feed.contains(TokenId.ofReference("first"))).isTrue();
    }

    @Test
    void readWhenRedisHangsThenIsBlindAfterTheGraceAndHearsAgain() {
        RevocationFeed feed = started(WithoutFeed.REFUSE);
        redis.hang();
        try {
            spin(() -> !feed.isUp());
            skipped.addAndGet(Duration.ofSeconds(11).toNanos());
            assertThat(feed.isBlind()).isTrue();
        } finally {
            redis.resume();
        }
        redis.callBack("later", ENDS);

        spin(() -> feed.contains(TokenId.ofReference("later")));
        spin(feed::isUp);
        assertThat(feed.isBlind()).isFalse();
    }

    @Test
    void isBlindWhenNeverHeardThenOnlyIfRefusalIsWritten() {
        redis.kill();
        RevocationFeed refusing = started(WithoutFeed.REFUSE);
        RevocationFeed accepting = started(WithoutFeed.ACCEPT);

        assertThat(refusing.isBlind()).isTrue();
        assertThat(accepting.isBlind()).isFalse();
        assertThat(accepting.isUp()).isFalse();
        redis.restart();
        spin(() -> refusing.isUp() && !refusing.isBlind());
    }

    @Test
    void addWhenMoreThanFitThenCountsSaysSoAndIsNotUp() {
        RevocationFeed feed = started(new RevocationProperties(WithoutFeed.REFUSE, Duration.ofSeconds(10), 1_000));
        try (LogWatch log = LogWatch.on("io.gwanmun.gateway.token")) {
            for (int i = 0; i < 1_003; i++) {
                redis.callBackId(TokenId.ofReference("token " + i), ENDS);
            }
            spin(() -> feed.missed() == 3);

            assertThat(log.messages("gateway.revocations.most")).hasSize(1);
        }
        assertThat(feed.size()).isEqualTo(1_000);
        assertThat(feed.isUp()).isFalse();
        assertThat(feed.isBlind()).isTrue();
    }

    @Test
    void addWhenThereIsRoomAgainThenHearsWhatWasMissedAndIsBlindUntilThen() {
        RevocationFeed feed = started(new RevocationProperties(WithoutFeed.REFUSE, Duration.ofSeconds(10), 1_000));
        for (int i = 0; i < 1_000; i++) {
            redis.callBackId(
                    TokenId.ofReference("token " + i), i < 10 ? Instant.now().plusSeconds(60) : ENDS);
        }
        redis.callBack("missed", ENDS);
        redis.callBack("missed, too", ENDS);
        spin(() -> feed.missed() == 2);

        ahead.set(Duration.ofMinutes(10));
        skipped.addAndGet(Duration.ofMinutes(2).toNanos());
        spin(() -> !feed.isBlind());

        assertThat(feed.contains(TokenId.ofReference("missed"))).isTrue();
        assertThat(feed.contains(TokenId.ofReference("missed, too"))).isTrue();
    }

    @Test
    void containsWhenTheTokenHasEndedThenForAsLongAsAnyClockMayTakeItForGood() {
        RevocationFeed feed = started(WithoutFeed.ACCEPT);
        redis.callBack("just ended", Instant.now().minus(Duration.ofMinutes(4)));
        redis.callBack("long ago", Instant.now().minus(Duration.ofMinutes(6)));
        redis.callBack("alive", ENDS);
        spin(() -> feed.contains(TokenId.ofReference("alive")));

        assertThat(feed.contains(TokenId.ofReference("just ended"))).isTrue();
        assertThat(feed.contains(TokenId.ofReference("long ago"))).isFalse();
    }

    @Test
    void addWhenAnEntryIsNotReadableThenSaysSoAndReadsOn() {
        RevocationFeed feed = started(WithoutFeed.ACCEPT);
        try (LogWatch log = LogWatch.on("io.gwanmun.gateway.token")) {
            redis.commands().xadd("revocations", "other", "value");
            redis.commands().xadd("revocations", "id", TokenId.ofReference("endless"), "exp", "soon");
            redis.callBack("good", ENDS);
            spin(() -> feed.contains(TokenId.ofReference("good")));

            assertThat(log.messages("expected: 43 characters of base64url")).hasSize(1);
        }
        assertThat(feed.contains(TokenId.ofReference("endless"))).isTrue();
    }

    @Test
    void startWhenTheUserHasTheRightsOfTheDocsThenHears() {
        redis.allow("gateway", "secret");
        RevocationFeed feed = started(
                new RevocationProperties(WithoutFeed.ACCEPT, Duration.ofSeconds(10), 1_000),
                settings("gateway", "secret"));
        redis.callBack("token", ENDS);

        spin(() -> feed.contains(TokenId.ofReference("token")));
        spin(feed::isUp);
    }

    private RevocationFeed started(WithoutFeed withoutFeed) {
        return started(new RevocationProperties(withoutFeed, Duration.ofSeconds(10), 100_000));
    }

    private RevocationFeed started(RevocationProperties properties) {
        return started(properties, settings("", redis.password()));
    }

    private RevocationFeed started(RevocationProperties properties, RedisSettings settings) {
        RedisState state = new RedisState(settings, Ticker.system());
        state.start();
        RevocationFeed feed = new RevocationFeed(
                state.tail("revocations"),
                properties,
                () -> Instant.now().plus(ahead.get()),
                () -> Ticker.system().nanos() + skipped.get());
        closing.add(() -> {
            feed.stop();
            state.stop();
        });
        feed.start();
        return feed;
    }

    private RedisSettings settings(String user, String password) {
        return new RedisSettings(
                redis.uri(), user, password, null, null, Duration.ofMillis(50), Duration.ofSeconds(1), 4096);
    }

    private static void spin(BooleanSupplier condition) {
        RunningGateway.await(condition);
    }
}
