package io.gwanmun.gateway.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * One difference between two revisions. The order of keys does not count, the order of lists does; secrets are shown as
 * {@code ***} even when they differ.
 *
 * @param path the way to what differs
 * @param before what stood there, null when nothing did
 * @param after what stands there now, null when nothing does
 */
public record Change(
        String path, @Nullable String before, @Nullable String after) {

    /** Returns the differences, by path. */
    static List<Change> between(Source.Mapping before, Source.Mapping after) {
        List<Change> changes = new ArrayList<>();
        compare(Where.ROOT, before, after, changes);
        return List.copyOf(changes);
    }

    private static void compare(Where where, Source.Mapping before, Source.Mapping after, List<Change> changes) {
        Map<String, Source> old = before.byKey();
        Map<String, Source> now = after.byKey();
        TreeSet<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            compare(where.key(key), old.get(key), now.get(key), changes);
        }
    }

    private static void compare(Where where, @Nullable Source before, @Nullable Source after, List<Change> changes) {
        if (before instanceof Source.Mapping old && after instanceof Source.Mapping now) {
            compare(where, old, now, changes);
        } else if (before == null || after == null || !before.sameAs(after)) {
            changes.add(new Change(where.toString(), shown(before), shown(after)));
        }
    }

    private static @Nullable String shown(@Nullable Source source) {
        return source == null ? null : source.oneLine();
    }

    /** Returns the change in one line that begins with {@code +}, {@code -} or {@code ~}. */
    @Override
    public String toString() {
        if (before == null) {
            return "+ " + path + ": " + after;
        }
        return after == null ? "- " + path + ": " + before : "~ " + path + ": " + before + " -> " + after;
    }
}
