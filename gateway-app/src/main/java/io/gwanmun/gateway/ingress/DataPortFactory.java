package io.gwanmun.gateway.ingress;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Gives Boot the data port as its web server. Boot makes a second one of the same class, without the data port, for the
 * management port; that one is the framework's own server.
 */
public class DataPortFactory extends NettyReactiveWebServerFactory {

    private final @Nullable DataWebServer server;

    /** Makes a factory of the framework's own server. */
    public DataPortFactory() {
        this.server = null;
    }

    DataPortFactory(DataWebServer server) {
        this.server = server;
    }

    @Override
    public WebServer getWebServer(HttpHandler handler) {
        if (server == null) {
            return super.getWebServer(handler);
        }
        return server.at(getPort() < 0 ? null : new InetSocketAddress(getAddress(), getPort()));
    }
}
