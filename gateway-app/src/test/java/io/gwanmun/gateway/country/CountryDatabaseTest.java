package io.gwanmun.gateway.country;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.testing.CountryFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CountryDatabaseTest {

    private static final byte[] BYTES = DatabaseWriter.write(CountryFile.LINES, CountryFile.BUILT);

    @TempDir
    private static Path folder;

    private static CountryDatabase read(byte[] bytes) throws IOException {
        return CountryDatabase.open(CountryFile.write(folder.resolve("bytes.mmdb"), bytes));
    }

    private static InetAddress address(String text) throws IOException {
        return InetAddress.getByName(text);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0,       DE",
        "192.0.2.127,     DE",
        "192.0.2.128,     FR",
        "192.0.2.255,     FR",
        "192.0.1.255,",
        "192.0.3.0,",
        "198.51.100.7,    US",
        "203.0.113.255,   KR",
        "2001:db8::1,     JP",
        "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, JP",
        "2001:db9::1,",
        "10.0.0.1,",
        "127.0.0.1,",
        "0.0.0.0,",
        "::1,",
        "fe80::1,",
        "::ffff:192.0.2.1, DE",
    })
    void findWhenAddressIsOfARangeThenItsCountry(String text, @Nullable String country) throws IOException {
        assertThat(read(BYTES).find(address(text))).isEqualTo(country);
    }

    @Test
    void openWhenSoundThenSaysWhatItIs() throws IOException {
        CountryDatabase database = CountryDatabase.open(CountryFile.write(folder.resolve("a.mmdb"), BYTES));

        assertThat(database.type()).isEqualTo("Gwanmun-Country");
        assertThat(database.built()).isEqualTo(CountryFile.BUILT);
    }

    @Test
    void findWhenRangesAreOfManyWidthsThenEachHolds() throws IOException {
        List<String> lines = List.of("8.0.0.0/5 SE", "10.1.2.3 DE", "0.0.0.0/0 US", "10.0.0.0/8 FR", "2000::/3 JP");
        CountryDatabase database = read(DatabaseWriter.write(lines, Instant.EPOCH));

        assertThat(database.find(address("10.1.2.3"))).isEqualTo("DE");
        assertThat(database.find(address("10.1.2.2"))).isEqualTo("FR");
        assertThat(database.find(address("9.9.9.9"))).isEqualTo("SE");
        assertThat(database.find(address("200.1.1.1"))).isEqualTo("US");
        assertThat(database.find(address("2a00::1"))).isEqualTo("JP");
    }

    @Test
    void openWhenFileIsMissingOrNoneThenSaysSo() throws IOException {
        assertThatThrownBy(() -> CountryDatabase.open(folder.resolve("none"))).hasMessage("no such file");
        assertThatThrownBy(() -> CountryDatabase.open(folder)).hasMessage("no such file");
        Path text = Files.writeString(folder.resolve("text"), "GeoLite2 iso_code");
        assertThatThrownBy(() -> CountryDatabase.open(text))
                .hasMessageStartingWith("no MaxMind database, or a damaged");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() -> CountryDatabase.open(empty)).isInstanceOf(IOException.class);
    }

    @Test
    void openWhenFileIsLongThenTakesLittleMoreMemoryThanItsLength() throws IOException {
        byte[] tree = Arrays.copyOf(BYTES, start(BYTES, "\u00ab\u00cd\u00efMaxMind.com"));
        ByteBuffer padded = ByteBuffer.allocate(1 << 26).put(tree);
        padded.position(padded.capacity() - BYTES.length + tree.length)
                .put(BYTES, tree.length, BYTES.length - tree.length);
        Path file = CountryFile.write(folder.resolve("long.mmdb"), padded.array());
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = thread.getCurrentThreadAllocatedBytes();
        CountryDatabase database = CountryDatabase.open(file);
        long taken = thread.getCurrentThreadAllocatedBytes() - before;

        assertThat(database.find(address("192.0.2.0"))).isEqualTo("DE");
        assertThat(taken).isLessThan(2L * padded.capacity());
    }

    private static int start(byte[] bytes, String part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(part);
    }

    @Test
    void readWhenThereAreNoCountriesThenSaysOfWhichType() {
        byte[] renamed = new String(BYTES, StandardCharsets.ISO_8859_1)
                .replace("iso_code", "asn_code")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> read(renamed))
                .hasMessage("a database of type Gwanmun-Country, which has no country.iso_code");
    }

    @Test
    void readWhenCutAnywhereThenRefused() {
        for (int length = 0; length < BYTES.length; length += 7) {
            byte[] cut = Arrays.copyOf(BYTES, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void readWhenBytesAreDamagedThenRefusedOrAnsweringButNeverThrowing() throws IOException {
        Random random = new Random(20261121);
        for (int round = 0; round < 100; round++) {
            byte[] damaged = BYTES.clone();
            for (int i = 0; i < 1 + round % 8; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                CountryDatabase database = read(damaged);
                for (String text : List.of("192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "::1")) {
                    String found = database.find(address(text));
                    assertThat(found == null || found.equals(CountryCodes.find(found)))
                            .isTrue();
                }
            } catch (IOException refused) {
                assertThat(refused).hasMessageMatching("(?s)no MaxMind database.*|a database of type .*");
            }
        }
    }

    @Test
    void writeWhenLinesAreWrongThenNamesEach() {
        assertThatThrownBy(() -> DatabaseWriter.write(
                        List.of("# ranges", "192.0.2.0/24 XX", "", "192.0.2.1/24 DE", "192.0.2.0/24", "a DE # b"),
                        Instant.EPOCH))
                .hasMessage("""
                        line 2: country: XX (expected: a code of ISO 3166-1 in two capital letters, such as DE)
                        line 4: range: 192.0.2.1/24 (expected: no bits behind the prefix: 192.0.2.0/24 for the range, 192.0.2.1 for the one address)
                        line 5: 1 words (expected: a range and a country, such as 192.0.2.0/24 DE)
                        line 6: range: a (expected: an address or a range such as 10.0.0.0/8 or 2001:db8::/32)""");
    }
}
