package io.gwanmun.auth.user;

import java.util.List;

/**
 * Some of many.
 *
 * @param <T> of what
 * @param items those on this page
 * @param page the number of this page, from 0
 * @param size how many stand on a page, 1 to 200
 * @param total how many there are on all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    /** The most that stand on a page. */
    public static final int MOST = 200;

    /** Copies what it is given. */
    public Page {
        items = List.copyOf(items);
    }

    /** Checks what a caller asked for; page numbers end where offsets would overflow. */
    public static void check(int page, int size) {
        if (page < 0 || page > 1_000_000) {
            throw new UnfitException("page", String.valueOf(page), "0 to 1000000");
        }
        if (size < 1 || size > MOST) {
            throw new UnfitException("size", String.valueOf(size), "1 to " + MOST);
        }
    }
}
