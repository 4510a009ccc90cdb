package io.gwanmun.gateway.attack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One row of the corpus: what is sent on a connection, what comes back on it, and what the service gets.
 *
 * @param id where it stands in the corpus; rows that belong together differ after the dash
 * @param bytes what is sent, one byte for each character
 * @param statuses of the answers, in order
 * @param fault the id in every answer that is a refusal; empty when none is
 * @param end what becomes of the connection
 * @param received what the service gets, as {@link Target#transcript} writes it
 * @param breaksOff whether the service may get one more request that never ends
 */
record Attack(
        String id,
        String bytes,
        List<Integer> statuses,
        String fault,
        End end,
        List<String> received,
        boolean breaksOff) {

    private static final String HOST = "Host: gateway.test\r\n";

    /** What becomes of the client's connection when the answers were given. */
    enum End {
        /** It carries the next request. */
        OPEN,
        /** The gateway closes it. */
        CLOSED,
        /** Either: what follows is answered as what it is, or not at all. */
        EITHER
    }

    /** 400 and a closed connection; nothing gets to the service. */
    static Attack refused(String id, String bytes) {
        return refused(id, 400, "bad-request", bytes);
    }

    /** Refused, and the connection is closed; nothing gets to the service. */
    static Attack refused(String id, int status, String fault, String bytes) {
        return new Attack(id, bytes, List.of(status), fault, End.CLOSED, List.of(), false);
    }

    /** Refused although its framing is plain, so the connection may go on; nothing gets to the service. */
    static Attack declined(String id, int status, String fault, String bytes) {
        return new Attack(id, bytes, List.of(status), fault, End.EITHER, List.of(), false);
    }

    /** 400 and a closed connection after a head that was good; the service never gets an end. */
    static Attack brokenOff(String id, String bytes) {
        return new Attack(id, bytes, List.of(400), "bad-request", End.CLOSED, List.of(), true);
    }

    /** Requests that are served, as the service gets them. */
    static Attack passed(String id, String bytes, String... received) {
        List<Integer> statuses =
                IntStream.range(0, received.length).map(i -> 200).boxed().toList();
        return new Attack(id, bytes, statuses, "", End.OPEN, List.of(received), false);
    }

    /** The same attack with other answers. */
    Attack answered(Integer... others) {
        return new Attack(id, bytes, List.of(others), fault, end, received, breaksOff);
    }

    /** The same attack with another end. */
    Attack then(End other) {
        return new Attack(id, bytes, statuses, fault, other, received, breaksOff);
    }

    /** The same attack with a refusal among its answers. */
    Attack failing(String other) {
        return new Attack(id, bytes, statuses, other, end, received, breaksOff);
    }

    byte[] octets() {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    String method() {
        return bytes.startsWith("HEAD ") ? "HEAD" : "GET";
    }

    /** Returns a POST to an open route. */
    static String post(String headers, String body) {
        return "POST /open/x HTTP/1.1\r\n" + HOST + headers + "\r\n\r\n" + body;
    }

    /** Returns a POST to an open route whose body is in chunks. */
    static String chunked(String body) {
        return post("Transfer-Encoding: chunked", body);
    }

    /** Returns a GET of an open route with header lines. */
    static String get(String... headers) {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "GET /open/x HTTP/1.1\r\n" + HOST + lines + "\r\n";
    }

    @Override
    public String toString() {
        return id;
    }
}
