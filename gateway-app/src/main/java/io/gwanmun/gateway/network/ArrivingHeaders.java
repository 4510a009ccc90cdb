package io.gwanmun.gateway.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Decision;
import io.gwanmun.gateway.pipeline.ReservedHeaders;

/**
 * Removes on arrival what a caller must not say. Done before any rule looks and before the gateway adds a header of its own, so
 * a caller cannot name a header of ours in {@code Connection} and have it removed later. What goes:
 *
 * <ul>
 *   <li>what belongs to one connection only
 *       (<a href="https://datatracker.ietf.org/doc/html/rfc9110#section-7.6.1">RFC 9110</a>);
 *   <li>what a caller could use to speak as a proxy would, about itself or about the address that is called;
 *   <li>what services believe about who calls, because gateways and sidecars set it, and what the configuration reserves;
 *   <li>what is said to this gateway alone;
 *   <li>every name with an underscore: many services take {@code X_User_Id} and {@code X-User-Id} for the same header.
 * </ul>
 *
 * <p>The framing headers stay: the server below needs them, and the call behind writes its own. Nothing is done about
 * {@code X-HTTP-Method-Override}, which the gateway never acts upon.
 */
public final class ArrivingHeaders {

    private static final List<String> OF_THE_CONNECTION =
            List.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "http2-settings");

    private static final List<String> OF_THE_GATEWAY = List.of(Decision.ASKED.toString());

    private static final List<String> OF_PROXIES = List.of(
            "forwarded",
            "x-forwarded*",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-remote-addr",
            "x-remote-ip",
            "x-originating-ip",
            "true-client-ip",
            "cf-connecting-ip*",
            "fastly-client-ip",
            "x-envoy-*",
            "x-original-*",
            "x-rewrite-url");

    private static final List<String> OF_IDENTITY = List.of(
            "x-user",
            "x-user-id",
            "x-user-name",
            "x-user-email",
            "x-user-roles",
            "x-user-groups",
            "x-consumer-*",
            "x-anonymous-consumer",
            "x-credential-*",
            "x-scopes",
            "x-roles",
            "x-auth-*",
            "x-authenticated-*",
            "x-amzn-*",
            "x-ms-client-principal*",
            "x-goog-authenticated-user-*",
            "x-goog-iap-*",
            "x-webauth-*",
            "x-client-cert*",
            "x-ssl-client-*",
            "x-remote-user",
            "remote-user");

    /** Says nothing of who calls, and traces end without it. */
    private static final AsciiString TRACE_ID = AsciiString.cached("x-amzn-trace-id");

    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "host");
    private static final int LETTERS = 32;
    private static final Name[][] BY_LETTER = new Name[LETTERS][0];
    private static final Name[][] BY_LETTER_AFTER_X = new Name[LETTERS][0];

    static {
        for (List<String> names : List.of(OF_THE_CONNECTION, OF_THE_GATEWAY, OF_PROXIES, OF_IDENTITY)) {
            names.stream().map(Name::of).forEach(ArrivingHeaders::enter);
        }
    }

    private ArrivingHeaders() {}

    /** Removes from the headers of a request, in place, what must not go further. */
    public static void clean(HttpHeaders headers, ReservedHeaders reserved) {
        List<CharSequence> gone = null;
        Iterator<Map.Entry<CharSequence, CharSequence>> entries = headers.iteratorCharSequence();
        while (entries.hasNext()) {
            Map.Entry<CharSequence, CharSequence> entry = entries.next();
            CharSequence name = entry.getKey();
            if (isRemoved(name) || reserved.contains(name)) {
                gone = gone == null ? new ArrayList<>() : gone;
                gone.add(name);
                if (AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.CONNECTION, name)) {
                    addNamed(entry.getValue(), gone);
                }
            }
        }
        remove(headers, gone);
    }

    private static void remove(HttpHeaders headers, @Nullable List<CharSequence> names) {
        if (names != null) {
            for (int i = 0; i < names.size(); i++) {
                headers.remove(names.get(i));
            }
        }
    }

    private static void addNamed(CharSequence value, List<CharSequence> names) {
        if (AsciiString.contentEqualsIgnoreCase(HttpHeaderValues.KEEP_ALIVE, value)
                || AsciiString.contentEqualsIgnoreCase(HttpHeaderValues.CLOSE, value)) {
            return;
        }
        for (String token : value.toString().split(",", -1)) {
            String name = token.strip();
            if (!name.isEmpty() && FRAMING.stream().noneMatch(name::equalsIgnoreCase)) {
                names.add(name);
            }
        }
    }

    /** Returns whether a header goes, whoever sends it; looks only at the few names that share the letter: most headers are through after one comparison of numbers. */
    public static boolean isRemoved(CharSequence name) {
        if (name.length() < 2) {
            return false;
        }
        boolean afterX = isX(name);
        Name[] candidates = afterX ? BY_LETTER_AFTER_X[letter(name, 2)] : BY_LETTER[letter(name, 0)];
        for (Name candidate : candidates) {
            if (candidate.matches(name)) {
                return !AsciiString.contentEqualsIgnoreCase(TRACE_ID, name);
            }
        }
        return AsciiString.indexOf(name, '_', 0) >= 0;
    }

    private static boolean isX(CharSequence name) {
        return name.length() > 2 && (name.charAt(0) | 0x20) == 'x' && name.charAt(1) == '-';
    }

    /** Returns the place of a letter, whatever its case; other characters share places, and the comparison tells. */
    private static int letter(CharSequence name, int at) {
        return name.charAt(at) & LETTERS - 1;
    }

    private static void enter(Name name) {
        boolean afterX = isX(name.text());
        Name[][] table = afterX ? BY_LETTER_AFTER_X : BY_LETTER;
        int letter = letter(name.text(), afterX ? 2 : 0);
        Name[] row = Arrays.copyOf(table[letter], table[letter].length + 1);
        row[row.length - 1] = name;
        table[letter] = row;
    }

    /**
     * A name that is removed.
     *
     * @param text the name in small letters
     * @param isPrefix whether all names that begin with it are
     */
    private record Name(AsciiString text, boolean isPrefix) {

        static Name of(String pattern) {
            boolean prefix = pattern.endsWith("*");
            return new Name(AsciiString.cached(prefix ? pattern.substring(0, pattern.length() - 1) : pattern), prefix);
        }

        boolean matches(CharSequence name) {
            int length = text.length();
            boolean fits = isPrefix ? name.length() >= length : name.length() == length;
            return fits && AsciiString.regionMatches(name, true, 0, text, 0, length);
        }
    }
}
