package io.gwanmun.gateway.country;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** A database of countries for somebody who asks now and then. */
public final class CountryLookup {

    private final CountryDatabase database;

    private CountryLookup(CountryDatabase database) {
        this.database = database;
    }

    /**
     * Opens a database.
     *
     * @throws IOException with a reason for people, when it cannot be used
     */
    public static CountryLookup open(Path file) throws IOException {
        return new CountryLookup(CountryDatabase.open(file));
    }

    /** Returns whether a text is a country's code in capital letters. */
    public static boolean isCountry(String text) {
        return text.equals(CountryCodes.find(text));
    }

    /** Returns the country of an address, null when it is not known. */
    public @Nullable String find(InetAddress address) {
        return database.find(address);
    }
}
