package io.gwanmun.gateway.country;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.gateway.testing.CountryFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LiveDatabaseTest {

    @TempDir
    private Path folder;

    private Path file;
    private LiveDatabase database;
    private InetAddress address;

    @BeforeEach
    void open() throws Exception {
        file = CountryFile.write(folder.resolve("countries.mmdb"), List.of("192.0.2.0/24 DE"));
        database = new LiveDatabase(file, Duration.ofHours(1));
        address = InetAddress.getByName("192.0.2.1");
    }

    @Test
    void lookWhenReplacedThenTheNewOneIsAskedAtTheSecondLook() {
        CountryFile.write(file, List.of("192.0.2.0/24 FR", "10.0.0.0/8 US"));

        database.look();
        assertThat(database.find(address)).isEqualTo("DE");
        database.look();
        assertThat(database.find(address)).isEqualTo("FR");
        assertThat(database.isRejected()).isFalse();
    }

    @Test
    void lookWhenReplacedByADamagedOneThenTheOldOneStaysUntilItIsMended() throws Exception {
        byte[] sound = Files.readAllBytes(file);
        CountryFile.write(file, Arrays.copyOf(sound, sound.length / 2));
        database.look();
        database.look();
        assertThat(database.find(address)).isEqualTo("DE");
        assertThat(database.isRejected()).isTrue();

        Files.delete(file);
        database.look();
        database.look();
        assertThat(database.find(address)).isEqualTo("DE");
        assertThat(database.isRejected()).isTrue();

        CountryFile.write(file, List.of("192.0.2.0/24 FR"));
        database.look();
        database.look();
        assertThat(database.find(address)).isEqualTo("FR");
        assertThat(database.isRejected()).isFalse();
    }

    @Test
    void lookWhenOverwrittenInPlaceThenTheOldOneIsWholeMeanwhile() throws Exception {
        Files.write(file, new byte[3]);

        assertThat(database.find(address)).isEqualTo("DE");
    }

    @Test
    void openWhenUnusableThenNamesTheSettingAndTheFile() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.mmdb"), "no database");

        assertThatThrownBy(() -> new LiveDatabase(broken, Duration.ofHours(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("gateway.country.database: " + broken + ": no MaxMind database")
                .hasMessageEndingWith("(expected: a database of countries or cities in MaxMind's format, .mmdb)");
    }
}
