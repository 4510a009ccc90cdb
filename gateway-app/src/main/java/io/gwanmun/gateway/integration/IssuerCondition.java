package io.gwanmun.gateway.integration;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.token.IssuerReader;

/**
 * Asks that one of some issuers vouches for the caller.
 *
 * @param names their names in the configuration, at least one
 * @param written the same as written
 */
record IssuerCondition(Set<String> names, List<Written<String>> written) implements CaseCondition {

    IssuerCondition {
        names = Set.copyOf(names);
        written = List.copyOf(written);
    }

    static IssuerCondition of(List<Written<String>> written) {
        return new IssuerCondition(written.stream().map(Written::value).collect(Collectors.toSet()), written);
    }

    @Override
    public boolean holds(CaseFacts facts) {
        return names.contains(facts.caller().issuer());
    }

    @Override
    public String subject() {
        return "issuer";
    }

    @Override
    public String found(CaseFacts facts) {
        String issuer = facts.caller().issuer();
        return issuer.isEmpty() ? "none" : issuer;
    }

    @Override
    public void check(Revision revision, Mistakes mistakes) {
        written.forEach(name -> revision.require(IssuerReader.ISSUERS, name, mistakes));
    }
}
