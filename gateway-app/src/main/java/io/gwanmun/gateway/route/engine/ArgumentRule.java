package io.gwanmun.gateway.route.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Knows what each argument of the engine's filters must be, so that nobody learns it from a failing request. */
final class ArgumentRule {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern TOKENS = Pattern.compile(TOKEN.pattern() + "( " + TOKEN.pattern() + ")*");
    private static final Set<String> STRATEGIES = Set.of("RETAIN_FIRST", "RETAIN_LAST", "RETAIN_UNIQUE");
    private static final String HEADER = "the name of a header: letters, digits and hyphens";

    private ArgumentRule() {}

    /** Returns what is expected instead of a value, null when the value fits. */
    static @Nullable String broken(AllowedFilter filter, String argument, String value) {
        boolean fits = switch (argument) {
            case "name", "fromHeader", "toHeader" -> !ofHeader(filter) || isName(filter, value);
            case "value" -> !ofHeader(filter) || value.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 127);
            case "status" -> isWithin(value, filter == AllowedFilter.REDIRECT_TO ? 300 : 200, last(filter));
            case "parts" -> isWithin(value, 1, 64);
            case "strategy" -> STRATEGIES.contains(value);
            case "override", "includeRequestParams" -> value.equals("true") || value.equals("false");
            case "prefix", "template" -> value.startsWith("/");
            case "url" -> isUrl(value);
            default -> true;
        };
        return fits ? null : expected(filter, argument);
    }

    /** Tells whether an argument may hold parameters of the route's path in braces. */
    static boolean holdsParameters(String filter, String argument) {
        return switch (argument) {
            case "value" -> true;
            case "template" -> filter.equals("SetPath");
            case "prefix" -> filter.equals("PrefixPath");
            default -> false;
        };
    }

    private static String expected(AllowedFilter filter, String argument) {
        return switch (argument) {
            case "value" -> "a header value without control characters";
            case "status" ->
                filter == AllowedFilter.REDIRECT_TO
                        ? "a status from 300 to 399 as a number"
                        : "a status from 200 to 599 as a number";
            case "parts" -> "a whole number of segments from 1 to 64";
            case "strategy" -> "one of: RETAIN_FIRST, RETAIN_LAST, RETAIN_UNIQUE";
            case "override", "includeRequestParams" -> "true or false";
            case "prefix", "template" -> "a path that begins with /";
            case "url" -> "an http or https URL, or a path that begins with /";
            default ->
                filter == AllowedFilter.DEDUPE_RESPONSE_HEADER ? "names of headers with a space between them" : HEADER;
        };
    }

    private static boolean ofHeader(AllowedFilter filter) {
        return filter.title().endsWith("Header");
    }

    private static boolean isName(AllowedFilter filter, String value) {
        return (filter == AllowedFilter.DEDUPE_RESPONSE_HEADER ? TOKENS : TOKEN)
                .matcher(value)
                .matches();
    }

    private static int last(AllowedFilter filter) {
        return filter == AllowedFilter.REDIRECT_TO ? 399 : 599;
    }

    private static boolean isWithin(String value, int least, int most) {
        return value.matches("[0-9]{1,4}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most;
    }

    private static boolean isUrl(String value) {
        try {
            URI uri = new URI(value);
            return value.startsWith("/") || value.matches("(?i)https?://.*") && uri.getHost() != null;
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }
}
