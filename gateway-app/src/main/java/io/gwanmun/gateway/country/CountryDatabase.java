package io.gwanmun.gateway.country;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import org.jspecify.annotations.Nullable;

/**
 * A file that knows the countries of addresses, in the format of MaxMind (<a href="https://maxmind.github.io/MaxMind-DB/">MaxMind
 * DB</a>, version 2), such as GeoLite2-Country, GeoLite2-City or a free one of DB-IP.
 *
 * <p>Of an address only {@code country.iso_code} is read: where it is used. {@code registered_country} says where its provider
 * is registered, and does not stand in for it. The file is held in memory whole, so that whoever overwrites it in place cannot
 * change what calls see. For any thread.
 */
final class CountryDatabase {

    private static final long MOST_BYTES = 1L << 30;
    private static final byte[] CODE = "iso_code".getBytes(StandardCharsets.US_ASCII);
    private static final int PART = 1 << 16;
    private static final int PROBES = 1 << 14;

    private final Reader reader;
    private final boolean hasV6;

    private CountryDatabase(Reader reader) {
        this.reader = reader;
        this.hasV6 = reader.getMetadata().ipVersion() == 6;
    }

    /**
     * Opens a file and looks whether it holds together.
     *
     * @throws IOException when there is no such file, it is no such database, it has no countries or is damaged
     */
    static CountryDatabase open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no such file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("longer than 1 GB");
        }
        CountryDatabase database;
        try {
            database = new CountryDatabase(new Reader(file.toFile(), Reader.FileMode.MEMORY));
            database.probe();
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            throw new IOException("no MaxMind database, or a damaged one (" + damaged.getMessage() + ")", damaged);
        }
        if (!hasCodes(file)) {
            throw new IOException("a database of type " + database.type() + ", which has no country.iso_code");
        }
        return database;
    }

    /** Looks up addresses all over the tree; whatever the bytes, each look-up ends. */
    private void probe() throws IOException {
        for (int i = 0; i < PROBES; i++) {
            byte[] v4 = {(byte) (i >> 6), (byte) (i << 2), 0, 1};
            reader.get(InetAddress.getByAddress(v4), Found.class);
            if (hasV6) {
                byte[] v6 = new byte[16];
                v6[0] = (byte) (0x20 | i >> 10);
                v6[1] = (byte) (i >> 2);
                v6[2] = (byte) (i << 6);
                reader.get(InetAddress.getByAddress(v6), Found.class);
            }
        }
    }

    /** Looks for the name under which codes stand; its first letter is in it once, so what does not match need not be read again. */
    private static boolean hasCodes(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] part = new byte[PART];
            int same = 0;
            for (int length = bytes.read(part); length > 0; length = bytes.read(part)) {
                for (int i = 0; i < length && same < CODE.length; i++) {
                    same = part[i] == CODE[same] ? same + 1 : part[i] == CODE[0] ? 1 : 0;
                }
            }
            return same == CODE.length;
        }
    }

    /** Returns the country of an address, null when it is not known or what stands there is damaged. */
    @Nullable
    String find(InetAddress address) {
        if (address instanceof Inet6Address && !hasV6) {
            return null;
        }
        try {
            Found found = reader.get(address, Found.class);
            String code = found == null || found.country == null ? null : found.country.code;
            return code == null ? null : CountryCodes.find(code);
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            return null;
        }
    }

    /** Returns when its maker put it together. */
    Instant built() {
        return reader.getMetadata().buildTime();
    }

    /** Returns what its maker calls its kind, such as {@code GeoLite2-Country}. */
    String type() {
        return reader.getMetadata().databaseType();
    }

    /** What is read of an address; all else is passed over. Public for the reader of the database only. */
    public static final class Found {

        private final @Nullable Country country;

        /** Takes the country. */
        @MaxMindDbConstructor
        public Found(@MaxMindDbParameter(name = "country") @Nullable Country country) {
            this.country = country;
        }
    }

    /** What is read of a country. Public for the reader of the database only. */
    public static final class Country {

        private final @Nullable String code;

        /** Takes the code. */
        @MaxMindDbConstructor
        public Country(@MaxMindDbParameter(name = "iso_code") @Nullable String code) {
            this.code = code;
        }
    }
}
