package io.gwanmun.gateway.ingress;

import java.util.List;
import java.util.Map;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import reactor.netty.http.server.HttpServerRequest;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.RefusedException;

/**
 * What must hold of the head of a request before anything is made of it, where the parser below is laxer than a gateway may be.
 */
final class Arrival {

    private static final String SERVED = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final Refusal NO_TUNNEL = new Refusal(
            ClientFault.METHOD_NOT_ALLOWED, "CONNECT and TRACE are not served here.", Map.of("Allow", SERVED));
    private static final Refusal HOSTS =
            Refusal.of(ClientFault.BAD_REQUEST, "A request must name exactly one host in one Host header.");
    private static final Refusal CODING =
            Refusal.of(ClientFault.BAD_REQUEST, "The only transfer coding accepted is chunked.");

    private Arrival() {}

    /**
     * Checks the head of a request; the host of an absolute target takes the place of the one in the header
     * (<a href="https://datatracker.ietf.org/doc/html/rfc9112#section-3.2.2">RFC 9112</a>).
     *
     * @throws RefusedException when it is not acceptable
     */
    static void check(HttpServerRequest arriving) {
        HttpMethod method = arriving.method();
        if (HttpMethod.CONNECT.equals(method) || HttpMethod.TRACE.equals(method)) {
            throw new RefusedException(NO_TUNNEL);
        }
        HttpHeaders headers = arriving.requestHeaders();
        checkHost(arriving, headers);
        checkCoding(headers);
    }

    private static void checkHost(HttpServerRequest arriving, HttpHeaders headers) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        boolean mayBeMissing = !arriving.protocol().equals("HTTP/1.1");
        if (hosts.size() > 1 || (hosts.isEmpty() && !mayBeMissing)) {
            throw new RefusedException(HOSTS);
        }
        String target = arriving.uri();
        int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
        if (scheme > 0) {
            headers.set(HttpHeaderNames.HOST, authority(target, scheme + 3));
        }
    }

    private static String authority(String target, int start) {
        int end = start;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String authority = target.substring(start, end);
        if (authority.isEmpty() || authority.indexOf('@') >= 0) {
            throw new RefusedException(HOSTS);
        }
        return authority;
    }

    private static void checkCoding(HttpHeaders headers) {
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        if (coding != null && !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding.strip())) {
            throw new RefusedException(CODING);
        }
    }
}
