package io.gwanmun.gateway.api.shape;

import io.gwanmun.gateway.api.Secret;
import io.gwanmun.gateway.api.Source;

/** Reads secrets, which stand in files as references only. */
final class Secrecy {

    private Secrecy() {}

    static Secret read(Source.Scalar scalar) {
        if (!scalar.isSecret()) {
            throw UnfitException.hiding(
                    "a secret written out",
                    "a reference such as ${env:NAME} or ${file:/run/secrets/name}",
                    "Whoever reads the file would know it.");
        }
        return Secret.of(scalar.text());
    }
}
