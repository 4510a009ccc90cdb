package io.gwanmun.gateway.api.shape;

import java.net.URI;
import java.net.URISyntaxException;

import io.gwanmun.gateway.api.Source;

/** Reads addresses of services. */
final class Urls {

    private static final int LAST_PORT = 65535;

    private Urls() {}

    static URI read(Source.Scalar scalar) {
        String text = scalar.text();
        if (!text.matches("(?i)https?://.*")) {
            throw UnfitException.hinting(
                    text.matches("[A-Za-z0-9.-]+(:[0-9]+)?(/.*)?") ? "Did you mean http://" + text + "?" : null);
        }
        URI uri = parse(text);
        if (uri.getRawUserInfo() != null) {
            throw UnfitException.hiding(
                    "a URL with user or password", "a URL without them", "Give credentials by a policy.");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw UnfitException.expecting("a URL without query (?) and fragment (#)", null);
        }
        String authority = uri.getRawAuthority();
        if (uri.getHost() == null && authority != null && authority.indexOf('_') >= 0) {
            throw UnfitException.expecting(
                    "a URL with a host name without underscore", "Give the service an alias with hyphens.");
        }
        if (uri.getHost() == null || uri.getPort() > LAST_PORT || uri.getPort() == 0) {
            throw UnfitException.expecting("a URL with a host name and a port from 1 to 65535", null);
        }
        return uri;
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            throw UnfitException.hinting("Character " + (wrong.getIndex() + 1) + ": " + wrong.getReason() + ".");
        }
    }
}
