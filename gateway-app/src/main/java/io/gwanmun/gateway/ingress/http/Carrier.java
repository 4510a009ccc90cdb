package io.gwanmun.gateway.ingress.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaders;

/** What carries one call at a time: an HTTP/1.1 connection, or an HTTP/2 stream. */
interface Carrier {

    /** Returns where messages are written: everything before this handler speaks HTTP objects. */
    ChannelHandlerContext context();

    /** Returns {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}. */
    String protocol();

    /** Returns the connection's facts. */
    Connection connection();

    /** Somebody wants the body now. */
    void bodyWanted(ServerCall call);

    /** Adds to the head of an answer what this connection alone concerns. */
    void complete(ServerCall call, HttpHeaders answer);

    /** The answer has been written whole, and reaches the network when the future says so. */
    void answered(ServerCall call, ChannelFuture written);

    /** The request cannot go on; nothing behind it can be understood where requests follow each other. */
    void requestFailed(ServerCall call);

    /** So many bytes of an answer's body were written. */
    void wrote(long bytes);

    /** Ends the call in a way that the client notices: its answer is not complete. */
    void cut(ServerCall call);

    /** Tells handlers that what was HTTP is not any more; see {@code Downstream.switchProtocol}. */
    void switched(ServerCall call);
}
