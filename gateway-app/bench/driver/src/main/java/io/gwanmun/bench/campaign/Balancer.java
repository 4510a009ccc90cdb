package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

import io.gwanmun.bench.host.BenchException;

/**
 * A balancer in front of gateways, as the simplest ones are: it knows connections and no HTTP, gives each new one to the next
 * gateway that says it is ready, and asks for that ten times a second.
 */
final class Balancer implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;
    private static final int BACKLOG = 1024;
    private static final int BUFFER = 16 * 1024;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger turn = new AtomicInteger();
    private final ServerSocket clear;
    private final ServerSocket secure;
    private volatile List<GatewayProcess> gateways;
    private volatile List<GatewayProcess> ready;

    private Balancer(List<GatewayProcess> gateways) throws IOException {
        this.gateways = gateways;
        this.ready = gateways;
        clear = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        secure = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        threads.execute(() -> acceptAll(clear, GatewayProcess::port));
        threads.execute(() -> acceptAll(secure, GatewayProcess::securePort));
        var unused = looks.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    static Balancer before(GatewayProcess... gateways) {
        try {
            return new Balancer(List.of(gateways));
        } catch (IOException e) {
            throw new BenchException("cannot start the balancer", e);
        }
    }

    int port() {
        return clear.getLocalPort();
    }

    int securePort() {
        return secure.getLocalPort();
    }

    /** Goes on with other gateways; connections that there are stay where they are. */
    void use(GatewayProcess... others) {
        gateways = List.of(others);
    }

    private void look() {
        ready = gateways.stream().filter(GatewayProcess::isReady).toList();
    }

    private void acceptAll(ServerSocket listener, ToIntFunction<GatewayProcess> port) {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> join(client, port));
            }
        } catch (SocketException | RejectedExecutionException closed) {
            // The campaign is over.
        } catch (IOException e) {
            throw new BenchException("the balancer takes no more connections", e);
        }
    }

    private void join(Socket client, ToIntFunction<GatewayProcess> port) {
        List<GatewayProcess> now = ready;
        for (int i = 0; i < now.size(); i++) {
            GatewayProcess next = now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
            try {
                Socket gateway = new Socket(InetAddress.getLoopbackAddress(), port.applyAsInt(next));
                client.setTcpNoDelay(true);
                gateway.setTcpNoDelay(true);
                threads.execute(() -> pipe(gateway, client));
                pipe(client, gateway);
                return;
            } catch (IOException refused) {
                // It has closed its door since it was asked; the next one.
            }
        }
        close(client);
    }

    /** Moves bytes until one side ends, then ends that direction; an error ends both. */
    private static void pipe(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                to.getOutputStream().write(buffer, 0, read);
            }
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                close(from);
                close(to);
            }
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was closed already.
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        try {
            clear.close();
            secure.close();
        } catch (IOException e) {
            throw new BenchException("cannot stop the balancer", e);
        }
        threads.shutdownNow();
    }
}
