package io.gwanmun.samples.echo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asked for in request headers that begin with {@code X-Echo-}.
 *
 * @param delay the time before anything is sent ({@code X-Echo-Delay}: {@code 500ms}, {@code 2s}, {@code 1m}; up to ten
 *     minutes)
 * @param isReset the connection ends with a TCP reset before any byte of an answer ({@code X-Echo-Reset: true})
 * @param status the status of the answer, from 200 to 599 ({@code X-Echo-Status: 503})
 * @param added more headers of the answer ({@code X-Echo-Header: Name: value}, as often as wanted)
 * @param body how the body is sent
 */
record Instructions(Duration delay, boolean isReset, int status, List<AddedHeader> added, BodyPlan body) {

    static final String PREFIX = "x-echo-";
    static final String DELAY = "X-Echo-Delay";
    static final String BODY_DELAY = "X-Echo-Body-Delay";
    static final String STATUS = "X-Echo-Status";
    static final String RESET = "X-Echo-Reset";
    static final String TRUNCATE = "X-Echo-Truncate";
    static final String HEADER = "X-Echo-Header";
    static final String SIZE = "X-Echo-Size";
    static final String CHUNKED = "X-Echo-Chunked";

    private static final List<String> KNOWN =
            List.of(DELAY, BODY_DELAY, STATUS, RESET, TRUNCATE, HEADER, SIZE, CHUNKED);
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})([a-zA-Z]*)");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*)");
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long LARGEST = 1L << 30;

    Instructions {
        added = List.copyOf(added);
    }

    /** A header that the answer is to have besides its own. */
    record AddedHeader(String name, String value) {}

    /**
     * How the body is sent.
     *
     * @param delay the time between the head and the body ({@code X-Echo-Body-Delay: 2s})
     * @param size the body is a filler of this many bytes ({@code X-Echo-Size: 1MB}, a MB being 2^20; up to 1GB); empty
     *     for the echo
     * @param truncate only this many bytes are sent and the connection is closed ({@code X-Echo-Truncate: 10}); empty for
     *     all
     * @param isChunked the length is not told beforehand ({@code X-Echo-Chunked: true})
     */
    record BodyPlan(Duration delay, OptionalLong size, OptionalLong truncate, boolean isChunked) {}

    /**
     * Reads the instructions of a request.
     *
     * @throws BadInstruction when a value cannot be understood, is out of range or given twice, or a name is not known
     */
    static Instructions of(HttpHeaders headers) {
        refuseUnknown(headers);
        BodyPlan body = new BodyPlan(
                duration(headers, BODY_DELAY), bytes(headers, SIZE), bytes(headers, TRUNCATE), flag(headers, CHUNKED));
        return new Instructions(duration(headers, DELAY), flag(headers, RESET), status(headers), added(headers), body);
    }

    private static void refuseUnknown(HttpHeaders headers) {
        for (String name : headers.names()) {
            if (name.toLowerCase(Locale.ROOT).startsWith(PREFIX)
                    && KNOWN.stream().noneMatch(known -> known.equalsIgnoreCase(name))) {
                throw new BadInstruction("header", name, "one of " + String.join(", ", KNOWN));
            }
        }
    }

    private static @Nullable String single(HttpHeaders headers, String name) {
        List<String> values = headers.getAll(name);
        if (values.size() > 1) {
            throw new BadInstruction(name, String.join(", ", values), "one value");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static Duration duration(HttpHeaders headers, String name) {
        String value = single(headers, name);
        if (value == null) {
            return Duration.ZERO;
        }
        Matcher amount = AMOUNT.matcher(value);
        @Nullable
        Duration duration = amount.matches() ? duration(Long.parseLong(amount.group(1)), amount.group(2)) : null;
        if (duration == null || duration.compareTo(LONGEST) > 0) {
            throw new BadInstruction(name, value, "a time such as 500ms, 2s or 1m, at most 10m");
        }
        return duration;
    }

    private static @Nullable Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> null;
        };
    }

    private static OptionalLong bytes(HttpHeaders headers, String name) {
        String value = single(headers, name);
        if (value == null) {
            return OptionalLong.empty();
        }
        Matcher amount = AMOUNT.matcher(value);
        long bytes = amount.matches() ? bytes(Long.parseLong(amount.group(1)), amount.group(2)) : -1;
        if (bytes < 0 || bytes > LARGEST) {
            throw new BadInstruction(name, value, "a number of bytes such as 10, 64KB or 1MB, at most 1GB");
        }
        return OptionalLong.of(bytes);
    }

    /** In the unit's bytes; -1 when the unit is not known. */
    private static long bytes(long amount, String unit) {
        return switch (unit) {
            case "", "B" -> amount;
            case "KB" -> amount << 10;
            case "MB" -> amount << 20;
            case "GB" -> amount << 30;
            default -> -1;
        };
    }

    private static boolean flag(HttpHeaders headers, String name) {
        String value = single(headers, name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw new BadInstruction(name, value, "true or false");
    }

    private static int status(HttpHeaders headers) {
        String value = single(headers, STATUS);
        if (value == null) {
            return 200;
        }
        if (!value.matches("[2-5][0-9]{2}")) {
            throw new BadInstruction(STATUS, value, "a status from 200 to 599");
        }
        return Integer.parseInt(value);
    }

    private static List<AddedHeader> added(HttpHeaders headers) {
        List<AddedHeader> added = new ArrayList<>();
        for (String value : headers.getAll(HEADER)) {
            Matcher field = FIELD.matcher(value);
            if (!field.matches() || isFraming(field.group(1))) {
                throw new BadInstruction(HEADER, value, "Name: value, and no Content-Length or Transfer-Encoding");
            }
            added.add(new AddedHeader(field.group(1), field.group(2)));
        }
        return added;
    }

    private static boolean isFraming(String name) {
        return HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)
                || HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name);
    }
}
