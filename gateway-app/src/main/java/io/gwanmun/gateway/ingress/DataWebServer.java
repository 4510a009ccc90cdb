package io.gwanmun.gateway.ingress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import io.gwanmun.gateway.ingress.http.DataServer;
import io.gwanmun.gateway.ingress.http.Entrance;

/** The data port as Boot starts and stops it. */
final class DataWebServer implements WebServer {

    private static final Logger log = LoggerFactory.getLogger(DataWebServer.class);

    /** Where the port with TLS can be read back, as Boot has it for the one in clear. */
    private static final String TLS_PORT = "local.tls.port";

    private final ObjectProvider<DataServer> servers;
    private final ObjectProvider<Entrances> entrances;
    private final int tlsPort;
    private final ConfigurableEnvironment environment;
    private @Nullable InetAddress address;
    private @Nullable DataServer server;
    private int port = -1;

    /**
     * Makes a server that does not listen yet, and for which nothing has been made: Boot asks for it early.
     *
     * @param tlsPort where it will listen with TLS, -1 for nowhere
     */
    DataWebServer(
            ObjectProvider<DataServer> servers,
            ObjectProvider<Entrances> entrances,
            int tlsPort,
            ConfigurableEnvironment environment) {
        this.servers = servers;
        this.entrances = entrances;
        this.tlsPort = tlsPort;
        this.environment = environment;
    }

    /** Says where it will listen: at one address or, when that is null, at every one; in clear at a port, -1 for nowhere. */
    DataWebServer at(@Nullable InetAddress one, int clearPort) {
        address = one;
        port = clearPort;
        return this;
    }

    @Override
    public void start() {
        DataServer made = servers.getObject();
        Entrances ways = entrances.getObject();
        server = made;
        if (port >= 0) {
            port = listen(made, new InetSocketAddress(address, port), ways.clear());
            log.info("Data port {} is open", port);
        }
        if (tlsPort >= 0) {
            int open = listen(made, new InetSocketAddress(address, tlsPort), ways.secure());
            environment.getPropertySources().addFirst(new MapPropertySource(TLS_PORT, Map.of(TLS_PORT, open)));
            log.info("Data port {} is open, with TLS", open);
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
