package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Child;

/** One instance of a service, in a process of its own so that it can be killed: answers everything with the name of its region. */
public final class RegionInstance {

    private static final int BACKLOG = 1024;

    private RegionInstance() {}

    /**
     * Serves until the process ends.
     *
     * @param arguments the port and the region's name
     * @throws IOException when the port cannot be had
     */
    public static void main(String[] arguments) throws IOException {
        // Else every answer on a kept connection waits for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        int port = Integer.parseInt(arguments[0]);
        byte[] body = arguments[1].getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    /** Starts one. */
    static Child start(Ground ground, int port, String region) {
        try {
            Path classes = Path.of(RegionInstance.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<String> command = List.of(
                    ground.jdk().java().toString(),
                    "-Xmx64m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classes.toString(),
                    RegionInstance.class.getName(),
                    Integer.toString(port),
                    region);
            return ground.workshop().start(region, command, ground.workshop().folder(region));
        } catch (URISyntaxException e) {
            throw new BenchException("cannot tell where the bench lies", e);
        }
    }
}
