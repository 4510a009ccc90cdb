package io.gwanmun.gateway.token;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.token.jwt.BadTokenException;
import io.gwanmun.gateway.token.jwt.ClaimRules;
import io.gwanmun.gateway.token.jwt.ClaimRules.Proved;
import io.gwanmun.gateway.token.jwt.CompactJwt;
import io.gwanmun.gateway.token.jwt.JwtRules;
import io.gwanmun.gateway.token.jwt.KeyRing;
import io.gwanmun.gateway.token.jwt.VerifyingKey;
import io.gwanmun.gateway.token.keys.KeySet;

/**
 * Checks bearer tokens for one route: those kinds of tokens of those issuers that it takes. For any thread.
 *
 * <ol>
 *   <li>What was found about the very token lately holds, when its issuer is still what it was, its times and its key hold, and
 *       it was not called back.
 *   <li>A JSON Web Token is taken apart and judged by the rules of the issuer it names. Only when that issuer's keys are not
 *       there, or the one it names is not, something is waited for.
 *   <li>Any other token is shown to whoever knows the reference tokens of the issuers, one after the other.
 * </ol>
 */
public final class TokenCheck {

    private final Map<String, Issuer> byClaim = new HashMap<>();
    private final List<Issuer> directories;
    private final CheckTools tools;

    TokenCheck(List<Issuer> signing, List<Issuer> directories, CheckTools tools) {
        signing.forEach(issuer -> byClaim.put(issuer.source().issuer(), issuer));
        this.directories = List.copyOf(directories);
        this.tools = tools;
    }

    /** Checks a token. */
    public Verdict check(String token) {
        if (token.length() > tools.maxLength()) {
            return tools.meters().jwt().counted(Verdict.Refused.of(Reason.TOO_LONG));
        }
        TokenHash hash = TokenHash.of(token);
        Known known = tools.near().find(hash);
        if (known != null && takes(known)) {
            if (known.holds(tools.clock().millis())) {
                return near(known);
            }
            tools.near().drop(hash);
        }
        return directories.isEmpty() || !byClaim.isEmpty() && CompactJwt.isMeantBy(token)
                ? jwt(token, hash)
                : reference(token, hash);
    }

    private boolean takes(Known known) {
        Issuer issuer = known.issuer();
        return known.isJwt() ? issuer.equals(byClaim.get(issuer.source().issuer())) : directories.contains(issuer);
    }

    private Verdict near(Known known) {
        Verdict verdict = known.verdict(tools.revocations());
        TokenMeters.Kind meters =
                known.isJwt() ? tools.meters().jwt() : tools.meters().reference();
        if (verdict instanceof Verdict.Accepted && !tools.revocations().isBlind()) {
            meters.near();
            return verdict;
        }
        return meters.counted(seen(verdict, known.issuer()));
    }

    /** A good token is not taken while nobody can say whether it was called back, if the operator wants it so. */
    private Verdict seen(Verdict verdict, Issuer issuer) {
        return verdict instanceof Verdict.Accepted && tools.revocations().isBlind()
                ? new Verdict.Unreachable(issuer.name())
                : verdict;
    }

    private Verdict jwt(String token, TokenHash hash) {
        TokenMeters.Kind meters = tools.meters().jwt();
        CompactJwt jwt;
        Issuer issuer;
        KeySet keys;
        JwtRules.Signing signing;
        try {
            jwt = CompactJwt.parse(token);
            issuer = jwt.claims().get("iss") instanceof String iss ? byClaim.get(iss) : null;
            keys = issuer == null ? null : issuer.keys();
            if (issuer == null || keys == null) {
                throw new BadTokenException(Reason.ISSUER);
            }
            signing = issuer.rules().signing(jwt);
        } catch (BadTokenException bad) {
            return meters.counted(Verdict.Refused.of(bad.reason()));
        }
        Verdict.Refused before = tools.near().findRefused(hash, issuer);
        if (before != null) {
            return meters.counted(before);
        }
        Read read = new Read(token, hash, jwt, issuer, signing);
        KeyRing ring = keys.known();
        if (ring == null) {
            return waiting(keys.awaited(), read);
        }
        List<VerifyingKey> fitting = ring.fitting(signing);
        if (!fitting.isEmpty()) {
            return meters.counted(judged(read, fitting));
        }
        Mono<KeyRing> searched = keys.searched();
        // When nothing is to be searched for, a search may have ended meanwhile.
        return searched == null ? meters.counted(byKnownKeys(read)) : waiting(searched, read);
    }

    private Verdict waiting(Mono<KeyRing> keys, Read read) {
        Mono<Verdict> verdict = keys.map(ring -> judged(read, ring.fitting(read.signing)))
                .onErrorResume(UnreachableException.class, gone -> Mono.just(byKnownKeys(read)));
        return new Verdict.Waiting(verdict.map(tools.meters().jwt()::counted));
    }

    /** When there is no search for an unknown key, or it fails, the keys that are known hold: the issuer is not away. */
    private Verdict byKnownKeys(Read read) {
        KeySet keys = read.issuer.keys();
        KeyRing ring = keys == null ? null : keys.known();
        return ring == null ? new Verdict.Unreachable(read.issuer.name()) : judged(read, ring.fitting(read.signing));
    }

    private Verdict judged(Read read, List<VerifyingKey> keys) {
        String subject = null;
        try {
            VerifyingKey key = JwtRules.signer(read.jwt, read.signing, keys);
            subject = ClaimRules.subject(read.jwt.claims());
            Proved proved =
                    read.issuer.rules().proved(read.jwt.claims(), tools.clock().millis());
            return kept(read.issuer, proved, read.hash, TokenId.ofJwt(read.token), key);
        } catch (BadTokenException bad) {
            Verdict.Refused refused = new Verdict.Refused(bad.reason(), read.issuer.name(), subject);
            if (bad.reason() != Reason.KEY) {
                tools.near().keepRefused(read.hash, read.issuer, refused);
            }
            return refused;
        }
    }

    private Verdict kept(Issuer issuer, Proved proved, TokenHash hash, String tokenId, @Nullable VerifyingKey key) {
        long version = tools.revocations().version();
        if (tools.revocations().contains(tokenId)) {
            return new Verdict.Refused(
                    Reason.REVOKED, issuer.name(), proved.caller().subject());
        }
        Known known = new Known(issuer, proved, tokenId, key, version);
        tools.near().keep(hash, known);
        return seen(known.verdict(tools.revocations()), issuer);
    }

    private Verdict reference(String token, TokenHash hash) {
        if (!ReferenceToken.isOne(token)) {
            return tools.meters().reference().counted(Verdict.Refused.of(Reason.MALFORMED));
        }
        Mono<Verdict> verdict = tools.asking().once(new Question(hash, directories), () -> ask(token, hash, 0));
        return new Verdict.Waiting(verdict.map(tools.meters().reference()::counted));
    }

    private Mono<Verdict> ask(String token, TokenHash hash, int index) {
        Issuer issuer = directories.get(index);
        boolean last = index == directories.size() - 1;
        Mono<Verdict> answer = ask(token, hash, issuer);
        return last
                ? answer
                : answer.flatMap(verdict -> {
                    if (isUnknown(verdict)) {
                        return ask(token, hash, index + 1);
                    }
                    return verdict instanceof Verdict.Unreachable
                            ? ask(token, hash, index + 1).map(next -> isUnknown(next) ? verdict : next)
                            : Mono.just(verdict);
                });
    }

    private static boolean isUnknown(Verdict verdict) {
        return verdict instanceof Verdict.Refused refused && refused.reason() == Reason.INACTIVE;
    }

    private Mono<Verdict> ask(String token, TokenHash hash, Issuer issuer) {
        Verdict.Refused before = tools.near().findRefused(hash, issuer);
        TokenDirectory directory = issuer.directory();
        if (before != null || directory == null) {
            return Mono.just(before == null ? new Verdict.Unreachable(issuer.name()) : before);
        }
        return directory
                .look(token)
                .map(claims -> proved(token, hash, issuer, claims))
                .switchIfEmpty(Mono.fromSupplier(() -> refused(hash, issuer, Reason.INACTIVE, null)))
                .onErrorResume(UnreachableException.class, gone -> Mono.just(new Verdict.Unreachable(issuer.name())));
    }

    private Verdict proved(String token, TokenHash hash, Issuer issuer, Map<String, Object> claims) {
        try {
            Proved proved = issuer.claims().ofReference(claims, tools.clock().millis());
            return kept(issuer, proved, hash, TokenId.ofReference(token), null);
        } catch (BadTokenException bad) {
            return refused(hash, issuer, bad.reason(), ClaimRules.subject(claims));
        }
    }

    private Verdict refused(TokenHash hash, Issuer issuer, Reason reason, @Nullable String subject) {
        Verdict.Refused refused = new Verdict.Refused(reason, issuer.name(), subject);
        tools.near().keepRefused(hash, issuer, refused);
        return refused;
    }

    /** A JSON Web Token whose header was taken. */
    private record Read(String token, TokenHash hash, CompactJwt jwt, Issuer issuer, JwtRules.Signing signing) {}

    /** A token and who may know it. */
    record Question(TokenHash hash, List<Issuer> whom) {}

    /** What all checks share. */
    record CheckTools(
            int maxLength,
            NearCopy near,
            Asking<Question, Verdict> asking,
            Revocations revocations,
            TokenMeters meters,
            InstantSource clock) {}
}
