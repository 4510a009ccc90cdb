package io.gwanmun.auth.event;

import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.core.instrument.Metrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One thing that happened, such as {@code login.failed}: a JSON object on one line of the logger {@code io.gwanmun.auth.events}. What
 * people typed is shortened and escaped, down to every character that is not ASCII; a password, code, token or secret never stands in it.
 * The meter {@code auth.events} counts them by name; names are written in this program and nowhere else, so there are few.
 */
public final class Event {

    private static final Logger LOG = LoggerFactory.getLogger("io.gwanmun.auth.events");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final int LONGEST = 200;

    private final String name;
    private final Map<String, String> members = new LinkedHashMap<>();

    private Event(String name) {
        this.name = name;
        members.put("event", name);
    }

    /** Begins an event: what it is about, a dot, what happened. */
    public static Event of(String name) {
        return new Event(name);
    }

    /** Says whom it is about, by id. */
    public Event person(@Nullable String id) {
        return with("person", id);
    }

    /** Says from which address it came. */
    public Event address(String address) {
        return with("address", address);
    }

    /** Says one thing more; nothing is said of a value that is not there. */
    public Event with(String member, @Nullable String value) {
        if (value != null) {
            members.put(member, value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...");
        }
        return this;
    }

    /** Writes the line, and counts. */
    public void log() {
        Metrics.counter("auth.events", "event", name).increment();
        LOG.info("{}", JSON.writeValueAsString(members));
    }
}
