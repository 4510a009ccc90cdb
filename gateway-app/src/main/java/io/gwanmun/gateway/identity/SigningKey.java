package io.gwanmun.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs with ES256 (<a href="https://datatracker.ietf.org/doc/html/rfc7518#section-3.4">RFC 7518</a>). The id of the key is its
 * thumbprint (<a href="https://datatracker.ietf.org/doc/html/rfc7638">RFC 7638</a>), so every gateway with the same key says the
 * same.
 */
final class SigningKey {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
    private static final JsonMapper JSON = new JsonMapper();

    private final String issuer;
    private final ECPrivateKey key;
    private final String header;
    private final List<Map<String, Object>> published;
    private final SecureRandom random;

    private SigningKey(
            String issuer, ECPrivateKey key, String header, List<Map<String, Object>> published, SecureRandom random) {
        this.issuer = issuer;
        this.key = key;
        this.header = header;
        this.published = List.copyOf(published);
        this.random = random;
    }

    /** Returns the key that is written; {@link IllegalArgumentException} when a part of it cannot be read. */
    static SigningKey of(SigningSource source) {
        try {
            ECPrivateKey key = KeyText.privateKey(source.key().reveal());
            ECKey own = jwk(KeyText.publicHalf(key));
            List<Map<String, Object>> published = new ArrayList<>(List.of(own.toJSONObject()));
            for (String previous : source.previous()) {
                published.add(jwk(KeyText.publicKey(previous)).toJSONObject());
            }
            Map<String, Object> header = new LinkedHashMap<>();
            header.put("alg", "ES256");
            header.put("typ", "JWT");
            header.put("kid", own.getKeyID());
            // The machine's own source of random numbers may wait; this one is seeded by it once, and then only
            // computes.
            SecureRandom random = SecureRandom.getInstance("DRBG");
            SigningKey made = new SigningKey(source.issuer(), key, encoded(header) + '.', published, random);
            made.sign(Map.of());
            return made;
        } catch (GeneralSecurityException | JOSEException unfit) {
            throw new IllegalArgumentException("signing key: " + unfit.getMessage() + " (expected: P-256)", unfit);
        }
    }

    /** Returns what the gateway calls itself. */
    String issuer() {
        return issuer;
    }

    /** Returns the public keys by which services check tokens, as JSON Web Keys; that of this key first. */
    List<Map<String, Object>> published() {
        return published;
    }

    /** Returns claims as a signed token, in the compact form of RFC 7515 section 3.1. */
    String sign(Map<String, Object> claims) throws GeneralSecurityException {
        String signed = header + encoded(claims);
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key, random);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + '.' + BASE64.encodeToString(signature.sign());
    }

    private static String encoded(Map<String, Object> json) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(json));
    }

    private static ECKey jwk(ECPublicKey key) throws JOSEException {
        return new ECKey.Builder(Curve.P_256, key)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .keyIDFromThumbprint()
                .build();
    }
}
