package io.gwanmun.gateway.ingress;

import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.http.codec.multipart.Part;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * A request and its answer as filters see them. What a gateway's request has no need of (sessions, forms, locales) is made by
 * the framework's own exchange, and only when a filter asks.
 */
final class ClientExchange implements ServerWebExchange {

    private static final int EXPECTED_ATTRIBUTES = 16;

    private final ClientRequest request;
    private final ClientResponse response;
    private final Exchanges exchanges;
    private final Map<String, Object> attributes = new HashMap<>(EXPECTED_ATTRIBUTES);
    private @Nullable ServerWebExchange framework;

    ClientExchange(ClientRequest request, ClientResponse response, Exchanges exchanges) {
        this.request = request;
        this.response = response;
        this.exchanges = exchanges;
    }

    private ServerWebExchange framework() {
        ServerWebExchange made = framework;
        if (made == null) {
            made = exchanges.framework(request, response);
            framework = made;
        }
        return made;
    }

    @Override
    public ClientRequest getRequest() {
        return request;
    }

    @Override
    public ClientResponse getResponse() {
        return response;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public ApplicationContext getApplicationContext() {
        return exchanges.context();
    }

    @Override
    public Mono<WebSession> getSession() {
        return framework().getSession();
    }

    @Override
    public <T extends Principal> Mono<T> getPrincipal() {
        return Mono.empty();
    }

    @Override
    public Mono<MultiValueMap<String, String>> getFormData() {
        return framework().getFormData();
    }

    @Override
    public Mono<MultiValueMap<String, Part>> getMultipartData() {
        return framework().getMultipartData();
    }

    @Override
    public LocaleContext getLocaleContext() {
        return framework().getLocaleContext();
    }

    @Override
    public boolean isNotModified() {
        return framework != null && framework.isNotModified();
    }

    @Override
    public boolean checkNotModified(Instant lastModified) {
        return framework().checkNotModified(lastModified);
    }

    @Override
    public boolean checkNotModified(String etag) {
        return framework().checkNotModified(etag);
    }

    @Override
    public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
        return framework().checkNotModified(etag, lastModified);
    }

    @Override
    public String transformUrl(String url) {
        return framework == null ? url : framework.transformUrl(url);
    }

    @Override
    public void addUrlTransformer(Function<String, String> transformer) {
        framework().addUrlTransformer(transformer);
    }

    @Override
    public String getLogPrefix() {
        return "[" + request.getId() + "] ";
    }
}
