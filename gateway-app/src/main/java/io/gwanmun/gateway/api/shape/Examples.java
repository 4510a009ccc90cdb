package io.gwanmun.gateway.api.shape;

import java.util.List;
import java.util.stream.Collectors;

import io.gwanmun.gateway.api.Fields;
import io.gwanmun.gateway.api.Fields.Field;

/** Makes the example of a mapping from those of its keys: the required ones, or the first two when none is. */
final class Examples {

    private static final int SHOWN = 2;

    private Examples() {}

    static String of(Fields declared) {
        List<Field<?>> required =
                declared.all().stream().filter(Field::required).toList();
        List<Field<?>> shown = required.isEmpty()
                ? declared.all().stream()
                        .limit(declared.isExactlyOne() ? 1 : SHOWN)
                        .toList()
                : required;
        return shown.stream()
                .map(field -> field.key() + ": " + field.shape().examples().get(0))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
