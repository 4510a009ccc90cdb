package io.gwanmun.auth.token;

import io.gwanmun.auth.state.Sha256;

/** How gateways know a token: of a JSON Web Token by the SHA-256 of all before its last dot, of any other by that of all. */
final class TokenId {

    private TokenId() {}

    static String ofJwt(String token) {
        return Sha256.of(token.substring(0, token.lastIndexOf('.')));
    }

    static String ofReference(String token) {
        return Sha256.of(token);
    }
}
