package io.gwanmun.auth.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at a browser, or a program: keeps cookies, follows no redirect by itself. */
public final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final String home;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public Browser(RunningAuthServer server) {
        this(server.issuer());
    }

    /** Opens one at a server that is known by another name. */
    public Browser(String home) {
        this.home = home;
    }

    public Reply get(String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(target)).header("Accept", "text/html,*/*;q=0.1");
        return send(request, headers);
    }

    public Reply call(String method, String target, String type, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(target))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return send(request, headers);
    }

    /** Sends a body whose length is not said. */
    public Reply chunked(String target, String type, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(target))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
        return send(request, headers);
    }

    public Reply post(String target, Map<String, String> form, String... headers) {
        return call("POST", target, "application/x-www-form-urlencoded", encoded(form), headers);
    }

    /** Logs in at the login page. */
    public Reply logIn(String name, String password) {
        Matcher csrf = CSRF.matcher(get("/login").body());
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", name);
        form.put("password", password);
        if (csrf.find()) {
            form.put("_csrf", csrf.group(1));
        }
        return post("/login", form);
    }

    /** Opens a page with a form and sends the form, filled in, to where it goes. */
    public Reply submit(String page, String target, Map<String, String> fields) {
        Matcher csrf = CSRF.matcher(get(page).body());
        if (!csrf.find()) {
            throw new AssertionError("no form at " + page);
        }
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("_csrf", csrf.group(1));
        return post(target, form);
    }

    /** Returns the value of the session's cookie. */
    public String session() {
        return cookies.getCookieStore().getCookies().get(0).getValue();
    }

    /** Returns the header with which a client proves who it is. */
    public static String[] basic(String client, String secret) {
        String both = URLEncoder.encode(client, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return new String[] {
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8))
        };
    }

    public static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private URI address(String target) {
        return URI.create(target.startsWith("http") ? target : home + target);
    }

    private Reply send(HttpRequest.Builder request, String... headers) {
        try {
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
