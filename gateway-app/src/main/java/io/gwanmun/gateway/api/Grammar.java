package io.gwanmun.gateway.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.gwanmun.gateway.api.PolicyShape.Level;
import io.gwanmun.gateway.api.page.JsonSchema;
import io.gwanmun.gateway.api.page.JsonText;
import io.gwanmun.gateway.api.page.ReferencePage;

/**
 * All that may be written: what the rooms contributed.
 *
 * @param nouns what may be named at the top of a file, {@code apis} not included
 * @param policies what may stand on APIs and routes
 * @param checks what must hold between written objects
 */
public record Grammar(List<Noun<?>> nouns, List<PolicyShape<?>> policies, List<Check> checks) {

    /** Copies the lists and refuses a key that two rooms claim. */
    public Grammar {
        nouns = List.copyOf(nouns);
        policies = List.copyOf(policies);
        checks = List.copyOf(checks);
        Set<String> keys = new HashSet<>(Set.of(Merge.VERSION, Merge.APIS));
        nouns.forEach(noun -> claim(keys, noun.key()));
        for (Level level : Level.values()) {
            Set<String> below = new HashSet<>();
            policies.stream().filter(policy -> policy.standsOn(level)).forEach(policy -> claim(below, policy.key()));
        }
    }

    private static void claim(Set<String> keys, String key) {
        if (!keys.add(key)) {
            throw new IllegalArgumentException("key: " + key + " (expected: contributed once)");
        }
    }

    /** Returns the JSON Schema, 2020-12, of a file. */
    public String jsonSchema() {
        return JsonText.of(JsonSchema.of(new WrittenForm(this).shape()));
    }

    /** Returns a page in Markdown that explains every key. */
    public String referencePage() {
        return ReferencePage.of(new WrittenForm(this).shape());
    }

    List<PolicyShape<?>> on(Level level) {
        return policies.stream().filter(policy -> policy.standsOn(level)).toList();
    }
}
