package io.gwanmun.gateway.integration.websocket;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;

/** Reads whether a route takes WebSockets; each limit of the route counts before the one of its API. */
public final class WebSocketReader implements PolicyReader {

    private static final DataSize LEAST = DataSize.ofBytes(125);
    private static final Shape<Duration> TIME = Shapes.duration(Duration.ofSeconds(1), Duration.ofDays(7));
    private static final Shape<String> ORIGIN = Shapes.parsed(
            "origin",
            "A page's scheme, host and port, without the port where it is the usual one; `*` for all.",
            "https://app.example.com",
            Origins::parse);

    private static final Shape<Limits> LIMITS =
            Shapes.object("websocket", "What a WebSocket may cost; an empty mapping takes all defaults.", fields -> {
                var origins = fields.optional(
                        "origins",
                        Shapes.someOf(ORIGIN),
                        "Whose pages may open one. Without it those of the request's own scheme and host; what is no browser"
                                + " sends no origin and passes.");
                var frame = fields.optional(
                        "maxFrame",
                        Shapes.size(LEAST, DataSize.ofMegabytes(16)),
                        "The longest frame; 64KB unless said otherwise. Then closed with 1009.");
                var message = fields.optional(
                        "maxMessage",
                        Shapes.size(LEAST, DataSize.ofGigabytes(1)),
                        "The longest message, all fragments together; 1MB unless said otherwise. Then closed with 1009.");
                var idle = fields.optional(
                        "idle",
                        TIME,
                        "How long nothing may be said by either side, pings included; 10m unless said otherwise. Then closed"
                                + " with 1001.");
                var age = fields.optional(
                        "maxAge",
                        TIME,
                        "How long one may be open at all; 2h unless said otherwise. Then closed with 1001.");
                var perClient = fields.optional(
                        "perClient",
                        Shapes.integer(1, 100_000),
                        "How many one client address may have open on a route of one gateway; 100 unless said otherwise. Then"
                                + " 429.");
                return values -> new Limits(
                        values.find(origins),
                        values.find(frame),
                        values.find(message),
                        values.find(idle),
                        values.find(age),
                        values.find(perClient));
            });

    private static final PolicyShape<Limits> WEBSOCKET = PolicyShape.onBoth(
            "websocket",
            Phase.VALIDATE,
            LIMITS,
            "That the route takes WebSockets. Without it a request for one is served as an ordinary GET.");

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(WEBSOCKET);
    }

    @Override
    public Phase phase() {
        return Phase.VALIDATE;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        Limits ofApi = api.policies().find(WEBSOCKET);
        Limits ofRoute = route.find(WEBSOCKET);
        if (ofApi == null && ofRoute == null) {
            return null;
        }
        return with(with(WebSocketPolicy.DEFAULTS, ofApi), ofRoute);
    }

    private static WebSocketPolicy with(WebSocketPolicy wide, @Nullable Limits said) {
        if (said == null) {
            return wide;
        }
        return new WebSocketPolicy(
                said.origins() == null ? wide.origins() : Origins.of(said.origins()),
                said.maxFrame() == null ? wide.maxFrame() : said.maxFrame(),
                said.maxMessage() == null ? wide.maxMessage() : said.maxMessage(),
                said.idle() == null ? wide.idle() : said.idle(),
                said.maxAge() == null ? wide.maxAge() : said.maxAge(),
                said.perClient() == null ? wide.perClient() : said.perClient());
    }

    /** The limits as written; null where nothing is said. */
    private record Limits(
            @Nullable List<String> origins,
            @Nullable DataSize maxFrame,
            @Nullable DataSize maxMessage,
            @Nullable Duration idle,
            @Nullable Duration maxAge,
            @Nullable Integer perClient) {}
}
