package io.gwanmun.auth.user;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.scrypt.SCryptPasswordEncoder;

/**
 * Makes and checks hashes of passwords: Argon2id with 19 MiB, two passes and one lane, which OWASP's password storage sheet names first.
 * Hashes brought along from elsewhere ({@code {bcrypt}}, {@code {scrypt}}, {@code {pbkdf2}}) are checked too, and replaced at the next login.
 *
 * <p>A hash costs tens of milliseconds and 19 MiB by intent. So only as many are computed at a time as there are processors to spare, and
 * only so many may wait: a flood of logins cannot take the processors and the memory that all else needs.
 */
public final class PasswordHashing {

    private static final int WAITING_PER_SEAT = 32;
    private static final int PATIENCE_SECONDS = 5;
    private static final int BCRYPT_BYTES = 72;
    private static final String BCRYPT = "{bcrypt}";

    private final PasswordEncoder encoder;
    private final int seats;
    private final Semaphore free;
    private final String nobody;

    /** Computes this many hashes at a time at most. */
    public PasswordHashing(int seats) {
        this(seats, UnaryOperator.identity());
    }

    /** Looks at what is computed, for tests. */
    PasswordHashing(int seats, UnaryOperator<PasswordEncoder> around) {
        this.encoder = around.apply(encoder());
        this.seats = seats;
        this.free = new Semaphore(seats, true);
        this.nobody = hash("nobody has this password");
    }

    /** Leaves half the processors to everything else. */
    public static PasswordHashing ofDefaults() {
        return new PasswordHashing(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    private static PasswordEncoder encoder() {
        return new DelegatingPasswordEncoder(
                "argon2",
                Map.of(
                        "argon2",
                        new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2),
                        "bcrypt",
                        new BCryptPasswordEncoder(12),
                        "scrypt",
                        SCryptPasswordEncoder.defaultsForSpringSecurity_v5_8(),
                        "pbkdf2",
                        Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    }

    /**
     * Returns the hash that is kept.
     *
     * @throws IllegalArgumentException if the password is longer than {@link PasswordRules#MOST}
     */
    public String hash(String password) {
        if (password.length() > PasswordRules.MOST) {
            throw new IllegalArgumentException("password: longer than " + PasswordRules.MOST);
        }
        String hash = inTurn(() -> encoder.encode(PasswordRules.spelled(password)));
        if (hash == null) {
            throw new IllegalStateException("no hash was made");
        }
        return hash;
    }

    /**
     * Returns whether this password has this hash. Without a hash the same work is done and the answer is no. One that is too long to be
     * anybody's is refused without any work, whoever it is for.
     */
    public boolean matches(String password, @Nullable String hash) {
        if (password.length() > PasswordRules.MOST) {
            return false;
        }
        String spelled = PasswordRules.spelled(password);
        boolean known = hash != null && !cutShort(spelled, hash);
        String against = known ? hash : nobody;
        return Boolean.TRUE.equals(inTurn(() -> encoder.matches(spelled, against))) && known;
    }

    /** Returns whether a hash was made in an older way than those made now. */
    public boolean isOld(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    /** Bcrypt looks at 72 bytes only: whatever follows them would be taken for right. */
    private static boolean cutShort(String password, String hash) {
        return hash.startsWith(BCRYPT) && password.getBytes(StandardCharsets.UTF_8).length > BCRYPT_BYTES;
    }

    private <T> @Nullable T inTurn(Supplier<@Nullable T> work) {
        if (free.getQueueLength() >= seats * WAITING_PER_SEAT || !acquired()) {
            throw new PasswordCheck.BusyException();
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean acquired() {
        try {
            return free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
