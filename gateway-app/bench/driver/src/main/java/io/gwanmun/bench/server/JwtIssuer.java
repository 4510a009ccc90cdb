package io.gwanmun.bench.server;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpServer;

import io.gwanmun.bench.host.BenchException;

/** Somebody who signs tokens with RS256 and publishes the key, for as long as the bench runs. */
public final class JwtIssuer implements Issuer {

    private static final int BITS = 2048;

    private final KeyPair key;
    private final HttpServer server;

    private JwtIssuer(KeyPair key, HttpServer server) {
        this.key = key;
        this.server = server;
    }

    /**
     * Makes a key and publishes it on a free port of the loopback address.
     *
     * @return the issuer, to be closed by the caller
     */
    public static JwtIssuer open() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair key = generator.generateKeyPair();
            byte[] keys = keys((RSAPublicKey) key.getPublic()).getBytes(StandardCharsets.US_ASCII);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            return new JwtIssuer(key, server);
        } catch (GeneralSecurityException | IOException e) {
            throw new BenchException("cannot publish a key", e);
        }
    }

    @Override
    public List<String> tokens(int count) {
        Instant now = Instant.now();
        return IntStream.range(0, count).mapToObj(number -> token(number, now)).toList();
    }

    @Override
    public String kind() {
        return "jwt";
    }

    @Override
    public String source() {
        return "jwks: \"http://127.0.0.1:%d/keys\""
                .formatted(server.getAddress().getPort());
    }

    @Override
    public List<String> arguments() {
        return List.of();
    }

    private String token(int number, Instant now) {
        String claims = '{' + new Claims(number, now).members() + '}';
        String signed =
                encoded("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"bench\"}".getBytes(StandardCharsets.UTF_8))
                        + '.'
                        + encoded(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new BenchException("cannot sign a token", e);
        }
    }

    private static String keys(RSAPublicKey key) {
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"bench\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(encoded(unsigned(key.getModulus())), encoded(unsigned(key.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
