package io.gwanmun.gateway.identity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Check;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Noun;
import io.gwanmun.gateway.api.Policies;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.OwnHeader;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.RoutePolicy;

/** Reads what services get to know of callers, and by what the gateway signs. */
public final class IdentityReader implements PolicyReader {

    private static final Shape<String> HEADER = Shapes.parsed(
            "identity header",
            "A header that the gateway alone sets: letters, digits and hyphens. Callers can no longer send it.",
            "X-User-Id",
            OwnHeader::parse);

    private static final Shape<ValueSource> VALUE = Shapes.parsed(
            "identity value",
            "Something of the caller: subject, client, issuer, roles, scopes or claim.<name>.",
            "subject",
            ValueSource::parse);

    private static final Shape<IdentityPolicy.Token> TOKEN =
            Shapes.object("identity token", "A short-lived token about the caller that the gateway signs.", fields -> {
                var audience = fields.required(
                        "audience", Shapes.TEXT, "Whom it is for: the claim aud, which the service must check.");
                var header = fields.optional("header", HEADER, "X-Identity-Token", "The header it stands in.");
                var ttl = fields.optional(
                        "ttl",
                        Shapes.duration(Duration.ofSeconds(2), Duration.ofHours(1)),
                        Duration.ofSeconds(60),
                        "How long it holds; never longer than the caller's own proof.");
                var claims = fields.optional(
                        "claims",
                        Shapes.list(Shapes.TEXT),
                        List.of(),
                        "Claims of the caller that are copied, besides sub, client_id, roles and scope.");
                return values -> new IdentityPolicy.Token(
                        values.get(header), values.get(audience), values.get(ttl), values.get(claims));
            });

    private static final Shape<IdentityPolicy> WRITTEN =
            Shapes.object("identity", "What a service gets to know of the caller.", fields -> {
                var headers = fields.optional(
                        "headers",
                        Shapes.map(HEADER, VALUE),
                        Map.of(),
                        "Headers that are set, and to what; one without a value is left out.");
                var token = fields.optional("token", TOKEN, "A token the gateway signs; needs signing.");
                var pass = fields.optional(
                        "passToken", Shapes.BOOL, false, "Whether the caller's Authorization goes along.");
                return values -> new IdentityPolicy(values.get(headers), values.find(token), values.get(pass));
            });

    private static final PolicyShape<IdentityPolicy> IDENTITY = PolicyShape.onBoth(
            "identity",
            Phase.MAP_REQUEST,
            WRITTEN,
            "What services get to know of proven callers; without it nothing, not even Authorization. What a route says"
                    + " replaces its API's.");

    private static final Shape<SigningSource> SIGNER =
            Shapes.object("signing", "By what the gateway signs.", fields -> {
                var issuer = fields.required(
                        "issuer", Shapes.TEXT, "What the gateway calls itself in its tokens: the claim iss.");
                var key = fields.required("key", Shapes.SECRET, "The private key on P-256 in PEM: PKCS#8.");
                var previous = fields.optional(
                        "previous",
                        Shapes.list(Shapes.TEXT),
                        List.of(),
                        "Public keys in PEM that are published besides: of the key before, or of the one to come.");
                return values -> new SigningSource(values.get(issuer), values.get(key), values.get(previous));
            });

    /** By what the gateway signs. */
    static final Noun<SigningSource> SIGNING =
            Noun.single("signing", "By what the gateway signs what it tells services.", SIGNER);

    /** Creates the reader. */
    public IdentityReader() {}

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(IDENTITY);
    }

    @Override
    public List<Noun<?>> nouns() {
        return List.of(SIGNING);
    }

    @Override
    public List<Check> checks() {
        return List.of(IdentityReader::checkTokens, IdentityReader::checkKeys);
    }

    @Override
    public Phase phase() {
        return Phase.MAP_REQUEST;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        return IDENTITY.nearest(api, route);
    }

    @Override
    public void check(RoutePolicies route, Mistakes mistakes) {
        Written<IdentityPolicy> own = route.source().policies().written(IDENTITY);
        if (own != null && route.isOpen()) {
            mistakes.add(
                    own,
                    "an identity where everybody may call",
                    "a route whose callers are known; of the others there is nothing to say",
                    "Take access: none away, or identity.");
        }
    }

    /** Returns the names of all headers that a revision gives to the gateway alone. */
    static Set<String> names(Revision revision) {
        Set<String> names = new LinkedHashSet<>();
        written(revision).forEach(written -> names.addAll(written.value().names()));
        return names;
    }

    private static void checkTokens(Revision revision, Mistakes mistakes) {
        if (!revision.isWritten(SIGNING)) {
            written(revision)
                    .filter(written -> written.value().token() != null)
                    .forEach(written -> mistakes.add(
                            written,
                            "a token, but nothing to sign it by",
                            "\"signing\" at the top of a file, with the gateway's key",
                            null));
        }
    }

    private static void checkKeys(Revision revision, Mistakes mistakes) {
        Written<SigningSource> written = revision.all(SIGNING).get(SIGNING.key());
        if (written == null || !revision.secretsKnown()) {
            return;
        }
        List<String> texts = new ArrayList<>(written.value().previous());
        check(written, "key", () -> KeyText.privateKey(written.value().key().reveal()), mistakes);
        texts.forEach(text -> check(written, "previous", () -> KeyText.publicKey(text), mistakes));
    }

    private static void check(Written<?> written, String key, Runnable reading, Mistakes mistakes) {
        try {
            reading.run();
        } catch (IllegalArgumentException unfit) {
            String said = String.valueOf(unfit.getMessage());
            String expected = said.substring(said.indexOf("(expected: ") + "(expected: ".length(), said.length() - 1);
            mistakes.add(written.source(), written.where().key(key), "another text", expected, null);
        }
    }

    private static Stream<Written<IdentityPolicy>> written(Revision revision) {
        return revision.apis().values().stream()
                .flatMap(api -> Stream.concat(
                        Stream.of(api.policies()),
                        api.routes().values().stream().map(RouteSource::policies)))
                .<@Nullable Written<IdentityPolicy>>map(IdentityReader::written)
                .filter(Objects::nonNull);
    }

    private static @Nullable Written<IdentityPolicy> written(Policies policies) {
        return policies.written(IDENTITY);
    }
}
