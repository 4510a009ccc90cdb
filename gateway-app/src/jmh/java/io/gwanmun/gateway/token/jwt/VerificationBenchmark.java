package io.gwanmun.gateway.token.jwt;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.gwanmun.gateway.testing.TokenIssuer;
import io.gwanmun.gateway.token.IssuerSource;

/**
 * What a token costs that was never seen before: taken apart, its header judged, its signature verified, its claims judged.
 *
 * <p>Run from the top directory:
 *
 * <pre>
 * mvn -q -Pbench -pl gateway-app test-compile exec:exec \
 *     -Djmh.args="VerificationBenchmark -f 1 -wi 3 -w 2 -i 5 -r 2"
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerificationBenchmark {

    private static final long NOW = 1_800_000_000L;

    /** The algorithm of the signature. */
    @Param({"RS256", "PS256", "ES256", "EdDSA"})
    String algorithm;

    private String token = "";
    private KeyRing ring = KeyRing.EMPTY;
    private JwtRules rules;

    /** Signs a token. */
    @Setup
    public void sign() {
        KeyPair key =
                switch (algorithm) {
                    case "ES256" -> TokenIssuer.EC;
                    case "EdDSA" -> TokenIssuer.ED;
                    default -> TokenIssuer.RSA;
                };
        String claims = "{\"iss\":\"https://issuer\",\"sub\":\"0b8ee4c6-3f0e-4c8e-9a51-3f5a8c1d2e77\",\"client_id\":\"app\","
                + "\"aud\":[\"gateway\"],\"scope\":\"orders:read orders:write\",\"roles\":[\"user\",\"admin\"],\"jti\":\"a1b2c3\","
                + "\"iat\":" + NOW + ",\"nbf\":" + NOW + ",\"exp\":" + (NOW + 300) + '}';
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"k\"}";
        token = TokenIssuer.sign(header, claims, algorithm, key);
        ring = new KeyReader(Set.of(algorithm))
                .read(TokenIssuer.keys(TokenIssuer.jwk(key, "k")).getBytes(StandardCharsets.UTF_8));
        IssuerSource issuer = new IssuerSource(
                "https://issuer",
                Set.of("gateway"),
                new IssuerSource.DiscoveredKeys(),
                new IssuerSource.Rules(Set.of(algorithm), Set.of("at+jwt"), Duration.ofMinutes(1), "roles"),
                null);
        rules = new JwtRules(new ClaimRules("issuer", issuer), issuer);
    }

    /** Judges the token. */
    @Benchmark
    public Object cold() {
        CompactJwt taken = CompactJwt.parse(token);
        JwtRules.Signing signing = rules.signing(taken);
        JwtRules.signer(taken, signing, ring.fitting(signing));
        return rules.proved(taken.claims(), NOW * 1000);
    }

    /** Only takes it apart, to see what the signature is of the whole. */
    @Benchmark
    public Object takenApart() {
        return CompactJwt.parse(token);
    }
}
