package io.gwanmun.bench.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free ports of the loopback address. */
public final class Ports {

    private Ports() {}

    /**
     * Asks the system for a free port by binding one and letting go of it.
     *
     * @return a port nobody listened on a moment ago
     */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchException("no free port on the loopback address", e);
        }
    }
}
