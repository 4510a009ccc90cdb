package io.gwanmun.gateway.access;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * Which client certificates prove a caller. That a certificate is trusted at all was decided in the handshake; a rule without
 * names takes each of them.
 *
 * @param subjects distinguished names, compared as <a href="https://datatracker.ietf.org/doc/html/rfc5280#section-7.1">RFC
 *     5280</a> says: order counts, case and spaces do not
 * @param sans alternative names: DNS names, whose case does not count, and e-mail, URI and IP addresses as they are
 */
record CertificateRule(Set<X500Principal> subjects, Set<String> sans) {

    /** Takes every trusted certificate. */
    static final CertificateRule ANY = new CertificateRule(Set.of(), Set.of());

    private static final Integer EMAIL = 1;
    private static final Integer DNS = 2;
    private static final Integer URI = 6;
    private static final Integer ADDRESS = 7;

    CertificateRule {
        subjects = Set.copyOf(subjects);
        sans = sans.stream().map(CertificateRule::spelled).collect(Collectors.toUnmodifiableSet());
    }

    /** Says whether a certificate bears one of the names. */
    boolean accepts(X509Certificate certificate) {
        return subjects.isEmpty() && sans.isEmpty()
                || subjects.contains(certificate.getSubjectX500Principal())
                || !sans.isEmpty() && bearsOne(certificate);
    }

    private boolean bearsOne(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return false;
            }
            for (List<?> name : names) {
                if (name.get(1) instanceof String text && isAccepted(name.get(0), text)) {
                    return true;
                }
            }
            return false;
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    private boolean isAccepted(Object kind, String text) {
        if (DNS.equals(kind)) {
            return sans.contains(text.toLowerCase(Locale.ROOT));
        }
        return (EMAIL.equals(kind) || URI.equals(kind) || ADDRESS.equals(kind)) && sans.contains(text);
    }

    private static String spelled(String san) {
        boolean dns = san.indexOf(':') < 0 && san.indexOf('@') < 0;
        return dns ? san.toLowerCase(Locale.ROOT) : san;
    }

    @Override
    public String toString() {
        if (subjects.isEmpty() && sans.isEmpty()) {
            return "a client certificate";
        }
        return "a client certificate of "
                + Stream.concat(subjects.stream().map(X500Principal::getName), sans.stream())
                        .sorted()
                        .collect(Collectors.joining(" or "));
    }
}
