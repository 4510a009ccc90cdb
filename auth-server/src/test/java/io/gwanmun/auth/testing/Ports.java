package io.gwanmun.auth.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for what must know its port before it starts: an issuer's name holds it. */
final class Ports {

    // Below the ports that the system hands out for outgoing connections, so that none of them gets in between.
    private static final int LEAST = 18_000;
    private static final int MOST = 32_000;

    private Ports() {}

    static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken; the next.
            }
        }
    }
}
