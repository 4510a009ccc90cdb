package io.gwanmun.gateway.ingress;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;

import io.gwanmun.gateway.ingress.http.ServerCall;

/** Makes the exchange that filters see of a call. */
final class Exchanges {

    private final DefaultWebSessionManager sessions = new DefaultWebSessionManager();
    private final ServerCodecConfigurer codecs = ServerCodecConfigurer.create();
    private final AcceptHeaderLocaleContextResolver locales = new AcceptHeaderLocaleContextResolver();
    private final ApplicationContext context;

    Exchanges(ApplicationContext context) {
        this.context = context;
    }

    /** Returns the exchange of one call. */
    ClientExchange open(ServerCall call, String requestId, String path, @Nullable String query) {
        NettyDataBufferFactory buffers = new NettyDataBufferFactory(call.allocator());
        return new ClientExchange(
                new ClientRequest(call, requestId, path, query, buffers), new ClientResponse(call, buffers), this);
    }

    /** Returns the framework's own exchange of a request. */
    ServerWebExchange framework(ClientRequest request, ClientResponse response) {
        return new DefaultServerWebExchange(request, response, sessions, codecs, locales);
    }

    ApplicationContext context() {
        return context;
    }
}
