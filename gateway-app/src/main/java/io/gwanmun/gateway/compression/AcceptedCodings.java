package io.gwanmun.gateway.compression;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a client says in {@code Accept-Encoding}
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9110#section-12.5.3">RFC 9110</a>). A client that says nothing gets its
 * answers as they are, though the RFC would allow more.
 */
final class AcceptedCodings {

    private AcceptedCodings() {}

    /**
     * Tells whether a client takes gzip, and does not rather have no coding.
     *
     * @param lines the lines of the header
     */
    static boolean areGzip(List<String> lines) {
        Double gzip = null;
        Double any = null;
        Double identity = null;
        for (String line : lines) {
            for (String element : line.split(",", -1)) {
                int semicolon = element.indexOf(';');
                String coding = (semicolon < 0 ? element : element.substring(0, semicolon))
                        .strip()
                        .toLowerCase(Locale.ROOT);
                double weight = semicolon < 0 ? 1 : weight(element.substring(semicolon + 1));
                switch (coding) {
                    case "gzip", "x-gzip" -> gzip = greater(gzip, weight);
                    case "*" -> any = greater(any, weight);
                    case "identity" -> identity = greater(identity, weight);
                    default -> {}
                }
            }
        }
        Double taken = gzip == null ? any : gzip;
        return taken != null && taken > 0 && (identity == null || taken >= identity);
    }

    private static double greater(@Nullable Double known, double weight) {
        return known == null ? weight : Math.max(known, weight);
    }

    /** Returns a weight from 0 to 1; what is none counts as a refusal. */
    private static double weight(String parameters) {
        for (String parameter : parameters.split(";", -1)) {
            String said = parameter.strip().toLowerCase(Locale.ROOT);
            if (said.startsWith("q=")) {
                String number = said.substring(2);
                boolean isWeight = number.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");
                return isWeight ? Double.parseDouble(number) : 0;
            }
        }
        return 1;
    }
}
