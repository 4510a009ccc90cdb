package io.gwanmun.gateway.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.access.AccessSource.ProofSource;
import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Check;
import io.gwanmun.gateway.api.Fields;
import io.gwanmun.gateway.api.Fields.Field;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Values;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.pipeline.ClaimPath;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.RoutePolicy;
import io.gwanmun.gateway.token.ClaimShape;
import io.gwanmun.gateway.token.IssuerReader;

/** Reads who may call a route. */
public final class AccessReader implements PolicyReader {

    private static final String CERTIFICATE = "clientCertificate";
    private static final String POSSIBLE = "what one caller can show with one token";
    private static final Pattern SCOPE_TOKEN = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

    private static final Shape<X500Principal> SUBJECT = Shapes.parsed(
            "distinguished name",
            "The subject of a certificate, as openssl x509 -subject -nameopt RFC2253 prints it.",
            "CN=orders,O=Example",
            AccessReader::subject);

    private static final Shape<CertificateRule> NAMES = Shapes.object(
            "client certificate", "The certificates that are taken: those that bear one of the names.", fields -> {
                var subjects =
                        fields.optional("subjects", Shapes.set(SUBJECT), Set.of(), "Subjects of certificates, whole.");
                var sans = fields.optional(
                        "sans",
                        Shapes.set(Shapes.TEXT),
                        Set.of(),
                        "Alternative names in certificates: DNS names, URIs, e-mail or IP addresses.");
                return values -> new CertificateRule(values.get(subjects), values.get(sans));
            });

    private static final List<Shape<ProofSource>> WORDS = List.of(
            word(TokenKind.JWT.word(), "A JSON Web Token of any issuer.", new Proof.Token(TokenKind.JWT, Set.of())),
            word(
                    TokenKind.REFERENCE.word(),
                    "A reference token of any issuer.",
                    new Proof.Token(TokenKind.REFERENCE, Set.of())),
            word(
                    CERTIFICATE,
                    "Whoever shows a certificate that the host trusts.",
                    new Proof.Certificate(CertificateRule.ANY)));

    private static final Shape<ProofSource> PROOF = Shapes.oneOf(
            "proof",
            "What a caller must show.",
            List.of(
                    WORDS.get(0),
                    WORDS.get(1),
                    WORDS.get(2),
                    Shapes.object("narrowed proof", "A proof of some of its kind.", fields -> {
                        Singles singles = new Singles(fields);
                        fields.exactlyOne();
                        return values -> Objects.requireNonNull(singles.find(values));
                    })));

    private static final Shape<List<ProofSource>> PROOFS = Shapes.someOf(PROOF);
    private static final Shape<Set<String>> TEXTS = Shapes.set(Shapes.TEXT);
    private static final Shape<String> SCOPE = Shapes.parsed(
            "scope", "A scope of RFC 6749 section 3.3; several are a list.", "orders:read", AccessReader::scope);
    private static final Shape<String> CLAIM = ClaimShape.with("tier");

    private static final Shape<AccessSource> WRITTEN = Shapes.oneOf(
            "access",
            "Who may call.",
            List.of(
                    Shapes.words("access", "none asks for no proof, so everybody may.", "none")
                            .map(none -> AccessSource.EVERYBODY),
                    WORDS.get(0).map(ProofSource::alone),
                    WORDS.get(1).map(ProofSource::alone),
                    WORDS.get(2).map(ProofSource::alone),
                    Shapes.object("proofs and rights", "What a caller must show, and may do.", AccessReader::demand)));

    private static final PolicyShape<AccessSource> ACCESS = PolicyShape.onBoth(
            "access",
            Phase.AUTHENTICATE,
            WRITTEN,
            "Who may call: none for everybody, or what a caller must show and may do. What a route says narrows what its"
                    + " API says. Without it a token of any issuer is needed; without issuers every call is refused with 401.");

    /** Creates the reader. */
    public AccessReader() {}

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(ACCESS);
    }

    @Override
    public List<Check> checks() {
        return List.of(AccessReader::checkNames);
    }

    @Override
    public Phase phase() {
        return Phase.AUTHENTICATE;
    }

    @Override
    public RoutePolicy read(ApiSource api, RouteSource route) {
        return read(api, route, AccessPolicy.NOBODY);
    }

    @Override
    public RoutePolicy read(ApiSource api, RouteSource route, Revision revision) {
        boolean anybody = revision.isWritten(IssuerReader.ISSUERS);
        return read(api, route, anybody ? AccessPolicy.ANY_TOKEN : AccessPolicy.NOBODY);
    }

    private static AccessPolicy read(ApiSource api, RouteSource route, AccessPolicy unsaid) {
        return AccessPolicy.of(policy(api.policies().find(ACCESS)), policy(route.find(ACCESS)), unsaid);
    }

    private static @Nullable AccessPolicy policy(@Nullable AccessSource written) {
        return written == null ? null : written.policy();
    }

    /** Looks whether what an API asks and what its route asks can be shown by one caller. */
    @Override
    public void check(RoutePolicies route, Mistakes mistakes) {
        AccessPolicy policy = route.policy(AccessPolicy.class);
        Written<AccessSource> written = route.source().policies().written(ACCESS);
        if (policy == null || written == null || policy.demands().size() < 2) {
            return;
        }
        AccessSource api = Objects.requireNonNull(route.api().policies().find(ACCESS));
        if (!isPossible(policy, Stream.concat(api.named().stream(), written.value().named().stream()))) {
            mistakes.add(
                    written, written.source().described() + " beside what the API asks: " + policy, POSSIBLE, null);
        }
    }

    /** Says whether one caller could show what is asked: nothing but a certificate, or a token besides. */
    private static boolean isPossible(AccessPolicy policy, Stream<AccessSource.Named> named) {
        Set<String> issuers = new HashSet<>(Set.of(""));
        named.forEach(name -> issuers.add(name.issuer().value()));
        return policy.couldBeMetWith(null)
                || !policy.taken(TokenKind.JWT, issuers).isEmpty()
                || !policy.taken(TokenKind.REFERENCE, issuers).isEmpty();
    }

    private static void checkNames(Revision revision, Mistakes mistakes) {
        IssuerNames issuers = IssuerNames.of(revision);
        revision.apis().values().forEach(api -> {
            issuers.check(api.policies().written(ACCESS), mistakes);
            api.routes()
                    .values()
                    .forEach(route -> issuers.check(route.policies().written(ACCESS), mistakes));
        });
    }

    private static Function<Values, AccessSource> demand(Fields fields) {
        var any = fields.optional("any", PROOFS, "Proofs of which one is enough.");
        var roles = fields.optional("roles", TEXTS, Set.of(), "Roles of which a caller must have one.");
        var scopes = fields.optional(
                "scopes", Shapes.set(SCOPE), Set.of(), "Scopes which its token must have, all of them.");
        var claims = fields.optional(
                "claims",
                Shapes.map(CLAIM, Shapes.oneOrMany(Shapes.TEXT)),
                Map.of(),
                "Claims by name, each with the values of which it must be, or hold, one.");
        Singles singles = new Singles(fields);
        var all = fields.optional("all", PROOFS, "Proofs which must all be shown.");
        return values -> {
            List<ProofSource> proofs = new ArrayList<>(singles.all(values));
            List<ProofSource> one = values.find(any);
            List<ProofSource> every = values.find(all);
            if (one != null) {
                proofs.add(ProofSource.any(one));
            }
            if (every != null) {
                proofs.add(ProofSource.all(every));
            }
            Map<ClaimPath, Set<String>> wanted = new HashMap<>();
            values.get(claims).forEach((name, accepted) -> wanted.put(ClaimPath.parse(name), Set.copyOf(accepted)));
            boolean rights = !values.get(roles).isEmpty() || !values.get(scopes).isEmpty() || !wanted.isEmpty();
            ProofSource proof = checked(single(proofs, rights), rights);
            return proof.asking(new Demand(proof.proof(), values.get(roles), values.get(scopes), wanted));
        };
    }

    /** Refuses what no caller could show. */
    private static ProofSource checked(ProofSource written, boolean rights) {
        Proof proof = written.proof();
        if (!isPossible(AccessPolicy.of(Demand.of(proof)), written.named().stream())) {
            throw new IllegalArgumentException(proof + " (expected: " + POSSIBLE + ")");
        }
        if (rights && !proof.asksForToken()) {
            throw new IllegalArgumentException(
                    "roles, scopes or claims beside a proof without a token (expected: jwt or"
                            + " referenceToken as well, such as all: [jwt, clientCertificate]; a certificate has no rights)");
        }
        return written;
    }

    private static ProofSource single(List<ProofSource> proofs, boolean rights) {
        if (proofs.size() > 1 || proofs.isEmpty() && !rights) {
            throw new IllegalArgumentException((proofs.isEmpty() ? "nothing that a caller must show" : "several proofs")
                    + " (expected: one of jwt, referenceToken, clientCertificate, any, all; any: [jwt, clientCertificate]"
                    + " takes either, all takes both)");
        }
        return proofs.isEmpty() ? new ProofSource(Proof.ANY_TOKEN, List.of(), List.of()) : proofs.get(0);
    }

    private static Shape<ProofSource> word(String word, String sentence, Proof proof) {
        return Shapes.words("proof", sentence, word).map(written -> ProofSource.of(proof));
    }

    private static String scope(String text) {
        if (!SCOPE_TOKEN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "scope: " + text + " (expected: one scope such as orders:read; several are a list)");
        }
        return text;
    }

    private static X500Principal subject(String text) {
        try {
            return new X500Principal(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "subject: " + text + " (expected: a distinguished name such as CN=orders,O=Example)", malformed);
        }
    }

    /** The keys of proofs that stand alone. */
    private static final class Singles {

        private final Field<ProofSource> jwt;
        private final Field<ProofSource> reference;
        private final Field<ProofSource> certificate;

        Singles(Fields fields) {
            jwt = fields.optional(
                    TokenKind.JWT.word(), tokens(TokenKind.JWT), "A JSON Web Token of one of some issuers.");
            reference = fields.optional(
                    TokenKind.REFERENCE.word(),
                    tokens(TokenKind.REFERENCE),
                    "A reference token of one of some issuers.");
            certificate = fields.optional(
                    CERTIFICATE,
                    NAMES.map(rule -> ProofSource.of(new Proof.Certificate(rule))),
                    "A client certificate with one of these names.");
        }

        private static Shape<ProofSource> tokens(TokenKind kind) {
            return Shapes.object("tokens", "Whose tokens are taken.", fields -> {
                var issuers = fields.required(
                        "issuers", Shapes.someOf(Shapes.written(Shapes.NAME)), "The names of the issuers.");
                return values -> ProofSource.of(kind, values.get(issuers));
            });
        }

        List<ProofSource> all(Values values) {
            return Stream.of(jwt, reference, certificate)
                    .map(values::find)
                    .filter(Objects::nonNull)
                    .toList();
        }

        @Nullable
        ProofSource find(Values values) {
            List<ProofSource> all = all(values);
            return all.isEmpty() ? null : all.get(0);
        }
    }
}
