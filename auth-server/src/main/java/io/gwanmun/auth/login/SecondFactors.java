package io.gwanmun.auth.login;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.gwanmun.auth.state.Sealing;
import io.gwanmun.auth.state.Sha256;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Second factors: the secret shared with somebody's authenticator app, sealed, and their recovery codes, hashed.
 *
 * <p>A code is taken in its step and the ones before and after it, as clocks differ, and once: afterwards only codes of later steps are. A
 * recovery code is 80 random bits and works once.
 */
public final class SecondFactors {

    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_LENGTH = 16;
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz023456789";
    private static final Pattern CODE = Pattern.compile("\\d{" + Totp.DIGITS + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private final Sealing sealing;
    private final InstantSource clock;

    private record Row(String secret) {}

    SecondFactors(JdbcClient db, TransactionTemplate transactions, Sealing sealing, InstantSource clock) {
        this.db = db;
        this.transactions = transactions;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** Returns whether somebody has to give a code at the login. */
    public boolean isOn(String personId) {
        return row(personId, true).isPresent();
    }

    /** Returns how many recovery codes somebody has left. */
    public int recoveryCodesLeft(String personId) {
        return db.sql("select count(*) from recovery_code where person_id = ?")
                .param(personId)
                .query(Integer.class)
                .single();
    }

    /** Makes a new secret that counts once a first code has shown that the app has it, and returns it in base32. */
    public String begin(String personId) {
        byte[] secret = Totp.newSecret();
        String sealed = sealing.seal(personId, Base64.getEncoder().encodeToString(secret));
        transactions.executeWithoutResult(status -> {
            db.sql("delete from totp where person_id = ? and confirmed = false")
                    .param(personId)
                    .update();
            db.sql("insert into totp (person_id, secret, confirmed, last_step) values (?, ?, false, 0)")
                    .params(personId, sealed)
                    .update();
        });
        return Totp.base32(secret);
    }

    /** Returns the secret that waits for its first code, in base32. */
    public Optional<String> begun(String personId) {
        return row(personId, false).map(row -> Totp.base32(secret(personId, row)));
    }

    /** Turns the second factor on if this is a code of the new secret, and returns the recovery codes, which are never seen again. */
    public Optional<List<String>> confirm(String personId, String code) {
        Optional<Row> row = row(personId, false);
        if (row.isEmpty() || !use(personId, row.get(), code, false)) {
            return Optional.empty();
        }
        db.sql("update totp set confirmed = true where person_id = ?")
                .param(personId)
                .update();
        return Optional.of(newRecoveryCodes(personId));
    }

    /** Turns the second factor off. */
    public void end(String personId) {
        transactions.executeWithoutResult(status -> {
            db.sql("delete from totp where person_id = ?").param(personId).update();
            db.sql("delete from recovery_code where person_id = ?")
                    .param(personId)
                    .update();
        });
    }

    /** Replaces somebody's recovery codes and returns the new ones. */
    public List<String> newRecoveryCodes(String personId) {
        List<String> codes = new ArrayList<>();
        transactions.executeWithoutResult(status -> {
            db.sql("delete from recovery_code where person_id = ?")
                    .param(personId)
                    .update();
            for (int i = 0; i < RECOVERY_CODES; i++) {
                String code = recoveryCode();
                codes.add(code.replaceAll("(.{4})(?=.)", "$1-"));
                db.sql("insert into recovery_code (person_id, hash) values (?, ?)")
                        .params(personId, Sha256.of(code))
                        .update();
            }
        });
        return codes;
    }

    /** Uses up a code of the app or a recovery code, and returns whether it was right. */
    public boolean use(String personId, String typed) {
        String code = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        if (CODE.matcher(code).matches()) {
            return row(personId, true)
                    .filter(row -> use(personId, row, code, true))
                    .isPresent();
        }
        return code.length() == RECOVERY_LENGTH
                && db.sql("delete from recovery_code where person_id = ? and hash = ?")
                                .params(personId, Sha256.of(code))
                                .update()
                        == 1;
    }

    /** The step is raised in one statement, so that of two requests with the same code one is too late. */
    private boolean use(String personId, Row row, String code, boolean confirmed) {
        OptionalLong step = stepOf(secret(personId, row), code.replace(" ", ""));
        return step.isPresent()
                && db.sql("update totp set last_step = ? where person_id = ? and last_step < ? and confirmed = ?")
                                .params(step.getAsLong(), personId, step.getAsLong(), confirmed)
                                .update()
                        == 1;
    }

    private OptionalLong stepOf(byte[] secret, String code) {
        long now = Totp.step(clock.instant());
        OptionalLong found = OptionalLong.empty();
        for (long step = now - 1; step <= now + 1; step++) {
            if (MessageDigest.isEqual(Totp.code(secret, step).getBytes(US_ASCII), code.getBytes(US_ASCII))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private Optional<Row> row(String personId, boolean confirmed) {
        return db.sql("select secret from totp where person_id = ? and confirmed = ?")
                .params(personId, confirmed)
                .query((row, number) -> new Row(row.getString(1)))
                .optional();
    }

    private static String recoveryCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < RECOVERY_LENGTH; i++) {
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    private byte[] secret(String personId, Row row) {
        try {
            return Base64.getDecoder().decode(sealing.open(personId, row.secret()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "auth.keys.secret: cannot open the second factor of " + personId
                            + " (expected: the secret it was sealed with)",
                    e);
        }
    }
}
