package io.gwanmun.gateway.ingress;

import java.net.InetSocketAddress;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;

import io.gwanmun.gateway.ingress.http.DataServer;
import io.gwanmun.gateway.ingress.http.Entrance;

/** The data port as Boot starts and stops it. */
final class DataWebServer implements WebServer {

    private static final Logger log = LoggerFactory.getLogger(DataWebServer.class);

    private final Supplier<DataServer> making;
    private final IngressProperties properties;
    private @Nullable InetSocketAddress address;
    private @Nullable DataServer server;
    private int port = -1;

    /**
     * Makes a server that does not listen yet.
     *
     * @param making makes the server itself, when all it needs is there
     */
    DataWebServer(Supplier<DataServer> making, IngressProperties properties) {
        this.making = making;
        this.properties = properties;
    }

    /** Says where it will listen in clear; null for nowhere. */
    DataWebServer at(@Nullable InetSocketAddress clear) {
        address = clear;
        return this;
    }

    @Override
    public void start() {
        DataServer made = making.get();
        server = made;
        InetSocketAddress clear = address;
        if (clear != null) {
            port = listen(made, clear, new Entrance(null, null));
            log.info("Data port {} is open", port);
        }
        if (properties.tls().port() >= 0) {
            log.info("TLS is to come");
        }
    }

    private static int listen(DataServer server, InetSocketAddress address, Entrance entrance) {
        try {
            return server.listen(address, entrance);
        } catch (RuntimeException e) {
            PortInUseException.throwIfPortBindingException(e, address::getPort);
            throw e;
        }
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
