package io.gwanmun.gateway.country;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.gwanmun.gateway.network.AddressRange;

/**
 * Writes a database of countries in the format of MaxMind (<a href="https://maxmind.github.io/MaxMind-DB/">MaxMind DB</a>,
 * version 2), for one's own networks and for trying things out: a binary tree over the bits of addresses, then the data its
 * leaves point at, then what it says of itself. IPv4 stands below 96 bits of zero.
 */
public final class DatabaseWriter {

    private static final int EMPTY = -1;
    private static final int BITS_BEFORE_V4 = 96;
    private static final int SEPARATOR = 16;
    private static final int RECORD_BITS = 32;

    private final List<int[]> nodes = new ArrayList<>(List.of(node(EMPTY)));
    private final Map<String, Integer> offsets = new LinkedHashMap<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    private DatabaseWriter() {}

    /**
     * Returns the bytes of a database.
     *
     * @param lines on each a range and a country, such as {@code 192.0.2.0/24 DE}; {@code #} begins a remark
     * @param built when it is put together
     * @throws IllegalArgumentException with one sentence for each line that cannot be read
     */
    public static byte[] write(List<String> lines, Instant built) {
        DatabaseWriter writer = new DatabaseWriter();
        DatabaseText.parse(lines).ranges().entrySet().stream()
                .sorted(Comparator.comparingInt(range -> range.getKey().prefix()))
                .forEach(range -> writer.add(range.getKey(), writer.leaf(range.getValue())));
        return writer.bytes(built);
    }

    /** Returns what points at a country: below {@link #EMPTY}, so that no node has this number. */
    private int leaf(String country) {
        int offset = offsets.computeIfAbsent(country, code -> {
            int at = data.size();
            map(data, 1);
            text(data, "country");
            map(data, 1);
            text(data, "iso_code");
            text(data, code);
            return at;
        });
        return EMPTY - 1 - offset;
    }

    /** Wider ranges come first, so what a way already points at is wider and goes to both sides of it. */
    private void add(AddressRange range, int leaf) {
        int at = 0;
        for (int i = 0; i < range.prefix() - 1; i++) {
            int side = bit(range, i);
            int next = nodes.get(at)[side];
            if (next <= EMPTY) {
                nodes.add(node(next));
                next = nodes.size() - 1;
                nodes.get(at)[side] = next;
            }
            at = next;
        }
        if (range.prefix() == 0) {
            nodes.set(0, node(leaf));
        } else {
            nodes.get(at)[bit(range, range.prefix() - 1)] = leaf;
        }
    }

    private static int bit(AddressRange range, int place) {
        return range.isV4() && place < BITS_BEFORE_V4 ? 0 : range.bit(place);
    }

    private static int[] node(int both) {
        return new int[] {both, both};
    }

    private byte[] bytes(Instant built) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int record : node) {
                number(out, value(record), RECORD_BITS / Byte.SIZE);
            }
        }
        out.writeBytes(new byte[SEPARATOR]);
        out.writeBytes(data.toByteArray());
        about(out, built);
        return out.toByteArray();
    }

    /** The number of nodes stands for nothing; greater numbers point into the data. */
    private int value(int record) {
        return record >= 0 ? record : nodes.size() + (record == EMPTY ? 0 : SEPARATOR + EMPTY - 1 - record);
    }

    private void about(ByteArrayOutputStream out, Instant built) {
        out.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        map(out, 9);
        small(out, "binary_format_major_version", 2);
        small(out, "binary_format_minor_version", 0);
        text(out, "build_epoch");
        // Of the extended types 8 to 15 the control byte says 0 and the next one how far beyond 7 it is.
        out.write(Long.BYTES);
        out.write(2);
        number(out, built.getEpochSecond(), Long.BYTES);
        text(out, "database_type");
        text(out, "Gwanmun-Country");
        text(out, "description");
        map(out, 0);
        small(out, "ip_version", 6);
        text(out, "languages");
        out.write(0);
        out.write(4);
        text(out, "node_count");
        out.write(6 << 5 | Integer.BYTES);
        number(out, nodes.size(), Integer.BYTES);
        small(out, "record_size", RECORD_BITS);
    }

    private static void small(ByteArrayOutputStream out, String name, int value) {
        text(out, name);
        out.write(5 << 5 | Short.BYTES);
        number(out, value, Short.BYTES);
    }

    private static void map(ByteArrayOutputStream out, int size) {
        out.write(7 << 5 | size);
    }

    /** Texts are shorter than 29 bytes, so their length stands in the control byte. */
    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(2 << 5 | bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
    }
}
