package io.gwanmun.gateway.access;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** What a caller must show. */
sealed interface Proof {

    /** Any token of any issuer. */
    Proof ANY_TOKEN = new AnyOf(List.of(new Token(TokenKind.JWT, Set.of()), new Token(TokenKind.REFERENCE, Set.of())));

    /** Says whether what was shown is enough. */
    boolean holds(Shown shown);

    /** Says whether a token is among what is asked for, alone or with more. */
    boolean asksFor(Credential token);

    /** Says whether a token could be enough, together with any certificate; null for a caller without a token. */
    boolean couldHold(@Nullable Credential token);

    /** Says whether certificates are looked at. */
    boolean asksForCertificate();

    /** Says whether tokens are looked at. */
    boolean asksForToken();

    /**
     * A kind of token and who made it.
     *
     * @param kind what it is
     * @param issuer the name of the issuer
     */
    record Credential(TokenKind kind, String issuer) {}

    /**
     * A token.
     *
     * @param kind which kind
     * @param issuers the names of the issuers; empty for any
     */
    record Token(TokenKind kind, Set<String> issuers) implements Proof {

        /** Copies what it is given. */
        public Token {
            issuers = Set.copyOf(issuers);
        }

        @Override
        public boolean holds(Shown shown) {
            return couldHold(shown.token());
        }

        @Override
        public boolean asksFor(Credential token) {
            return couldHold(token);
        }

        @Override
        public boolean couldHold(@Nullable Credential token) {
            return token != null && token.kind() == kind && (issuers.isEmpty() || issuers.contains(token.issuer()));
        }

        @Override
        public boolean asksForCertificate() {
            return false;
        }

        @Override
        public boolean asksForToken() {
            return true;
        }

        @Override
        public String toString() {
            return issuers.isEmpty() ? kind.toString() : kind + " of " + String.join(" or ", new TreeSet<>(issuers));
        }
    }

    /** A client certificate. */
    record Certificate(CertificateRule rule) implements Proof {

        @Override
        public boolean holds(Shown shown) {
            return shown.certificate() != null && rule.accepts(shown.certificate());
        }

        @Override
        public boolean asksFor(Credential token) {
            return false;
        }

        @Override
        public boolean couldHold(@Nullable Credential token) {
            return true;
        }

        @Override
        public boolean asksForCertificate() {
            return true;
        }

        @Override
        public boolean asksForToken() {
            return false;
        }

        @Override
        public String toString() {
            return rule.toString();
        }
    }

    /** Several: what one of them asks for, they ask for. */
    sealed interface Several extends Proof {

        /** Returns each of them. */
        List<Proof> proofs();

        @Override
        default boolean asksFor(Credential token) {
            return proofs().stream().anyMatch(proof -> proof.asksFor(token));
        }

        @Override
        default boolean asksForCertificate() {
            return proofs().stream().anyMatch(Proof::asksForCertificate);
        }

        @Override
        default boolean asksForToken() {
            return proofs().stream().anyMatch(Proof::asksForToken);
        }
    }

    /** One of several. */
    record AnyOf(List<Proof> proofs) implements Several {

        /** Copies what it is given. */
        public AnyOf {
            proofs = List.copyOf(proofs);
        }

        @Override
        public boolean holds(Shown shown) {
            for (Proof proof : proofs) {
                if (proof.holds(shown)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean couldHold(@Nullable Credential token) {
            return proofs.stream().anyMatch(proof -> proof.couldHold(token));
        }

        @Override
        public String toString() {
            return equals(ANY_TOKEN)
                    ? "a token of any issuer"
                    : proofs.stream().map(Proof::toString).collect(Collectors.joining(" or "));
        }
    }

    /** All of several. */
    record AllOf(List<Proof> proofs) implements Several {

        /** Copies what it is given. */
        public AllOf {
            proofs = List.copyOf(proofs);
        }

        @Override
        public boolean holds(Shown shown) {
            for (Proof proof : proofs) {
                if (!proof.holds(shown)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean couldHold(@Nullable Credential token) {
            return proofs.stream().allMatch(proof -> proof.couldHold(token));
        }

        @Override
        public String toString() {
            return proofs.stream().map(Proof::toString).collect(Collectors.joining(" and "));
        }
    }
}
