package io.gwanmun.gateway.ingress;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Ids of requests: 32 lower-case hexadecimal digits, 128 bits from a generator of the event loop's own. They are unique,
 * not secret. A caller's id is taken when it is 1 to 64 of {@code A-Z a-z 0-9 -}, so that nothing of it can break out of a
 * header or a log line.
 */
final class RequestIds {

    private static final int LONGEST = 64;
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private final FastThreadLocal<SplittableRandom> generators;

    /** Creates ids from generators that are made by a supplier, one for each thread that asks. */
    RequestIds(Supplier<SplittableRandom> seeded) {
        generators = new FastThreadLocal<>() {
            @Override
            protected SplittableRandom initialValue() {
                return seeded.get();
            }
        };
    }

    /** Creates ids from generators that start at random: all split from one, as reading a seed could hold up an event loop. */
    static RequestIds ofDefaults() {
        SplittableRandom first = new SplittableRandom(new SecureRandom().nextLong());
        return new RequestIds(() -> {
            synchronized (first) {
                return first.split();
            }
        });
    }

    /** Returns the caller's id when it is well formed, a new one otherwise. */
    String of(@Nullable String sent) {
        return sent != null && isWellFormed(sent) ? sent : next();
    }

    private String next() {
        SplittableRandom random = generators.get();
        char[] id = new char[32];
        write(random.nextLong(), id, 0);
        write(random.nextLong(), id, 16);
        return new String(id);
    }

    private static void write(long bits, char[] id, int at) {
        for (int i = 15; i >= 0; i--) {
            id[at + i] = DIGITS[(int) (bits & 0xF)];
            bits >>>= 4;
        }
    }

    static boolean isWellFormed(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean accepted = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
            if (!accepted) {
                return false;
            }
        }
        return true;
    }
}
