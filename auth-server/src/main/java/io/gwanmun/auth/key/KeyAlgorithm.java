package io.gwanmun.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** What tokens are signed with (RFC 7518 section 3.1). */
public enum KeyAlgorithm {
    /** RSA with 3072 bits and PKCS 1 padding; every library can check it. */
    RS256 {
        @Override
        JWK generate(String id) throws JOSEException {
            return new RSAKeyGenerator(3072)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        }

        @Override
        JWSSigner signer(JWK key) throws JOSEException {
            return new RSASSASigner(key.toRSAKey());
        }
    },
    /** The curve P-256; short signatures, cheap to make. */
    ES256 {
        @Override
        JWK generate(String id) throws JOSEException {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        }

        @Override
        JWSSigner signer(JWK key) throws JOSEException {
            return new ECDSASigner(key.toECKey());
        }
    };

    abstract JWK generate(String id) throws JOSEException;

    abstract JWSSigner signer(JWK key) throws JOSEException;
}
