package io.gwanmun.gateway.integration;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.country.CountryNames;

/**
 * Asks that a call comes from one of some countries.
 *
 * @param names the countries; those of groups only when they were looked up
 * @param written the names as written
 */
record CountryCondition(CountryNames names, List<Written<String>> written) implements CaseCondition {

    CountryCondition {
        written = List.copyOf(written);
    }

    static CountryCondition of(List<Written<String>> written) {
        return new CountryCondition(new CountryNames(Set.of(), false), written);
    }

    @Override
    public CaseCondition in(Revision revision) {
        List<String> texts = written.stream().map(Written::value).toList();
        return new CountryCondition(CountryNames.of(texts, revision), written);
    }

    @Override
    public boolean holds(CaseFacts facts) {
        return names.contains(facts.country());
    }

    @Override
    public boolean needsCaller() {
        return false;
    }

    @Override
    public String subject() {
        return "country";
    }

    @Override
    public String found(CaseFacts facts) {
        @Nullable String country = facts.country();
        return country == null ? "unknown" : country;
    }

    @Override
    public void check(Revision revision, Mistakes mistakes) {
        written.forEach(name -> CountryNames.check(name, revision, mistakes));
    }
}
