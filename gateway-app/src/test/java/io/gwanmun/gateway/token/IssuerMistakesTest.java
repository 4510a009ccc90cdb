package io.gwanmun.gateway.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Reading;
import io.gwanmun.gateway.api.RevisionReader;
import io.gwanmun.gateway.api.Secrets;
import io.gwanmun.gateway.route.Grammars;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RouteCompiler;

import static org.assertj.core.api.Assertions.assertThat;

/** What people get wrong about issuers, and about {@code access} that names them. */
class IssuerMistakesTest {

    private static final String HEAD = """
            apiVersion: gateway/v1
            network: {outbound: {allow: [loopback]}}
            upstreams: {u: {targets: ["http://127.0.0.1"]}}
            """;
    private static final String GOOD = "  ours: {issuer: \"https://a.test\", audiences: [gateway], reference: state}\n"
            + "  theirs: {issuer: \"https://b.test\", audiences: [gateway]}\n";
    private static final List<PolicyReader> READERS = Grammars.readers(IssuerMistakesTest.class.getClassLoader());

    private static String mistakes(String yaml) {
        Reading reading = new RevisionReader(
                        Grammars.of(READERS), Secrets.standIns(name -> "x"), InstantSource.fixed(Instant.EPOCH))
                .read(Map.of("a.yaml", HEAD + yaml));
        List<Mistake> all = reading.fold(
                good -> new RouteCompiler(READERS, List.of()).compile(good).mistakes(), bad -> bad);
        return all.stream().map(Mistake::sentence).collect(Collectors.joining("\n"));
    }

    private static String issuer(String keys) {
        return mistakes("issuers: {a: {" + keys + "}}\n");
    }

    private static String access(String api, String route) {
        return mistakes("issuers:\n" + GOOD + "apis:\n  a:\n    path: /a\n    access: " + api
                + "\n    routes: {r: {match: {path: /r}, access: " + route + ", to: {upstream: u}}}\n");
    }

    @Test
    void readWhenEverythingIsSaidThenWithoutMistakes() {
        assertThat(mistakes("""
                        issuers:
                          ours:
                            issuer: http://127.0.0.1:9000
                            audiences: [gateway]
                            jwks: http://127.0.0.1:9000/oauth2/jwks
                            algorithms: [RS256, PS256, ES256, EdDSA]
                            types: [at+jwt, JWT, absent]
                            skew: 0s
                            roles: realm_access.roles
                            reference: state
                          theirs:
                            issuer: any text
                            audiences: [gateway, other]
                            jwks: none
                            reference: {introspection: "https://b.test/introspect", client: gateway, secret: "${env:S}"}
                        """)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer: 'https://a.test' | a.yaml:4:14: issuers.a: found no \"audiences\"",
                "issuer: 'https://a.test', audiences: [] | a.yaml:4:52: issuers.a.audiences: found an empty list",
                "issuer: 'https://a.test', audiences: [g], algorithms: [HS256] | found \"HS256\", expected one of: RS256",
                "issuer: 'https://a.test', audiences: [g], algorithms: [none] | found \"none\", expected one of: RS256",
                "issuer: 'https://a.test', audiences: [g], skew: 6m | issuers.a.skew: found \"6m\"",
                "issuer: 'https://a.test', audiences: [g], types: ['a b'] | expected a value of typ such as at+jwt, or absent",
                "issuer: 'https://a.test', audiences: [g], roles: 'realm_access roles' | issuers.a.roles: found \"realm_access roles\", expected the name of a claim, or names joined by dots",
                "issuer: a, audiences: [g] | found an issuer that is no URL, and no \"jwks\"",
                "issuer: 'https://a.test?x=1', audiences: [g] | found an issuer that is no URL",
                "issuer: a, audiences: [g], jwks: none | found an issuer without tokens",
                "issuer: a, audiences: [g], jwks: 'http://8.8.8.8/jwks' | a public address without TLS, expected https",
                "issuer: a, audiences: [g], jwks: 'https://10.0.0.1/' | a private address, expected an address the gateway may",
                "issuer: a, audiences: [g], jwks: 'https://2130706433/' | expected a host name, or an address in its plain form",
                "issuer: 'http://169.254.169.254', audiences: [g] | an address where a cloud hands out credentials",
                "issuer: a, audiences: [g], jwks: none, reference: {introspection: 'https://10.0.0.1/', client: c, secret: '${env:S}'} | a private address",
                "issuer: a, audiences: [g], jwks: none, reference: {introspection: 'https://a.test/', client: c, secret: s} | issuers.a.reference.secret",
                "issuer: a, audiences: [g], jwks: none, reference: stat | Did you mean \"state\"?",
                "issuer: 'https://a.test', audience: [g] | Did you mean \"audiences\"?",
            })
    void readWhenAnIssuerIsWrongThenSaysWhatAndWhere(String keys, String mistake) {
        assertThat(issuer(keys)).contains(mistake);
    }

    @Test
    void readWhenTwoIssuersAreTheSameThenSaysSo() {
        assertThat(mistakes("issuers:\n" + GOOD
                        + "  third: {issuer: \"https://a.test\", audiences: [g], reference: state}\n"))
                .contains("a.yaml:7:19: issuers.third.issuer: found \"https://a.test\", as issuers.ours has it")
                .contains(
                        "issuers.third.reference: found \"state\", as issuers.ours has it, expected it on one issuer only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jwt | none | ''",
                "{any: [jwt, referenceToken, clientCertificate]} | {roles: [admin]} | ''",
                "{jwt: {issuers: [ours, theirs]}} | {jwt: {issuers: [ours]}, claims: {tier: gold, x: [a, b]}} | ''",
                "{jwt: {issuers: [our]}} | none | issuers[0]: found \"our\", expected the name of an issuer: ours, theirs. Did you mean \"ours\"?",
                "{any: [{jwt: {issuers: [x]}}, clientCertificate]} | none | any[0].jwt.issuers[0]: found \"x\"",
                "{referenceToken: {issuers: [theirs]}} | none | found \"theirs\", an issuer without such tokens, expected one of ours",
                "jwt | referenceToken | expected what one caller can show with one token",
                "{jwt: {issuers: [ours]}} | {jwt: {issuers: [theirs]}} | expected what one caller can show with one token",
                "{jwt: {issuers: [ours]}, referenceToken: {issuers: [ours]}} | none | found several proofs, expected one of jwt",
                "{} | none | found nothing that a caller must show",
                "{roles: []} | none | access.roles: found an empty list",
                "jwtt | none | Did you mean \"jwt\"?",
                "{scopes: ['orders:read orders:write']} | none | found \"orders:read orders:write\", expected one scope such as orders:read",
                "{scopes: ['a\"b']} | none | expected one scope such as orders:read",
                "{all: [jwt, referenceToken]} | none | expected what one caller can show with one token",
                "{all: [{jwt: {issuers: [ours]}}, {jwt: {issuers: [theirs]}}]} | none | expected what one caller can show with one token",
                "{clientCertificate: {sans: [a.test]}, roles: [admin]} | none | found roles, scopes or claims beside a proof without a token",
                "{any: [{jwt: {issuers: [ours]}}, clientCertificate], roles: [admin]} | {all: [jwt, clientCertificate]} | ''",
                "[jwt, clientCertificate] | none | Write {any: [jwt, clientCertificate]}.",
                "[admin, support] | none | Write {roles: [admin, support]}.",
                "{role: [admin]} | none | Did you mean \"roles\"?",
            })
    void readWhenAccessIsWrongThenSaysWhatAndWhere(String api, String route, String mistake) {
        if (mistake.isEmpty()) {
            assertThat(access(api, route)).isEmpty();
        } else {
            assertThat(access(api, route)).contains(mistake);
        }
    }

    @Test
    void readWhenACaseNamesAnIssuerThatThereIsNotThenSaysSo() {
        String cases = "apis: {a: {path: /a, access: jwt, routes: {r: {match: {path: /r}, to: "
                + "[{when: {issuer: [theirs, our]}, upstream: u}, {answer: {status: 403}}]}}}}\n";

        assertThat(mistakes("issuers:\n" + GOOD + cases))
                .endsWith("apis.a.routes.r.to[0].when.issuer[1]: found \"our\", expected the name of an issuer: ours,"
                        + " theirs. Did you mean \"ours\"?");
    }

    @Test
    void readWhenNobodyIssuesWhatIsAskedForThenSaysSo() {
        String apis = "apis: {a: {path: /a, access: %s, routes: {r: {match: {path: /r}, to: {upstream: u}}}}}\n";

        assertThat(mistakes(apis.formatted("jwt"))).contains("found \"jwt\", and no issuer has such tokens");
        assertThat(mistakes("issuers: {b: {issuer: \"https://b.test\", audiences: [g]}}\n"
                        + apis.formatted("referenceToken")))
                .contains("expected an issuer with \"reference\" under \"issuers\"");
        assertThat(mistakes(apis.formatted("{roles: [admin]}")))
                .contains("found roles, scopes or claims, and no issuer whose tokens have them");
        assertThat(mistakes(apis.formatted("clientCertificate"))).isEmpty();
    }
}
