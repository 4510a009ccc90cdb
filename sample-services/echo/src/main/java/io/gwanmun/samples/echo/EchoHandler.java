package io.gwanmun.samples.echo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiFunction;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import io.gwanmun.samples.echo.Instructions.AddedHeader;
import io.gwanmun.samples.echo.Instructions.BodyPlan;

/**
 * Answers each request with what was received, in these steps.
 *
 * <ol>
 *   <li>{@code /health} says that the service is up, whatever the instructions.
 *   <li>The instructions are read; a bad one is answered with 400.
 *   <li>The whole body is taken in.
 *   <li>The wait before the head.
 *   <li>A reset, if asked for, and nothing else; or
 *   <li>the head, the wait before the body, and the body, or only its beginning and then the end of the connection.
 * </ol>
 */
final class EchoHandler implements BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> {

    private static final Content UP = Content.json("{\"status\":\"UP\"}");
    private static final BodyPlan PLAIN =
            new BodyPlan(Duration.ZERO, OptionalLong.empty(), OptionalLong.empty(), false);
    private static final int PART = 16 * 1024;

    /** Small, so that even a short echo comes in several chunks. */
    private static final int CHUNK = 64;

    @Override
    public Mono<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        if (request.uri().equals("/health")) {
            return send(request, response, UP, PLAIN);
        }
        try {
            Instructions instructions = Instructions.of(request.requestHeaders());
            return received(request)
                    .transform(received -> late(received, instructions.delay()))
                    .flatMap(received -> answer(request, response, instructions, received));
        } catch (BadInstruction refused) {
            return refuse(request, response, refused);
        }
    }

    private static Mono<Received> received(HttpServerRequest request) {
        return request.receive().collect(BodyIntake::new, BodyIntake::take).map(body -> Received.of(request, body));
    }

    private static <T> Mono<T> late(Mono<T> mono, Duration delay) {
        return delay.isZero() ? mono : mono.delayElement(delay);
    }

    private static Mono<Void> answer(
            HttpServerRequest request, HttpServerResponse response, Instructions instructions, Received received) {
        if (instructions.isReset()) {
            return Mono.fromRunnable(() -> response.withConnection(EchoHandler::reset));
        }
        BodyPlan plan = instructions.body();
        Content content = plan.size().isPresent()
                ? Content.filler(plan.size().getAsLong())
                : Content.json(JsonText.of(fields(received)));
        if (plan.truncate().orElse(-1) >= content.length()) {
            String expected = "less than the " + content.length() + " bytes of the body";
            return refuse(
                    request,
                    response,
                    new BadInstruction(
                            Instructions.TRUNCATE, Long.toString(plan.truncate().orElse(-1)), expected));
        }
        response.status(instructions.status());
        for (AddedHeader header : instructions.added()) {
            response.addHeader(header.name(), header.value());
        }
        return send(request, response, content, plan);
    }

    private static Map<String, Object> fields(Received received) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("method", received.method());
        fields.put("path", received.path());
        fields.put("query", received.query());
        fields.put("headers", received.headers());
        fields.put("body", received.body());
        fields.put("bodySize", received.bodySize());
        fields.put("remoteAddress", received.remoteAddress());
        return fields;
    }

    private static Mono<Void> send(
            HttpServerRequest request, HttpServerResponse response, Content content, BodyPlan plan) {
        int status = Objects.requireNonNull(response.status()).code();
        if (status == 204 || status == 205) {
            return response.send();
        }
        describe(response, content);
        if (request.method().equals(HttpMethod.HEAD) || status == 304) {
            response.header(HttpHeaderNames.CONTENT_LENGTH, Long.toString(content.length()));
            return response.send();
        }
        return sendBody(response, content, plan);
    }

    private static Mono<Void> sendBody(HttpServerResponse response, Content content, BodyPlan plan) {
        if (!plan.isChunked()) {
            response.header(HttpHeaderNames.CONTENT_LENGTH, Long.toString(content.length()));
        }
        long sent = plan.truncate().orElse(content.length());
        Mono<Void> whole = response.sendHeaders()
                .then(late(Mono.just(true), plan.delay()).then())
                .send(content.first(sent, plan.isChunked() ? CHUNK : PART))
                .then();
        return plan.truncate().isEmpty()
                ? whole
                : whole.then(Mono.fromRunnable(() -> response.withConnection(Connection::dispose)));
    }

    private static void describe(HttpServerResponse response, Content content) {
        if (!response.responseHeaders().contains(HttpHeaderNames.CONTENT_TYPE)) {
            response.header(HttpHeaderNames.CONTENT_TYPE, content.type());
        }
    }

    private static Mono<Void> refuse(HttpServerRequest request, HttpServerResponse response, BadInstruction refused) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", "Bad Request");
        problem.put("status", 400);
        problem.put("detail", String.valueOf(refused.getMessage()));
        response.status(400);
        return send(request, response, Content.problem(JsonText.of(problem)), PLAIN);
    }

    /** Closes with what is unsent thrown away, which TCP tells the other side as a reset. */
    private static void reset(Connection connection) {
        connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        connection.dispose();
    }
}
