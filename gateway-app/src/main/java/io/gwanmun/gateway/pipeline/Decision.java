package io.gwanmun.gateway.pipeline;

import java.nio.charset.StandardCharsets;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway decided about one call, kept only for a caller who may see it. Written by the phases as they go, on the event
 * loop of the request.
 */
public final class Decision {

    /** The header by which a caller asks to see it. It goes no further than the gateway. */
    public static final AsciiString ASKED = AsciiString.cached("gateway-explain");

    /** The header of the answer that shows it. Of services it is never passed on. */
    public static final AsciiString HEADER = AsciiString.cached("gateway-decision");

    /** Characters of a text that are shown, the mark of a cut included. */
    static final int LONGEST = 256;

    private static final String CUT = "...";

    private int chosen;
    private String because = "";
    private @Nullable String upstream;
    private int attempts;
    private boolean failover;

    /**
     * Says which case was taken.
     *
     * @param number its number, from 1
     * @param why what it looked at and found
     */
    public void caseTaken(int number, String why) {
        chosen = number;
        because = why;
    }

    /** Says where the call is sent, and whether that stands in for where it should go; once for each attempt. */
    public void sentTo(String name, boolean standsIn) {
        upstream = name;
        failover = standsIn;
        attempts++;
    }

    /**
     * Returns what was decided until now as a dictionary
     * (<a href="https://datatracker.ietf.org/doc/html/rfc9651#section-3.2">RFC 9651 section 3.2</a>), fit for a header whatever
     * stands in it: text that is not printable ASCII is a display string (section 3.3.8).
     *
     * @return what there is of {@code route}, {@code case}, {@code because}, {@code upstream}, {@code target},
     *     {@code attempts}, {@code failover} and {@code fault}; empty when that is nothing
     */
    public String of(Call call) {
        StringBuilder text = new StringBuilder(128);
        RouteLabel route = call.route();
        if (!RouteLabel.NONE.equals(route)) {
            member(text, "route", route.api() + '/' + route.stage() + '/' + route.route());
        }
        if (chosen > 0) {
            key(text, "case").append('=').append(chosen);
            member(text, "because", because);
        }
        member(text, "upstream", upstream);
        member(text, "target", call.target());
        if (attempts > 0) {
            key(text, "attempts").append('=').append(attempts);
        }
        if (failover) {
            key(text, "failover");
        }
        Fault fault = call.fault();
        member(text, "fault", fault == null ? null : fault.id());
        return text.toString();
    }

    private static void member(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            quote(key(text, name).append('='), cut(value));
        }
    }

    private static StringBuilder key(StringBuilder text, String name) {
        return text.append(text.isEmpty() ? "" : ", ").append(name);
    }

    private static String cut(String value) {
        if (value.length() <= LONGEST) {
            return value;
        }
        int end = LONGEST - CUT.length();
        return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    private static void quote(StringBuilder text, String value) {
        if (value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            text.append('"')
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
            return;
        }
        text.append("%\"");
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            if (each < ' ' || each == '%' || each == '"' || each == 0x7f) {
                text.append('%')
                        .append(Character.forDigit(each >> 4 & 0xf, 16))
                        .append(Character.forDigit(each & 0xf, 16));
            } else {
                text.append((char) each);
            }
        }
        text.append('"');
    }
}
