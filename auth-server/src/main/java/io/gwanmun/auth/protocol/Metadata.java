package io.gwanmun.auth.protocol;

import java.util.List;
import java.util.Map;

import io.gwanmun.auth.client.Client;

/** Takes out of both discovery documents what the library would do and this server does not, and adds what it does. */
final class Metadata {

    private static final List<String> METHODS =
            List.of("client_secret_basic", "client_secret_post", "private_key_jwt", Client.PUBLIC);
    private static final List<String> PROVEN = METHODS.subList(0, 3);
    private static final List<String> ALGORITHMS = List.of("RS256", "PS256", "ES256");

    private Metadata() {}

    /** Narrows a document (RFC 8414 section 2, RFC 9207 section 3). */
    static void narrow(Map<String, Object> claims) {
        claims.remove("dpop_signing_alg_values_supported");
        claims.remove("tls_client_certificate_bound_access_tokens");
        claims.put(
                "grant_types_supported",
                List.of(
                        "authorization_code",
                        "refresh_token",
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:device_code"));
        claims.put("token_endpoint_auth_methods_supported", METHODS);
        claims.put("token_endpoint_auth_signing_alg_values_supported", ALGORITHMS);
        claims.put("revocation_endpoint_auth_methods_supported", METHODS);
        claims.put("revocation_endpoint_auth_signing_alg_values_supported", ALGORITHMS);
        claims.put("introspection_endpoint_auth_methods_supported", PROVEN);
        claims.put("introspection_endpoint_auth_signing_alg_values_supported", ALGORITHMS);
        claims.put("authorization_response_iss_parameter_supported", true);
        claims.computeIfPresent("id_token_signing_alg_values_supported", (name, value) -> List.of("RS256", "ES256"));
        claims.computeIfPresent("scopes_supported", (name, value) -> List.of("openid", "profile", "email", "phone"));
    }
}
