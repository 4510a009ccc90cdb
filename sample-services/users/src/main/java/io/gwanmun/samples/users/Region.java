package io.gwanmun.samples.users;

import java.util.Locale;

/** A part of the world whose users live together; each has a data file of its own. */
enum Region {
    US,
    EU;

    /** The name as it stands in answers, headers and file names. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
