package io.gwanmun.gateway.ingress;

import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.GlobalEventExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import io.gwanmun.gateway.ingress.http.DataServer;

/**
 * The order of a stop. Readiness is off already when it begins, and the management port still says so until it is over.
 *
 * <ol>
 *   <li>For a while everything is served as before, and answers tell clients to go elsewhere: load balancers need time to notice.
 *   <li>No more connections, no more requests; those that run may end.
 *   <li>What is left then is cut.
 * </ol>
 */
final class Drain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final DataServer server;
    private final IngressProperties properties;
    private volatile boolean running;

    Drain(DataServer server, IngressProperties properties) {
        this.server = server;
        this.properties = properties;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        server.leave();
        log.info(
                "Stopping; requests are taken for another {} s",
                properties.drainDelay().toSeconds());
        GlobalEventExecutor.INSTANCE
                .schedule(() -> {}, properties.drainDelay().toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
        server.stopListening();
        if (server.drain(properties.drainTimeout())) {
            log.info("Every request has ended");
        } else {
            log.warn(
                    "{} connections are cut: their requests ran longer than gateway.ingress.drain-timeout",
                    server.connections());
        }
        server.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped before everything else, the management port included. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
