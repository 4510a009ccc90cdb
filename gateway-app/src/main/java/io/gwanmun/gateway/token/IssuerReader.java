package io.gwanmun.gateway.token;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Check;
import io.gwanmun.gateway.api.Noun;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;

/** Reads issuers. */
public final class IssuerReader implements PolicyReader {

    private static final String[] ALGORITHMS = {
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"
    };
    private static final Set<String> USUAL_ALGORITHMS = ordered("RS256", "PS256", "ES256");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}");
    private static final String MEDIA_PREFIX = "application/";

    private static final Shape<IssuerSource.Keys> KEYS = Shapes.oneOf(
            "address of keys",
            "Where the keys are that sign its tokens.",
            List.of(
                    Shapes.words("address of keys", "none says that it has no JSON Web Tokens.", "none")
                            .map(none -> new IssuerSource.NoKeys()),
                    Shapes.URL.map(IssuerSource.KeysAt::new)));

    private static final Shape<String> TYP = Shapes.parsed(
            "token type",
            "A value of the header typ such as at+jwt, without application/; case does not count. absent stands for none.",
            "at+jwt",
            IssuerReader::type);

    private static final Shape<String> ROLES = ClaimShape.with("realm_access.roles");

    private static final Shape<IssuerSource.Reference> REFERENCE = Shapes.oneOf(
            "directory",
            "Who knows the reference tokens of an issuer.",
            List.of(
                    Shapes.words("directory", "state is the Redis that our auth-server writes.", "state")
                            .map(state -> new IssuerSource.State()),
                    Shapes.object("introspection", "An introspection endpoint (RFC 7662).", fields -> {
                        var endpoint = fields.required(
                                "introspection", Shapes.URL, "The endpoint that is asked about a token.");
                        var client =
                                fields.required("client", text("gateway"), "The client id that the gateway asks with.");
                        var secret = fields.required("secret", Shapes.SECRET, "The secret of that client.");
                        return values -> new IssuerSource.Introspection(
                                values.get(endpoint), values.get(client), values.get(secret));
                    })));

    private static final Shape<IssuerSource> ISSUER =
            Shapes.object("issuer", "Somebody whose tokens are believed.", fields -> {
                var issuer = fields.required(
                        "issuer",
                        text("https://issuer.example"),
                        "Exactly what its tokens say under iss; mostly its URL.");
                var audiences = fields.required(
                        "audiences",
                        Shapes.set(text("gateway")),
                        "Whom tokens must be meant for; one of these must stand under aud.");
                var keys = fields.optional(
                        "jwks",
                        KEYS,
                        "Where its keys are, or none when it signs no tokens; without it its metadata (discovery) tell.");
                var algorithms = fields.optional(
                        "algorithms",
                        Shapes.set(Shapes.words("algorithm", "How tokens are signed.", ALGORITHMS)),
                        USUAL_ALGORITHMS,
                        "How its tokens may be signed.");
                var types = fields.optional(
                        "types",
                        Shapes.set(TYP),
                        ordered("at+jwt"),
                        "Which kinds of JSON Web Tokens are access tokens.");
                var skew = fields.optional(
                        "skew",
                        Shapes.duration(Duration.ZERO, Duration.ofMinutes(5)),
                        Duration.ofSeconds(60),
                        "By how much the issuer's clock and ours may differ; times of tokens are taken that kindly.");
                var roles = fields.optional(
                        "roles", ROLES, "roles", "The claim with the roles, or the way to it: realm_access.roles.");
                var reference =
                        fields.optional("reference", REFERENCE, "Who knows tokens of it that are no JSON Web Tokens.");
                return values -> {
                    IssuerSource.Keys place = values.find(keys);
                    return checked(new IssuerSource(
                            values.get(issuer),
                            values.get(audiences),
                            place == null ? new IssuerSource.DiscoveredKeys() : place,
                            new IssuerSource.Rules(
                                    values.get(algorithms), values.get(types), values.get(skew), values.get(roles)),
                            values.find(reference)));
                };
            });

    /** Those whose tokens are believed, by the names that {@code access} knows them by. */
    public static final Noun<IssuerSource> ISSUERS =
            Noun.of("issuers", "an issuer", "Those whose tokens prove callers, by name.", ISSUER);

    /** Creates the reader. */
    public IssuerReader() {}

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of();
    }

    @Override
    public List<Noun<?>> nouns() {
        return List.of(ISSUERS);
    }

    @Override
    public List<Check> checks() {
        return List.of(IssuerCheck::check);
    }

    @Override
    public Phase phase() {
        return Phase.AUTHENTICATE;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        return null;
    }

    private static IssuerSource checked(IssuerSource source) {
        if (!source.signsTokens() && source.reference() == null) {
            throw new IllegalArgumentException(
                    "an issuer without tokens (expected: \"reference\" beside jwks: none, or another \"jwks\")");
        }
        if (source.keys() instanceof IssuerSource.DiscoveredKeys && !isUrl(source.issuer())) {
            throw new IllegalArgumentException(
                    "an issuer that is no URL, and no \"jwks\" (expected: jwks: https://…, as its metadata cannot be found)");
        }
        return source;
    }

    private static Shape<String> text(String example) {
        return Shapes.parsed("text", "Any text but none.", example, text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("text: empty (expected: at least one character)");
            }
            return text;
        });
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static String type(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        String type = small.startsWith(MEDIA_PREFIX) ? small.substring(MEDIA_PREFIX.length()) : small;
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "type: " + text + " (expected: a value of typ such as at+jwt, or absent)");
        }
        return type;
    }

    private static Set<String> ordered(String... texts) {
        return new LinkedHashSet<>(List.of(texts));
    }
}
