package io.gwanmun.auth.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where people may be sent back to. URIs are compared as strings
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9700#section-2.1">RFC 9700 section 2.1</a>); only native programs, which
 * learn their port late, may differ in the port of a loopback address
 * (<a href="https://datatracker.ietf.org/doc/html/rfc8252#section-7.3">RFC 8252 section 7.3</a>).
 */
public final class RedirectUris {

    static final String EXPECTED =
            "an absolute URI without fragment, user, wildcard or dot segments: https, http on this "
                    + "machine, or a scheme of the client's own with a dot in it, such as com.example.app:/callback";

    private static final int MOST_CHARACTERS = 2000;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:/?\\[\\]@!$&'()+,;=%-]+");
    private static final Pattern DOTS = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}(/|$)");
    private static final Pattern PRIVATE_SCHEME = Pattern.compile("[a-z][a-z0-9+-]*(\\.[a-z0-9+-]+)+");
    private static final Pattern LOOPBACK =
            Pattern.compile("(http://(?:127\\.0\\.0\\.1|\\[::1\\]))(?::\\d{1,5})?((?:[/?].*)?)");

    private RedirectUris() {}

    /** Says whether a client may have it. */
    static boolean isAllowed(String text) {
        if (text.length() > MOST_CHARACTERS || !PLAIN.matcher(text).matches()) {
            return false;
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return false;
        }
        String scheme = uri.getScheme();
        if (scheme == null || uri.getRawUserInfo() != null || hasDots(uri)) {
            return false;
        }
        return switch (scheme) {
            case "https" -> uri.getHost() != null;
            case "http" -> uri.getHost() != null && Loopback.holds(uri.getHost());
            default -> PRIVATE_SCHEME.matcher(scheme).matches();
        };
    }

    private static boolean hasDots(URI uri) {
        String path = uri.getRawPath();
        return path != null && DOTS.matcher(path).find();
    }

    /**
     * Says whether a requested URI is one of a client's.
     *
     * @param anyPort whether the client is native and public, so that the port of a loopback address does not count
     */
    public static boolean matches(Collection<String> registered, String requested, boolean anyPort) {
        if (registered.contains(requested)) {
            return true;
        }
        return anyPort && registered.stream().anyMatch(uri -> differsInPortOnly(uri, requested));
    }

    private static boolean differsInPortOnly(String registered, String requested) {
        Matcher one = LOOPBACK.matcher(registered);
        Matcher other = LOOPBACK.matcher(requested);
        return one.matches()
                && other.matches()
                && Objects.equals(one.group(1), other.group(1))
                && Objects.equals(one.group(2), other.group(2));
    }
}
