package io.gwanmun.gateway.identity;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.ClaimPath;

/**
 * What of a caller stands in a header.
 *
 * @param kind what it is
 * @param claim which claim, null for the other kinds
 */
record ValueSource(Kind kind, @Nullable ClaimPath claim) {

    private static final String CLAIM = "claim.";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads one: {@code subject}, {@code client}, {@code issuer}, {@code roles}, {@code scopes} or {@code claim.} and a path.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    static ValueSource parse(String text) {
        if (text.startsWith(CLAIM)) {
            return new ValueSource(Kind.CLAIM, ClaimPath.parse(text.substring(CLAIM.length())));
        }
        return switch (text) {
            case "subject" -> new ValueSource(Kind.SUBJECT, null);
            case "client" -> new ValueSource(Kind.CLIENT, null);
            case "issuer" -> new ValueSource(Kind.ISSUER, null);
            case "roles" -> new ValueSource(Kind.ROLES, null);
            case "scopes" -> new ValueSource(Kind.SCOPES, null);
            default ->
                throw new IllegalArgumentException(
                        "source: " + text + " (expected: subject, client, issuer, roles, scopes or claim.<name>)");
        };
    }

    /** Returns the value of a header, null when there is nothing to say. */
    @Nullable
    String of(Caller caller) {
        String value = switch (kind) {
            case SUBJECT -> HeaderText.single(caller.subject());
            case CLIENT -> {
                String client = caller.client();
                yield client == null ? "" : HeaderText.single(client);
            }
            case ISSUER -> HeaderText.single(caller.issuer());
            case ROLES -> HeaderText.list(caller.roles().stream().sorted().toList(), ',');
            case SCOPES -> HeaderText.list(caller.scopes().stream().sorted().toList(), ' ');
            case CLAIM -> claim == null ? "" : text(claim.find(caller.claims()));
        };
        return value.isEmpty() ? null : value;
    }

    /** A list is written as roles are; an object, and a list with anything but single values in it, as JSON. */
    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Collection<?> several && several.stream().noneMatch(ValueSource::isNested)) {
            return HeaderText.list(several.stream().map(String::valueOf).toList(), ',');
        }
        return HeaderText.single(isNested(value) ? JSON.writeValueAsString(value) : value.toString());
    }

    private static boolean isNested(@Nullable Object value) {
        return value == null || value instanceof Map || value instanceof Collection;
    }

    @Override
    public String toString() {
        return claim == null ? kind.name().toLowerCase(Locale.ROOT) : CLAIM + claim;
    }

    /** The kinds there are. */
    enum Kind {
        /** Who the caller is, at its issuer. */
        SUBJECT,
        /** The program that calls. */
        CLIENT,
        /** Who vouches for the caller, by the name the configuration has for it. */
        ISSUER,
        /** All roles, with commas between. */
        ROLES,
        /** All scopes, with spaces between. */
        SCOPES,
        /** A claim. */
        CLAIM
    }
}
