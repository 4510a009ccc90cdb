package io.gwanmun.gateway.cli.login;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * The device authorization grant (<a href="https://datatracker.ietf.org/doc/html/rfc8628">RFC 8628</a>): the person confirms a
 * code in a browser on whatever machine, while this one asks in the pace the server wants.
 */
public final class DeviceGrant {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final Duration SLOWER = Duration.ofSeconds(5);
    private static final Duration SLOWEST = Duration.ofSeconds(60);
    private static final long LONGEST_SECONDS = 3600;

    private final AuthServer server;
    private final Pause pause;
    private final PrintWriter err;

    /** Takes whom to ask, how to wait, and where the code is shown. */
    public DeviceGrant(AuthServer server, Pause pause, PrintWriter err) {
        this.server = server;
        this.pause = pause;
        this.err = err;
    }

    /** Shows a code and returns the tokens when it was confirmed. */
    public Tokens login(Client client) throws InterruptedException {
        JsonNode begun = server.ask("device_authorization_endpoint", "a login by code", client, Map.of());
        String device = begun.path("device_code").asString("");
        String code = LoginException.shown(begun.path("user_code").asString(""));
        String page = begun.path("verification_uri").asString("");
        if (device.isEmpty() || code.isEmpty() || page.isEmpty()) {
            throw new LoginException("The issuer " + server.metadata().issuer() + " answered without a code.");
        }
        err.println("Open " + Metadata.safe(page, "verification_uri") + " and enter the code " + code);
        String complete = begun.path("verification_uri_complete").asString("");
        if (!complete.isEmpty()) {
            err.println("or open " + Metadata.safe(complete, "verification_uri_complete"));
        }
        err.flush();
        long seconds =
                Math.min(LONGEST_SECONDS, Math.max(1, begun.path("expires_in").asLong(LONGEST_SECONDS)));
        Duration interval = Duration.ofSeconds(
                Math.max(1, Math.min(SLOWEST.toSeconds(), begun.path("interval").asLong(SLOWER.toSeconds()))));
        return poll(client, device, interval, server.clock().instant().plusSeconds(seconds));
    }

    private Tokens poll(Client client, String device, Duration first, Instant end) throws InterruptedException {
        Duration interval = first;
        while (server.clock().instant().isBefore(end)) {
            pause.pass(interval);
            try {
                return server.tokens(client, Map.of("grant_type", GRANT, "device_code", device));
            } catch (LoginException refused) {
                interval = switch (refused.code()) {
                    case "authorization_pending" -> interval;
                    case "slow_down" -> interval.plus(SLOWER);
                    case "timeout" -> shorter(interval.multipliedBy(2), SLOWEST);
                    case "expired_token" -> throw tooLate();
                    case "access_denied" -> throw new LoginException("The login was refused in the browser.");
                    default -> throw refused;
                };
            }
        }
        throw tooLate();
    }

    private static LoginException tooLate() {
        return new LoginException("The code was not confirmed in time.");
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
