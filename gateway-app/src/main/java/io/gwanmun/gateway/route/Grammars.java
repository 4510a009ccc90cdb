package io.gwanmun.gateway.route;

import java.util.List;
import java.util.ServiceLoader;

import io.gwanmun.gateway.api.Grammar;

/** Puts together what all features add to the written form. */
public final class Grammars {

    private Grammars() {}

    /** Returns the readers of all features that a class loader knows, those of the gateway first. */
    public static List<PolicyReader> readers(ClassLoader loader) {
        return ServiceLoader.load(PolicyReader.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Returns the written form that readers make together. */
    public static Grammar of(List<PolicyReader> readers) {
        return new Grammar(
                readers.stream().flatMap(reader -> reader.nouns().stream()).toList(),
                readers.stream().flatMap(reader -> reader.shapes().stream()).toList(),
                readers.stream().flatMap(reader -> reader.checks().stream()).toList());
    }
}
