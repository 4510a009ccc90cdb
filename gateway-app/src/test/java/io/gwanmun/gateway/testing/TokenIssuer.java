package io.gwanmun.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** A real issuer: publishes its keys over HTTP, and signs what it is told, be it a token or not. */
public final class TokenIssuer implements AutoCloseable {

    /** The key of most tests; made once, as that takes long. */
    public static final KeyPair RSA = rsa(2048);
    /** A key on P-256. */
    public static final KeyPair EC = ec("secp256r1");
    /** A key on Ed25519. */
    public static final KeyPair ED = pair("Ed25519");

    private static final JsonMapper JSON = new JsonMapper();
    private static final int ED25519_LENGTH = 32;

    private final Service service = Service.handling(this::answer);
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Answer answer = Answer.of(200, keys(jwk(RSA, "rsa"), jwk(EC, "ec"), jwk(ED, "ed")));

    /** Returns what its tokens say under {@code iss}, which is also where it listens. */
    public String url() {
        return service.url();
    }

    /** Returns how often its keys were fetched. */
    public int fetches() {
        return fetches.get();
    }

    /** Returns how often it was asked for anything. */
    public int asked() {
        return asked.get();
    }

    /** Publishes other keys. */
    public void publishes(String... jwks) {
        answers(200, keys(jwks));
    }

    /** Answers whoever asks for its keys. */
    public void answers(int status, String body, String... headers) {
        answer = new Answer(status, body, List.of(headers), false);
    }

    /** Answers nobody who asks for its keys. */
    public void hangs() {
        answer = new Answer(200, "", List.of(), true);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        asked.incrementAndGet();
        if (request.uri().endsWith("/.well-known/openid-configuration")) {
            String metadata = JSON.writeValueAsString(Map.of("issuer", url(), "jwks_uri", url() + "/jwks"));
            return response.sendString(Mono.just(metadata)).then();
        }
        fetches.incrementAndGet();
        Answer now = answer;
        if (now.hangs) {
            return Mono.never();
        }
        now.headers.forEach(line -> response.addHeader(line.split(": ")[0], line.split(": ")[1]));
        return response.status(now.status).sendString(Mono.just(now.body)).then();
    }

    /** Returns good claims, to be changed. */
    public Map<String, Object> claims() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", url());
        claims.put("sub", "user-1");
        claims.put("client_id", "shop");
        claims.put("aud", List.of("gateway"));
        claims.put("scope", "orders:read orders:write");
        claims.put("roles", List.of("user", "admin"));
        claims.put("tier", "gold");
        claims.put("jti", "t-" + now);
        claims.put("iat", now);
        claims.put("exp", now + 600);
        return claims;
    }

    /** Returns good claims with some changed, given as name and value; null takes one out. */
    public Map<String, Object> claimsWith(Object... changes) {
        Map<String, Object> claims = claims();
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                claims.remove(String.valueOf(changes[i]));
            } else {
                claims.put(String.valueOf(changes[i]), changes[i + 1]);
            }
        }
        return claims;
    }

    /** Returns a good token with some claims changed. */
    public String token(Object... changes) {
        return sign("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa\"}", json(claimsWith(changes)), "RS256", RSA);
    }

    /** Returns good claims under a header, signed as said. */
    public String headed(String header, String algorithm, KeyPair key) {
        return sign(header, json(claims()), algorithm, key);
    }

    /** Returns the header line of a bearer token. */
    public static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    /** Signs a header and claims, whatever they are. */
    public static String sign(String header, String claims, String algorithm, KeyPair key) {
        String signed =
                encode(header.getBytes(StandardCharsets.UTF_8)) + '.' + encode(claims.getBytes(StandardCharsets.UTF_8));
        return signed + '.' + encode(signature(signed, algorithm, key.getPrivate()));
    }

    /** Returns base64url without padding. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns a value as JSON. */
    public static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** Returns the signature of a text. */
    public static byte[] signature(String text, String algorithm, PrivateKey key) {
        try {
            String digest = "SHA" + algorithm.substring(2);
            Signature signer = Signature.getInstance(
                    switch (algorithm.substring(0, 2)) {
                        case "RS" -> digest + "withRSA";
                        case "PS" -> "RSASSA-PSS";
                        case "ES" -> digest + "withECDSAinP1363Format";
                        default -> "Ed25519";
                    });
            if (algorithm.startsWith("PS")) {
                String name = "SHA-" + algorithm.substring(2);
                int salt = Integer.parseInt(algorithm.substring(2)) / 8;
                signer.setParameter(new PSSParameterSpec(name, "MGF1", new MGF1ParameterSpec(name), salt, 1));
            }
            signer.initSign(key);
            signer.update(text.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a public key as a JSON Web Key, with members added as {@code "name":value}. */
    public static String jwk(KeyPair pair, String kid, String... members) {
        String own = published(pair, kid);
        return own.substring(0, own.length() - 1)
                + Stream.of(members).map(member -> "," + member).collect(Collectors.joining())
                + "}";
    }

    private static String published(KeyPair pair, String kid) {
        if (pair.getPublic() instanceof RSAPublicKey key) {
            return new RSAKey.Builder(key).keyID(kid).build().toJSONString();
        }
        return pair.getPublic() instanceof ECPublicKey key
                ? new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key)
                        .keyID(kid)
                        .build()
                        .toJSONString()
                : edwards(pair, kid);
    }

    private static String edwards(KeyPair pair, String kid) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - ED25519_LENGTH, encoded.length);
        return json(Map.of("kty", "OKP", "crv", "Ed25519", "kid", kid, "x", encode(point)));
    }

    /** Returns a set of keys. */
    public static String keys(String... jwks) {
        return "{\"keys\":[" + String.join(",", jwks) + "]}";
    }

    /** Makes an RSA key. */
    public static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes a key on a curve. */
    public static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }

    private record Answer(int status, String body, List<String> headers, boolean hangs) {

        static Answer of(int status, String body) {
            return new Answer(status, body, List.of(), false);
        }
    }
}
