package io.gwanmun.gateway.route;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.gwanmun.gateway.pipeline.ReservedHeaders;

/**
 * The headers that policies of one feature name, of the revision in force and of one that is about to be. A name counts in every spelling that
 * a service might take for it: whatever the case, and with any other character in place of a hyphen, as programs that keep
 * headers in variables write both as an underscore.
 */
public final class ReservedNames implements ReservedHeaders {

    private volatile String[] names = {};

    /** Reserves nothing so far. */
    public ReservedNames() {}

    /** Adds names to those that are reserved. */
    public synchronized void add(Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(List.of(names));
        more.forEach(name -> all.add(plain(name)));
        names = all.toArray(String[]::new);
    }

    /** Reserves these names only. */
    public synchronized void replace(Collection<String> all) {
        names = all.stream().map(ReservedNames::plain).distinct().toArray(String[]::new);
    }

    @Override
    public boolean contains(CharSequence name) {
        for (String reserved : names) {
            if (reserved.length() == name.length() && isSame(reserved, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(String reserved, CharSequence name) {
        for (int i = 0; i < reserved.length(); i++) {
            if (reserved.charAt(i) != plain(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        name.chars().forEach(c -> plain.append(plain((char) c)));
        return plain.toString();
    }

    private static char plain(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c | 0x20);
        }
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ? c : '-';
    }
}
