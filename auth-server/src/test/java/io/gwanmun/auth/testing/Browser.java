package io.gwanmun.auth.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, fills in forms with what is hidden in them, follows no redirect by itself. */
public final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String site;

    /** Opens one at a server. */
    public Browser(String site) {
        this.site = site;
    }

    /** Opens a page. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(site).resolve(path)));
    }

    /** Opens a page in a language. */
    public HttpResponse<String> get(String path, String language) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(site).resolve(path)).header("Accept-Language", language));
    }

    /** Opens a page with a form and sends the form, which may go to another path than its page's. */
    public HttpResponse<String> submit(String page, String to, Map<String, String> fields)
            throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(get(page).body());
        if (!csrf.find()) {
            throw new AssertionError("no form at " + page);
        }
        return post(to, csrf.group(1), fields);
    }

    /** Sends a form without having opened its page. */
    public HttpResponse<String> post(String to, String csrf, Map<String, String> fields)
            throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(site).resolve(to))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + csrf + "&" + form)));
    }

    /** Logs in by name and password. */
    public HttpResponse<String> login(String name, String password) throws IOException, InterruptedException {
        return submit("/login", "/login", Map.of("username", name, "password", password));
    }

    /** Returns the value of the only cookie. */
    public String cookie() {
        List<HttpCookie> all = cookies.getCookieStore().getCookies();
        return all.get(0).getValue();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
    }
}
