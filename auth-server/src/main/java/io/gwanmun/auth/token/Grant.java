package io.gwanmun.auth.token;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Everything that comes of one consent, or of one request of a client for itself: a family of codes and tokens that ends
 * together. Of each there is only its SHA-256.
 *
 * @param id what names it
 * @param version 1 when first kept, one more each time; a change counts only when nobody else changed it meanwhile
 * @param client the client it was given to
 * @param subject the id of the person, or of the client when it has no person
 * @param type the {@code grant_type} that it began with
 * @param scopes what was granted
 * @param login who agreed, and how they had logged in
 * @param request what the client asked for at the authorization endpoint
 * @param asked what a device asked for, until somebody agreed
 * @param parts the codes and tokens of which there is one at a time, by kind
 * @param access the access tokens that have not ended
 */
record Grant(
        String id,
        long version,
        String client,
        String subject,
        String type,
        Set<String> scopes,
        @Nullable Login login,
        @Nullable Request request,
        @Nullable Set<String> asked,
        Map<Kind, Part> parts,
        List<Access> access) {

    /** Copies what it is given. */
    Grant {
        scopes = Set.copyOf(scopes);
        asked = asked == null ? null : Set.copyOf(asked);
        parts = Map.copyOf(parts);
        access = List.copyOf(access);
    }

    /** What there is one of at a time. */
    enum Kind {
        STATE,
        CODE,
        DEVICE_CODE,
        USER_CODE,
        REFRESH_TOKEN,
        ID_TOKEN
    }

    /**
     * A code or token.
     *
     * @param hash its SHA-256
     * @param issued when it was made
     * @param ends when it ends by itself
     * @param spent whether it was used and cannot be used again
     * @param claims what it says, of an ID token
     */
    record Part(String hash, Instant issued, Instant ends, boolean spent, Map<String, Object> claims) {}

    /**
     * An access token.
     *
     * @param hash the SHA-256 of all of it
     * @param tokenId how gateways know it, see {@link TokenId}
     * @param reference whether it is a reference token
     * @param claims what it says, as it stands in JSON
     */
    record Access(String hash, String tokenId, boolean reference, Map<String, Object> claims) {

        Instant ends() {
            return Instant.ofEpochSecond(((Number) claims.getOrDefault("exp", 0)).longValue());
        }

        Instant issued() {
            return Instant.ofEpochSecond(((Number) claims.getOrDefault("iat", 0)).longValue());
        }
    }

    /**
     * How somebody had logged in.
     *
     * @param authorities what the login gave them; of a factor of the login with the time
     */
    record Login(Map<String, Long> authorities) {

        Login {
            authorities = new TreeMap<>(authorities);
        }
    }

    /**
     * What a client asked for at the authorization endpoint.
     *
     * @param uri the endpoint
     * @param redirectUri where the answer goes
     * @param scopes what it asked for
     * @param sealedState its {@code state}, which only the answer to the consent page opens
     * @param parameters of the others those that are needed later
     */
    record Request(
            String uri,
            String redirectUri,
            Set<String> scopes,
            @Nullable String sealedState,
            Map<String, String> parameters) {}

    Optional<Part> part(Kind kind) {
        return Optional.ofNullable(parts.get(kind));
    }

    Optional<Access> access(String hash) {
        return access.stream().filter(token -> token.hash().equals(hash)).findFirst();
    }

    boolean hasTokens() {
        return !access.isEmpty() || parts.containsKey(Kind.REFRESH_TOKEN);
    }

    /** Says whether something that can be used once is spent here and was not in what came before. */
    boolean spendsMoreThan(@Nullable Grant before) {
        if (before == null) {
            return false;
        }
        boolean spent = before.parts().entrySet().stream()
                .filter(entry ->
                        entry.getKey() != Kind.STATE && !entry.getValue().spent())
                .anyMatch(entry -> part(entry.getKey()).map(Part::spent).orElse(false));
        return spent || refreshed(before);
    }

    private boolean refreshed(Grant before) {
        String old = before.part(Kind.REFRESH_TOKEN).map(Part::hash).orElse(null);
        String now = part(Kind.REFRESH_TOKEN).map(Part::hash).orElse(null);
        return old != null && !old.equals(now);
    }

    /** Returns when nothing of it is worth keeping. */
    Instant ends(Instant now) {
        Instant last = now;
        for (Part part : parts.values()) {
            last = part.ends().isAfter(last) ? part.ends() : last;
        }
        for (Access token : access) {
            last = token.ends().isAfter(last) ? token.ends() : last;
        }
        return last;
    }

    /** Returns the same with other access tokens, one version on. */
    Grant withAccess(List<Access> others) {
        return new Grant(id, version + 1, client, subject, type, scopes, login, request, asked, parts, others);
    }

    /** Returns it as it is told to whoever asks about a refresh token. */
    Map<String, Object> told(Part refresh) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("client_id", client);
        claims.put("sub", subject);
        claims.put("iat", refresh.issued().getEpochSecond());
        claims.put("exp", refresh.ends().getEpochSecond());
        return claims;
    }
}
