package io.gwanmun.gateway.state;

import java.util.Map;

/**
 * One entry of a stream.
 *
 * @param id its place
 * @param fields what it says
 */
public record StreamEntry(StreamId id, Map<String, String> fields) {

    /** Copies the fields. */
    public StreamEntry {
        fields = Map.copyOf(fields);
    }
}
