package io.gwanmun.gateway.cli;

/**
 * The parts of a URL as they stand in it. Read by hand, as what a client may send wrongly must be kept and explained.
 *
 * @param authority host and port, empty when the URL is a path
 * @param path the path, {@code /} when there is none
 * @param query what stands behind the question mark, empty for nothing
 */
record SampleUrl(String authority, String path, String query) {

    static SampleUrl parse(String url) {
        int fragment = url.indexOf('#');
        String whole = fragment < 0 ? url : url.substring(0, fragment);
        int question = whole.indexOf('?');
        String front = question < 0 ? whole : whole.substring(0, question);
        String query = question < 0 ? "" : whole.substring(question + 1);
        int scheme = front.indexOf("://");
        if (scheme < 0 && !front.startsWith("/")) {
            throw new UnusableException(
                    "URL: \"" + url + "\" (expected: a path such as /users/1, or a URL that begins with http://).");
        }
        if (scheme < 0) {
            return new SampleUrl("", front, query);
        }
        String behind = front.substring(scheme + 3);
        int slash = behind.indexOf('/');
        String authority = slash < 0 ? behind : behind.substring(0, slash);
        return new SampleUrl(authority, slash < 0 ? "/" : behind.substring(slash), query);
    }
}
