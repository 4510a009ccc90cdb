package io.gwanmun.gateway.api;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The way from the top of the written form to a value, such as {@code apis.users.routes.details.to[0].upstream}. Built
 * while reading goes down and turned into text only when somebody asks.
 */
public final class Where {

    /** The top. */
    public static final Where ROOT = new Where(null, "", -1, List.of());

    private final @Nullable Where parent;
    private final String key;
    private final int item;
    private final Collection<String> siblings;

    private Where(@Nullable Where parent, String key, int item, Collection<String> siblings) {
        this.parent = parent;
        this.key = key;
        this.item = item;
        this.siblings = siblings;
    }

    /** Returns the way to the value of a key below this one. */
    public Where key(String name) {
        return key(name, List.of());
    }

    /** Returns the way to the value of a key below this one, knowing which keys may stand beside it. */
    public Where key(String name, Collection<String> siblings) {
        return new Where(this, name, -1, siblings);
    }

    /** Returns the way to an item of the list here, counted from 0. */
    public Where item(int index) {
        return new Where(this, "", index, List.of());
    }

    /** Returns the last key of the way, also when an item of its list is meant; empty at the top. */
    public String name() {
        return item >= 0 && parent != null ? parent.name() : key;
    }

    /** Returns the keys that may stand one level up; empty when that level takes names of one's own choice. */
    public Collection<String> siblings() {
        return item >= 0 && parent != null ? parent.siblings() : siblings;
    }

    /** Returns the way one level up, this one at the top. */
    public Where parent() {
        return parent == null ? this : parent;
    }

    /** Returns the way as text; empty at the top. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }

    private void write(StringBuilder text) {
        if (parent == null) {
            return;
        }
        parent.write(text);
        if (item >= 0) {
            text.append('[').append(item).append(']');
        } else {
            text.append(text.isEmpty() ? "" : ".").append(key.contains(".") ? '"' + key + '"' : key);
        }
    }
}
