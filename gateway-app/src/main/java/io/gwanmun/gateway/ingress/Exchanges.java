package io.gwanmun.gateway.ingress;

import org.springframework.context.ApplicationContext;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;

/** Makes the exchange that filters see of a request and its response. */
final class Exchanges {

    private final DefaultWebSessionManager sessions = new DefaultWebSessionManager();
    private final ServerCodecConfigurer codecs = ServerCodecConfigurer.create();
    private final AcceptHeaderLocaleContextResolver locales = new AcceptHeaderLocaleContextResolver();
    private final ApplicationContext context;

    Exchanges(ApplicationContext context) {
        this.context = context;
    }

    /** Returns the exchange of one request. */
    ServerWebExchange open(ServerHttpRequest request, ServerHttpResponse response) {
        return new Exchange(request, response);
    }

    /** Opens the constructor of the framework's exchange that takes the context. */
    private final class Exchange extends DefaultServerWebExchange {

        Exchange(ServerHttpRequest request, ServerHttpResponse response) {
            super(request, response, sessions, codecs, locales);
        }

        @Override
        public ApplicationContext getApplicationContext() {
            return context;
        }
    }
}
