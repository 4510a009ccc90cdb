package io.gwanmun.gateway.tls;

import java.security.cert.X509Certificate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;
import io.gwanmun.gateway.api.Written;

/**
 * What is written in PEM below an object. Shapes take it as text; what it holds is looked at when all is read and the secrets
 * are known. Mistakes are told at the key that holds the text.
 */
final class PemText {

    /** A certificate and those who issued it. They are no secret, so they may stand there in full. */
    static final Shape<String> CHAIN = certificates("${file:/run/secrets/tls.crt}");

    /** Certificates of whoever is trusted. */
    static final Shape<String> TRUST = certificates("${file:/run/secrets/ca.crt}");

    private final Source source;
    private final Where where;
    private final Mistakes mistakes;

    private PemText(Source source, Where where, Mistakes mistakes) {
        this.source = source;
        this.where = where;
        this.mistakes = mistakes;
    }

    private static Shape<String> certificates(String example) {
        return Shapes.parsed(
                "certificates in PEM",
                "One or more certificates in PEM, most often as a reference to a file.",
                example,
                text -> text);
    }

    /** Points at what is written below an object. */
    static PemText below(Written<?> object, Mistakes mistakes, String... keys) {
        Source source = object.source();
        Where where = object.where();
        for (String key : keys) {
            Source.Entry entry = source instanceof Source.Mapping mapping ? mapping.find(key) : null;
            source = entry == null ? source : entry.value();
            where = where.key(key);
        }
        return new PemText(source, where, mistakes);
    }

    /** Returns the certificates of whoever is trusted, null when something is wrong with them. */
    @Nullable
    List<X509Certificate> trusted(String text) {
        return read(() -> Pem.certificates(withoutKey(text)));
    }

    /** Returns the certificates of a chain, null when something is wrong with them. */
    @Nullable
    List<X509Certificate> chain(String text) {
        return read(() -> Identity.chain(withoutKey(text)));
    }

    /** Returns what a reading makes, null when something is wrong, which then is told. */
    <T> @Nullable T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (UnusableException unusable) {
            String line = unusable.isHidden() ? "" : null;
            mistakes.add(new Mistake(
                    source.place(), where.toString(), unusable.found(), unusable.expected(), unusable.hint(), line));
            return null;
        }
    }

    private String withoutKey(String text) throws UnusableException {
        if (Pem.holdsKey(text) && source instanceof Source.Scalar scalar && !scalar.isSecret()) {
            throw UnusableException.hiding(
                    "a private key written out",
                    "certificates only; the key as a reference such as ${file:/run/secrets/tls.key}",
                    "Whoever reads the file would know it.");
        }
        return text;
    }

    /** Makes something of a text. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws UnusableException;
    }
}
