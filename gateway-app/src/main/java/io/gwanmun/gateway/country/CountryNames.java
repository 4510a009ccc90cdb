package io.gwanmun.gateway.country;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Written;

/**
 * Countries as a condition names them: codes, groups, and {@code unknown} for calls of which nobody knows the country.
 *
 * @param codes the countries, those of the groups included
 * @param unknown whether calls without a known country count too
 */
public record CountryNames(Set<String> codes, boolean unknown) {

    /** The word for calls of which nobody knows the country. */
    static final String UNKNOWN = "unknown";

    /** One name, to be {@link #check checked} when all files are read. */
    public static final Shape<String> NAME = Shapes.parsed(
            "country",
            "A code of ISO 3166-1 in capital letters, the name of a group under countries, or unknown.",
            "DE",
            text -> {
                if (text.isBlank()) {
                    throw new IllegalArgumentException("country: nothing (expected: such as DE, or unknown)");
                }
                return text;
            });

    /** Copies the codes. */
    public CountryNames {
        codes = Set.copyOf(codes);
    }

    /** Returns what names mean in a revision; those that mean nothing there are left out. */
    public static CountryNames of(List<String> names, Revision revision) {
        Set<String> codes = new HashSet<>();
        for (String name : names) {
            Set<String> group = revision.find(CountryReader.COUNTRIES, name);
            if (group != null) {
                codes.addAll(group);
            } else if (name.equals(CountryCodes.find(name))) {
                codes.add(name);
            }
        }
        return new CountryNames(codes, names.contains(UNKNOWN));
    }

    /** Tells whether a country is one of these; null stands for one that nobody knows. */
    public boolean contains(@Nullable String country) {
        return country == null ? unknown : codes.contains(country);
    }

    /** Adds a mistake when a name means nothing. */
    public static void check(Written<String> name, Revision revision, Mistakes mistakes) {
        String text = name.value();
        String code = CountryCodes.find(text);
        if (text.equals(UNKNOWN) || text.equals(code)) {
            return;
        }
        if (text.length() == 2) {
            String meant = code == null && text.equals("UK") ? "GB" : code;
            mistakes.add(
                    name,
                    name.source().described(),
                    "a country of ISO 3166-1 in two capital letters, the name of a group, or unknown",
                    meant == null ? null : "Did you mean \"" + meant + "\"?");
        } else {
            revision.require(CountryReader.COUNTRIES, name, mistakes);
        }
    }

    @Override
    public String toString() {
        Set<String> all = new TreeSet<>(codes);
        if (unknown) {
            all.add(UNKNOWN);
        }
        return String.join(", ", all);
    }
}
