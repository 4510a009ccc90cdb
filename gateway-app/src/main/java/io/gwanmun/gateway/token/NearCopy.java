package io.gwanmun.gateway.token;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Ticker;

/**
 * What was found about tokens lately, by their {@link TokenHash}. Bounded by weight, forgotten after a while. Refused tokens
 * have a small space and a short time of their own: however many there are, no good one leaves for them. For any thread.
 */
final class NearCopy {

    /** Bytes an entry has besides its claims, roughly. */
    private static final int ENTRY_BYTES = 700;
    /** Bytes of a text besides its characters, of a number, and of a member of an object or a list besides what it is. */
    private static final int VALUE_BYTES = 48;

    private static final int REFUSED_MOST = 4096;

    private final Cache<TokenHash, Weighed> good;
    private final Cache<RefusedBy, Verdict.Refused> refused;

    /**
     * Makes an empty copy.
     *
     * @param bytes the room for good tokens, in bytes, roughly
     * @param kept how long a good one is kept at most
     * @param refusedKept how long a refused one is
     */
    NearCopy(long bytes, Duration kept, Duration refusedKept, Ticker ticker) {
        good = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((TokenHash hash, Weighed entry) -> entry.bytes())
                .expireAfterWrite(kept)
                .ticker(ticker::nanos)
                .build();
        refused = Caffeine.newBuilder()
                .maximumSize(REFUSED_MOST)
                .expireAfterWrite(refusedKept)
                .ticker(ticker::nanos)
                .build();
    }

    @Nullable
    Known find(TokenHash hash) {
        Weighed entry = good.getIfPresent(hash);
        return entry == null ? null : entry.known();
    }

    void keep(TokenHash hash, Known known) {
        good.put(hash, new Weighed(known, ENTRY_BYTES + bytes(known.claims())));
    }

    /** What a token says may be far longer than the token. */
    private static int bytes(@Nullable Object json) {
        int sum = VALUE_BYTES;
        if (json instanceof String text) {
            sum += text.length();
        } else if (json instanceof Map<?, ?> members) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                sum += bytes(member.getKey()) + bytes(member.getValue());
            }
        } else if (json instanceof Collection<?> items) {
            for (Object item : items) {
                sum += bytes(item);
            }
        }
        return sum;
    }

    void drop(TokenHash hash) {
        good.invalidate(hash);
    }

    /** Returns why a token was refused lately by an issuer, null when it was not. */
    Verdict.@Nullable Refused findRefused(TokenHash hash, Issuer issuer) {
        return refused.getIfPresent(new RefusedBy(hash, issuer));
    }

    void keepRefused(TokenHash hash, Issuer issuer, Verdict.Refused verdict) {
        refused.put(new RefusedBy(hash, issuer), verdict);
    }

    /** Forgets what an issuer said that is asked no longer. */
    void forget(Issuer issuer) {
        good.asMap().values().removeIf(entry -> issuer.equals(entry.known().issuer()));
        refused.asMap().keySet().removeIf(entry -> issuer.equals(entry.issuer()));
    }

    /** Returns how many good tokens are kept, roughly. */
    long size() {
        return good.estimatedSize();
    }

    private record Weighed(Known known, int bytes) {}

    private record RefusedBy(TokenHash hash, Issuer issuer) {}
}
