package io.gwanmun.gateway.token.jwt;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.token.jwt.VerifyingKey.SignatureCheck;

/**
 * Reads a JSON Web Key Set. A key that is not for these signatures, or too weak for them, is left out and the others count:
 * RSA from 2048 to 8192 bits with an odd exponent from 3 and without known weak primes, EC points on their curve, Ed25519;
 * only public keys.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7517#section-5">RFC 7517 section 5</a>
 */
public final class KeyReader {

    private static final int MOST = 100;
    private static final int RSA_LEAST_BITS = 2048;
    private static final int RSA_MOST_BITS = 8192;
    private static final int EXPONENT_MOST_BITS = 64;
    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final Set<String> RSA = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
    private static final Map<String, String> CURVES = Map.of("P-256", "ES256", "P-384", "ES384", "P-521", "ES512");
    private static final Set<String> EDWARDS = Set.of("EdDSA", "Ed25519");
    /** All before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410 section 4). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ED25519_LENGTH = 32;
    private static final int ED25519_SIGNATURE = 64;
    private static final List<String> PRIVATE = List.of("d", "p", "q", "k", "oth");

    private final Set<String> algorithms;

    /**
     * Creates a reader.
     *
     * @param algorithms those that the issuer may use
     */
    public KeyReader(Set<String> algorithms) {
        this.algorithms = Set.copyOf(algorithms);
    }

    /**
     * Reads a set.
     *
     * @throws IllegalArgumentException when it is no set of keys, or one of more than {@value #MOST}
     */
    public KeyRing read(byte[] json) {
        if (!(StrictJson.object(json).get("keys") instanceof List<?> written)) {
            throw new IllegalArgumentException("key set: without \"keys\" (expected: a list of them)");
        }
        if (written.size() > MOST) {
            throw new IllegalArgumentException("key set: " + written.size() + " keys (expected: at most " + MOST + ")");
        }
        List<VerifyingKey> keys = new ArrayList<>();
        for (Object one : written) {
            VerifyingKey key = one instanceof Map<?, ?> members ? key(members) : null;
            if (key != null) {
                keys.add(key);
            }
        }
        return new KeyRing(keys);
    }

    /** Returns a key, null when it is not for signatures that the issuer may use. */
    private @Nullable VerifyingKey key(Map<?, ?> written) {
        Map<String, Object> members = new HashMap<>();
        written.forEach((name, value) -> members.put(String.valueOf(name), value));
        boolean isPrivate = PRIVATE.stream().anyMatch(members::containsKey);
        boolean otherUse = members.containsKey("use") && !"sig".equals(members.get("use"));
        boolean otherOperation = members.containsKey("key_ops")
                && !(members.get("key_ops") instanceof List<?> operations && operations.contains("verify"));
        Object kid = members.get("kid");
        if (isPrivate || otherUse || otherOperation || !(kid == null || kid instanceof String)) {
            return null;
        }
        // Certificates may be there and are not needed; only what makes the key is handed on.
        members.keySet().retainAll(Set.of("kty", "n", "e", "crv", "x", "y", "alg"));
        Object own = members.remove("alg");
        if (!members.values().stream().allMatch(String.class::isInstance)) {
            return null;
        }
        try {
            return switch (String.valueOf(members.get("kty"))) {
                case "RSA" -> rsa((String) kid, allowed(RSA, own), members);
                case "EC" -> ec((String) kid, own, members);
                case "OKP" -> edwards((String) kid, allowed(EDWARDS, own), members);
                default -> null;
            };
        } catch (ParseException | JOSEException | GeneralSecurityException | IllegalArgumentException unusable) {
            return null;
        }
    }

    private Set<String> allowed(Set<String> possible, @Nullable Object own) {
        Set<String> allowed = new LinkedHashSet<>(possible);
        allowed.retainAll(algorithms);
        if (own != null) {
            allowed.removeIf(algorithm -> !algorithm.equals(own));
        }
        return allowed;
    }

    private static @Nullable VerifyingKey rsa(@Nullable String kid, Set<String> allowed, Map<String, Object> members)
            throws ParseException, JOSEException {
        RSAPublicKey key = RSAKey.parse(members).toRSAPublicKey();
        int bits = key.getModulus().bitLength();
        BigInteger exponent = key.getPublicExponent();
        boolean sound = bits >= RSA_LEAST_BITS
                && bits <= RSA_MOST_BITS
                && exponent.compareTo(THREE) >= 0
                && exponent.testBit(0)
                && exponent.bitLength() <= EXPONENT_MOST_BITS
                && !WeakPrimes.made(key.getModulus());
        return sound ? made(kid, allowed, key, new RSASSAVerifier(key)) : null;
    }

    private @Nullable VerifyingKey ec(@Nullable String kid, @Nullable Object own, Map<String, Object> members)
            throws ParseException, JOSEException {
        String algorithm = CURVES.get(String.valueOf(members.get("crv")));
        if (algorithm == null) {
            return null;
        }
        var key = ECKey.parse(members).toECPublicKey();
        return made(kid, allowed(Set.of(algorithm), own), key, new ECDSAVerifier(key));
    }

    private static @Nullable VerifyingKey made(
            @Nullable String kid, Set<String> allowed, PublicKey key, JWSVerifier verifier) {
        Map<String, JWSHeader> headers = allowed.stream()
                .collect(Collectors.toMap(name -> name, name -> new JWSHeader(JWSAlgorithm.parse(name))));
        return made(kid, allowed, key, (algorithm, signed, signature) -> {
            JWSHeader header = headers.get(algorithm);
            try {
                return header != null && verifier.verify(header, signed, new Base64URL(signature));
            } catch (JOSEException | IllegalArgumentException notItsSignature) {
                return false;
            }
        });
    }

    private static @Nullable VerifyingKey edwards(
            @Nullable String kid, Set<String> allowed, Map<String, Object> members) throws GeneralSecurityException {
        if (!"Ed25519".equals(members.get("crv")) || !(members.get("x") instanceof String x)) {
            return null;
        }
        byte[] point = Base64Url.decode(x);
        if (point.length != ED25519_LENGTH) {
            return null;
        }
        byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + ED25519_LENGTH);
        System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, ED25519_LENGTH);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        return made(kid, allowed, key, (algorithm, signed, signature) -> isEdwards(key, signed, signature));
    }

    private static boolean isEdwards(PublicKey key, byte[] signed, String signature) {
        byte[] bytes = Base64Url.decode(signature);
        if (bytes.length != ED25519_SIGNATURE) {
            return false; // the Java runtime would overlook zeros behind the end
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(bytes);
        } catch (GeneralSecurityException notItsSignature) {
            return false;
        }
    }

    private static @Nullable VerifyingKey made(
            @Nullable String kid, Set<String> allowed, PublicKey key, SignatureCheck check) {
        String fingerprint = kid + ' ' + HexFormat.of().formatHex(key.getEncoded());
        return allowed.isEmpty() ? null : new VerifyingKey(kid, fingerprint, allowed, check);
    }
}
