package io.gwanmun.gateway.token.jwt;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.ClaimPath;
import io.gwanmun.gateway.token.IssuerSource;
import io.gwanmun.gateway.token.Reason;

/**
 * What the claims of an issuer's tokens must say, and the caller they make. The same rules hold for a JSON Web Token and for the
 * answer about a reference token.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7519#section-4.1">RFC 7519 section 4.1</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9068#section-4">RFC 9068 section 4</a>
 */
public final class ClaimRules {

    /** The last second of the year 9999; what lies behind is no date. */
    private static final long LATEST = 253_402_300_799L;

    private static final long MILLIS = 1000;
    private static final int SUBJECT_MAX = 256;

    private final String name;
    private final IssuerSource issuer;
    private final long skewMillis;
    private final ClaimPath roles;

    /**
     * Makes the rules of an issuer.
     *
     * @param name what the configuration calls it
     */
    public ClaimRules(String name, IssuerSource issuer) {
        this.name = name;
        this.issuer = issuer;
        this.skewMillis = issuer.rules().skew().toMillis();
        this.roles = ClaimPath.parse(issuer.rules().roles());
    }

    /**
     * Returns who is meant by the claims of a JSON Web Token.
     *
     * @param nowMillis milliseconds since 1970
     * @throws BadTokenException when a claim is not what it must be
     */
    public Proved ofJwt(Map<String, Object> claims, long nowMillis) {
        if (!issuer.issuer().equals(claims.get("iss"))) {
            throw new BadTokenException(Reason.ISSUER);
        }
        if (!claims.containsKey("exp")) {
            throw new BadTokenException(Reason.CLAIMS);
        }
        return proved("jwt", claims, nowMillis);
    }

    /**
     * Returns who is meant by what is known of a reference token; neither {@code iss} nor {@code exp} must be there.
     *
     * @param nowMillis milliseconds since 1970
     * @throws BadTokenException when a claim is not what it must be
     */
    public Proved ofReference(Map<String, Object> claims, long nowMillis) {
        if (claims.containsKey("iss") && !issuer.issuer().equals(claims.get("iss"))) {
            throw new BadTokenException(Reason.ISSUER);
        }
        Object type = claims.get("token_type");
        if (type != null && !(type instanceof String text && text.equalsIgnoreCase("Bearer"))) {
            throw new BadTokenException(Reason.TYPE);
        }
        return proved("referenceToken", claims, nowMillis);
    }

    private Proved proved(String proof, Map<String, Object> claims, long nowMillis) {
        Long exp = time(claims, "exp");
        Long nbf = time(claims, "nbf");
        Long iat = time(claims, "iat");
        if (!isForUs(claims.get("aud"))) {
            throw new BadTokenException(Reason.AUDIENCE);
        }
        long from = Math.max(nbf == null ? 0 : nbf, iat == null ? 0 : iat) - skewMillis;
        long until = exp == null ? Long.MAX_VALUE : exp + skewMillis;
        if (nowMillis > until) {
            throw new BadTokenException(Reason.EXPIRED);
        }
        if (nowMillis < from) {
            throw new BadTokenException(Reason.EARLY);
        }
        if (claims.containsKey("cnf")) {
            throw new BadTokenException(Reason.BOUND);
        }
        return new Proved(caller(proof, claims, exp), from, until);
    }

    private Caller caller(String proof, Map<String, Object> claims, @Nullable Long exp) {
        String subject = subject(claims);
        Set<String> has = texts(roles.find(claims));
        if (subject == null || has == null) {
            throw new BadTokenException(Reason.CLAIMS);
        }
        return new Caller(
                proof,
                name,
                subject,
                client(claims),
                has,
                scopes(claims),
                claims,
                exp == null ? null : Instant.ofEpochMilli(exp));
    }

    /** Returns the subject, null when the claims have none or one that no log and no header could hold. */
    public static @Nullable String subject(Map<String, Object> claims) {
        return claims.get("sub") instanceof String subject && isPlain(subject) ? subject : null;
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty() && text.length() <= SUBJECT_MAX && text.chars().noneMatch(Character::isISOControl);
    }

    private static @Nullable String client(Map<String, Object> claims) {
        for (String claim : new String[] {"client_id", "azp"}) {
            Object client = claims.get(claim);
            if (client != null) {
                if (client instanceof String text && isPlain(text)) {
                    return text;
                }
                throw new BadTokenException(Reason.CLAIMS);
            }
        }
        return null;
    }

    private static Set<String> scopes(Map<String, Object> claims) {
        Object written = claims.containsKey("scope") ? claims.get("scope") : claims.get("scp");
        if (written instanceof String list) {
            Set<String> scopes = new LinkedHashSet<>(Arrays.asList(list.split(" ", -1)));
            scopes.remove("");
            return scopes;
        }
        Set<String> scopes = texts(written);
        if (scopes == null) {
            throw new BadTokenException(Reason.CLAIMS);
        }
        return scopes;
    }

    private boolean isForUs(@Nullable Object aud) {
        Set<String> meant = texts(aud);
        if (meant == null) {
            throw new BadTokenException(Reason.CLAIMS);
        }
        for (String audience : meant) {
            if (issuer.audiences().contains(audience)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the texts of a value: itself, or those in a list; {@code null} for a list that holds anything else. */
    private static @Nullable Set<String> texts(@Nullable Object value) {
        if (value == null) {
            return Set.of();
        }
        if (value instanceof String one) {
            return Set.of(one);
        }
        if (!(value instanceof List<?> list)) {
            return null;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object item : list) {
            if (!(item instanceof String text)) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    /** Returns a time in milliseconds, null when it is missing. Fractions of a second are allowed, years behind 9999 not. */
    private static @Nullable Long time(Map<String, Object> claims, String claim) {
        if (!claims.containsKey(claim)) {
            return null;
        }
        Object written = claims.get(claim);
        if (written instanceof Number number && !(number instanceof BigInteger)) {
            double seconds = number.doubleValue();
            if (seconds >= 0 && seconds <= LATEST) {
                return number instanceof Long whole ? whole * MILLIS : (long) (seconds * MILLIS);
            }
        }
        throw new BadTokenException(Reason.CLAIMS);
    }

    /**
     * Who was proved, and for how long it holds.
     *
     * @param caller who it is
     * @param fromMillis since when, in milliseconds since 1970, allowing for clocks that differ
     * @param untilMillis until when, that moment included; {@link Long#MAX_VALUE} when nothing says so
     */
    public record Proved(Caller caller, long fromMillis, long untilMillis) {}
}
