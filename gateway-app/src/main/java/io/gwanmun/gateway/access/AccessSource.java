package io.gwanmun.gateway.access;

import java.util.List;
import java.util.Set;

import io.gwanmun.gateway.api.Written;

/**
 * What is written under {@code access}.
 *
 * @param policy what it means
 * @param named the issuers it names, with their places
 * @param kinds the kinds of tokens it asks for without naming issuers
 */
record AccessSource(AccessPolicy policy, List<Named> named, List<TokenKind> kinds) {

    /** Everybody may. */
    static final AccessSource EVERYBODY = new AccessSource(AccessPolicy.EVERYBODY, List.of(), List.of());

    AccessSource {
        named = List.copyOf(named);
        kinds = List.copyOf(kinds);
    }

    /** Says whether any token is asked for without a word, because rights are. */
    boolean asksForAnyToken() {
        return policy.asksForToken() && named.isEmpty() && kinds.isEmpty();
    }

    /** An issuer that is named where tokens of a kind are asked for. */
    record Named(TokenKind kind, Written<String> issuer) {}

    /** A proof as written, with the issuers it names. */
    record ProofSource(Proof proof, List<Named> named, List<TokenKind> kinds) {

        static ProofSource of(Proof proof) {
            return new ProofSource(
                    proof, List.of(), proof instanceof Proof.Token token ? List.of(token.kind()) : List.of());
        }

        static ProofSource of(TokenKind kind, List<Written<String>> issuers) {
            return new ProofSource(
                    new Proof.Token(
                            kind,
                            Set.copyOf(issuers.stream().map(Written::value).toList())),
                    issuers.stream().map(issuer -> new Named(kind, issuer)).toList(),
                    List.of());
        }

        static ProofSource any(List<ProofSource> proofs) {
            return with(new Proof.AnyOf(proofs.stream().map(ProofSource::proof).toList()), proofs);
        }

        static ProofSource all(List<ProofSource> proofs) {
            return with(new Proof.AllOf(proofs.stream().map(ProofSource::proof).toList()), proofs);
        }

        private static ProofSource with(Proof proof, List<ProofSource> parts) {
            return new ProofSource(
                    proof,
                    parts.stream().flatMap(part -> part.named.stream()).toList(),
                    parts.stream().flatMap(part -> part.kinds.stream()).toList());
        }

        AccessSource asking(Demand demand) {
            return new AccessSource(AccessPolicy.of(demand), named, kinds);
        }

        AccessSource alone() {
            return asking(Demand.of(proof));
        }
    }
}
