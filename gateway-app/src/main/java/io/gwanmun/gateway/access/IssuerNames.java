package io.gwanmun.gateway.access;

import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.token.IssuerReader;

/**
 * The issuers of a revision, by what they are good for.
 *
 * @param revision all that is written
 * @param signing names of those with JSON Web Tokens
 * @param referring names of those with reference tokens
 */
record IssuerNames(Revision revision, Set<String> signing, Set<String> referring) {

    static IssuerNames of(Revision revision) {
        Set<String> signing = new TreeSet<>();
        Set<String> referring = new TreeSet<>();
        revision.all(IssuerReader.ISSUERS).forEach((name, issuer) -> {
            if (issuer.value().signsTokens()) {
                signing.add(name);
            }
            if (issuer.value().reference() != null) {
                referring.add(name);
            }
        });
        return new IssuerNames(revision, signing, referring);
    }

    Set<String> of(TokenKind kind) {
        return kind == TokenKind.JWT ? signing : referring;
    }

    /** Adds mistakes when what is written asks for issuers that there are not. */
    void check(@Nullable Written<AccessSource> written, Mistakes mistakes) {
        if (written == null) {
            return;
        }
        if (written.value().asksForAnyToken() && !isSpoilt() && signing.isEmpty() && referring.isEmpty()) {
            mistakes.add(
                    written,
                    "roles, scopes or claims, and no issuer whose tokens have them",
                    "an issuer under \"issuers\"",
                    null);
        }
        written.value().named().forEach(named -> check(named, mistakes));
        for (TokenKind kind : written.value().kinds()) {
            if (!isSpoilt() && of(kind).isEmpty()) {
                mistakes.add(
                        written,
                        written.source().described() + ", and no issuer has such tokens",
                        kind == TokenKind.JWT
                                ? "an issuer with JSON Web Tokens under \"issuers\""
                                : "an issuer with \"reference\" under \"issuers\"",
                        null);
                return;
            }
        }
    }

    private void check(AccessSource.Named named, Mistakes mistakes) {
        String name = named.issuer().value();
        int before = mistakes.size();
        revision.require(IssuerReader.ISSUERS, named.issuer(), mistakes);
        boolean unread = revision.find(IssuerReader.ISSUERS, name) == null;
        if (mistakes.size() == before && !unread && !of(named.kind()).contains(name)) {
            mistakes.add(
                    named.issuer(),
                    named.issuer().source().described() + ", an issuer without such tokens",
                    of(named.kind()).isEmpty() ? "one that has them" : "one of " + String.join(", ", of(named.kind())),
                    null);
        }
    }

    /** Some issuers may have mistakes of their own and be missing; those are told already. */
    private boolean isSpoilt() {
        return revision.isWritten(IssuerReader.ISSUERS)
                && revision.all(IssuerReader.ISSUERS).isEmpty();
    }
}
