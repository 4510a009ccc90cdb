package io.gwanmun.gateway.access;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.access.Demand.Lack;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.ClaimPath;

import static org.assertj.core.api.Assertions.assertThat;

class DemandTest {

    private static Caller caller(Set<String> roles, Set<String> scopes, Map<String, Object> claims) {
        return new Caller("jwt", "a", "u", null, roles, scopes, claims, null);
    }

    private static Map<ClaimPath, Set<String>> at(Map<String, Set<String>> wanted) {
        return wanted.entrySet().stream()
                .collect(Collectors.toMap(claim -> ClaimPath.parse(claim.getKey()), Map.Entry::getValue));
    }

    private static @Nullable Lack lack(Map<String, Set<String>> wanted, Object value) {
        return new Demand(Proof.ANY_TOKEN, Set.of(), Set.of(), at(wanted))
                .lack(caller(Set.of(), Set.of(), Map.of("tier", value)));
    }

    @Test
    void lackWhenRolesAreAskedForThenOneIsEnough() {
        Demand demand = new Demand(Proof.ANY_TOKEN, Set.of("admin", "support"), Set.of(), Map.of());

        assertThat(demand.lack(caller(Set.of("support"), Set.of(), Map.of()))).isNull();
        assertThat(demand.lack(caller(Set.of("Support", "adm"), Set.of(), Map.of())))
                .isEqualTo(Lack.ROLES);
        assertThat(demand.lack(caller(Set.of(), Set.of("admin"), Map.of()))).isEqualTo(Lack.ROLES);
    }

    @Test
    void lackWhenScopesAreAskedForThenAllAreNeeded() {
        Demand demand = new Demand(Proof.ANY_TOKEN, Set.of(), Set.of("a", "b"), Map.of());

        assertThat(demand.lack(caller(Set.of(), Set.of("a", "b", "c"), Map.of())))
                .isNull();
        assertThat(demand.lack(caller(Set.of("b"), Set.of("a"), Map.of()))).isEqualTo(Lack.SCOPES);
    }

    @Test
    void lackWhenClaimsAreAskedForThenOneValueIsOrIsHeld() {
        Map<String, Set<String>> gold = Map.of("tier", Set.of("gold", "true", "3"));

        assertThat(lack(gold, "gold")).isNull();
        assertThat(lack(gold, List.of("tin", "gold"))).isNull();
        assertThat(lack(gold, true)).isNull();
        assertThat(lack(gold, 3L)).isNull();
        assertThat(lack(gold, "Gold")).isEqualTo(Lack.CLAIMS);
        assertThat(lack(gold, "gold ")).isEqualTo(Lack.CLAIMS);
        assertThat(lack(gold, List.of(List.of("gold")))).isEqualTo(Lack.CLAIMS);
        assertThat(lack(gold, Map.of("gold", "gold"))).isEqualTo(Lack.CLAIMS);
        assertThat(lack(gold, 3.0)).isEqualTo(Lack.CLAIMS);
        assertThat(lack(Map.of("missing", Set.of("null")), "gold")).isEqualTo(Lack.CLAIMS);
    }
}
