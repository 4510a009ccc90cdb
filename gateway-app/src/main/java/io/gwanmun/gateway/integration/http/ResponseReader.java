package io.gwanmun.gateway.integration.http;

import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.UpstreamFault;

/**
 * Puts one response together at a time. Holds head and parts until the socket has been read for this turn; then hands them
 * out, whole when the end was among them, else as a head with a {@link LegBody}. Only then, so that a connection is given
 * back when it is known that nothing follows the end.
 *
 * <p>Owns the parts until they are handed out. Used on the loop of its connection only.
 */
final class ResponseReader {

    private static final int MAX_COMPONENTS = 1024;

    private final LegCarrier carrier;
    private @Nullable LegCall call;
    private @Nullable HttpResponse head;
    private Framing framing = Framing.NONE;
    private @Nullable ByteBuf parts;
    private @Nullable LegBody body;
    private @Nullable HttpResponse switching;
    private boolean interim;
    private boolean reusable;
    private boolean ended;

    ResponseReader(LegCarrier carrier) {
        this.carrier = carrier;
    }

    void begin(LegCall next) {
        reset();
        call = next;
    }

    boolean isEnded() {
        return ended;
    }

    void onHead(HttpResponse response) {
        DecoderResult decoded = response.decoderResult();
        if (decoded.isFailure()) {
            boolean cut = decoded.cause() instanceof PrematureChannelClosureException;
            carrier.abort(cut ? UpstreamFault.CLOSED_EARLY : UpstreamFault.BAD_RESPONSE);
        } else if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            interim = true;
            if (response.status().code() == 101) {
                onSwitch(response, Objects.requireNonNull(call));
            }
        } else {
            onFinalHead(response, Objects.requireNonNull(call));
        }
    }

    private void onSwitch(HttpResponse response, LegCall asked) {
        if (asked.isUpgrade() && Framing.isUpgrade(response)) {
            switching = response;
        } else {
            carrier.abort(UpstreamFault.BAD_RESPONSE);
        }
    }

    private void onFinalHead(HttpResponse response, LegCall answered) {
        Framing found = carrier.framing(response, answered.isHead());
        if (found == null || response.protocolVersion().majorVersion() != 1 || !isKnown(response.status())) {
            carrier.abort(UpstreamFault.BAD_RESPONSE);
            return;
        }
        head = response;
        framing = found;
        reusable = Framing.keepsAlive(response) && found != Framing.UNTIL_CLOSE && !Framing.isDoubtful(response);
        if (answered.isSending() && (!reusable || response.status().code() >= 300)) {
            // The service has decided without the rest of the body; more of it may only reset the carrier.
            reusable = false;
            answered.stopSending();
        }
    }

    /** RFC 9110 section 15: the first digit says the class, and there are five. */
    private static boolean isKnown(HttpResponseStatus status) {
        return status.code() >= 100 && status.code() <= 599;
    }

    void onContent(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            content.release();
            carrier.abort(UpstreamFault.BAD_RESPONSE);
            return;
        }
        if (interim) {
            content.release();
            interim = !(content instanceof LastHttpContent);
            if (!interim && switching != null) {
                switchOver(switching);
            }
            return;
        }
        onPart(content.content());
        if (content instanceof LastHttpContent) {
            onEnd();
        }
    }

    /** Takes a part of the body; an empty one is released at once. */
    void onPart(ByteBuf part) {
        if (!part.isReadable()) {
            part.release();
        } else if (framing == Framing.NONE) {
            part.release();
            carrier.abort(UpstreamFault.BAD_RESPONSE);
        } else if (body != null) {
            body.onPart(part);
        } else {
            collect(part);
        }
    }

    void onEnd() {
        ended = framing != Framing.UNTIL_CLOSE || carrier.isCloseTrusted();
    }

    void onReadComplete() {
        if (head == null) {
            return;
        }
        if (body == null) {
            handOut(head, Objects.requireNonNull(call));
        } else if (ended) {
            LegBody complete = body;
            reset();
            carrier.finish(reusable);
            complete.complete();
        }
    }

    /** Releases what was collected and not handed out. */
    void release() {
        ByteBuf unread = parts;
        reset();
        if (unread != null) {
            unread.release();
        }
    }

    private void switchOver(HttpResponse response) {
        Framing.strip(response);
        EventLoop loop = carrier.pool().loop();
        reset();
        carrier.switchOver(tunnel -> LegResponse.switched(loop, response.status(), response.headers(), tunnel));
    }

    private void handOut(HttpResponse response, LegCall answered) {
        ByteBuf collected = parts;
        parts = null;
        HttpHeaders headers = response.headers();
        long length = framing == Framing.LENGTH ? HttpUtil.getContentLength(response) : LegRequest.LENGTH_UNKNOWN;
        Framing.strip(response);
        EventLoop loop = carrier.pool().loop();
        if (ended) {
            ByteBuf whole = collected == null ? Unpooled.EMPTY_BUFFER : collected;
            reset();
            carrier.finish(reusable);
            answered.deliver(new LegResponse(loop, response.status(), headers, whole.readableBytes(), whole, null));
        } else {
            LegBody streamed = new LegBody(carrier, answered.bodyIdleNanos());
            body = streamed;
            if (collected != null) {
                streamed.onPart(collected);
            }
            carrier.streams(streamed, new LegResponse(loop, response.status(), headers, length, null, streamed));
        }
    }

    private void collect(ByteBuf part) {
        if (parts == null) {
            parts = part;
        } else if (parts instanceof CompositeByteBuf several) {
            several.addComponent(true, part);
        } else {
            parts = carrier.channel()
                    .alloc()
                    .compositeBuffer(MAX_COMPONENTS)
                    .addComponent(true, parts)
                    .addComponent(true, part);
        }
    }

    private void reset() {
        call = null;
        head = null;
        framing = Framing.NONE;
        parts = null;
        body = null;
        switching = null;
        interim = false;
        ended = false;
    }
}
