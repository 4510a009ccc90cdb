package io.gwanmun.gateway.ingress;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

import io.gwanmun.gateway.ingress.http.ServerCall;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.RefusedException;

/** What must hold of the head of a request before anything is made of it, besides what the framing of messages asks. */
final class Arrival {

    private static final Refusal HOSTS =
            Refusal.of(ClientFault.BAD_REQUEST, "A request must name exactly one host in one Host header.");
    private static final int LONGEST_PORT = 5;

    private final Set<String> methods;
    private final Refusal notServed;

    /** Takes the methods that are served at all, whatever routes say. */
    Arrival(List<String> methods) {
        this.methods = Set.copyOf(methods);
        this.notServed = new Refusal(
                ClientFault.METHOD_NOT_ALLOWED,
                "This gateway serves other methods only.",
                Map.of("Allow", String.join(", ", methods)));
    }

    /**
     * Checks the head of a request; the host of an absolute target takes the place of the one in the header
     * (<a href="https://datatracker.ietf.org/doc/html/rfc9112#section-3.2.2">RFC 9112</a>).
     *
     * @throws RefusedException when it is not acceptable
     */
    Target check(ServerCall call) {
        if (!methods.contains(call.method().name())) {
            throw new RefusedException(notServed);
        }
        Target target = Target.of(call.target());
        checkHost(call, target);
        return target;
    }

    private static void checkHost(ServerCall call, Target target) {
        HttpHeaders headers = call.requestHeaders();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        boolean mayBeMissing = call.protocol().equals("HTTP/1.0");
        if (hosts.size() > 1 || hosts.isEmpty() && !mayBeMissing) {
            throw new RefusedException(HOSTS);
        }
        if (target.authority() != null) {
            headers.set(HttpHeaderNames.HOST, target.authority());
        }
        String host = headers.get(HttpHeaderNames.HOST);
        if (host != null && !isHost(host)) {
            throw new RefusedException(HOSTS);
        }
    }

    /** A name or an address, and a port: no user, no path, no list, nothing that a reader behind could take for more. */
    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end > 0 && isAddress(host, 1, end) && isPort(host, end + 1);
        }
        int end = 0;
        while (end < host.length() && isNameCharacter(host.charAt(end))) {
            end++;
        }
        return end > 0 && isPort(host, end);
    }

    private static boolean isAddress(String host, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = host.charAt(i);
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return end > start;
    }

    private static boolean isPort(String host, int start) {
        if (start == host.length()) {
            return true;
        }
        if (host.charAt(start) != ':' || host.length() - start - 1 > LONGEST_PORT) {
            return false;
        }
        for (int i = start + 1; i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
    }
}
