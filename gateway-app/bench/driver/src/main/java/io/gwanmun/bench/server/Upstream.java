package io.gwanmun.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Pinned;
import io.gwanmun.bench.host.Ports;
import io.gwanmun.bench.host.Stopwatch;

/** The nginx behind what is measured: one worker, no log, two bodies, under whatever path prefix they are asked for. */
public final class Upstream {

    /** Path of the small body, after any prefix. */
    public static final String SMALL = "/1k";

    /** Path of the large body, after any prefix. */
    public static final String LARGE = "/100k";

    private static final int KILOBYTE = 1024;

    private Upstream() {}

    /**
     * Starts nginx and waits until it answers.
     *
     * @param pinned the core it gets
     * @param nginx the program
     * @return the running server
     */
    public static Server start(Pinned pinned, Path nginx) {
        Path folder = pinned.workshop().folder("nginx");
        int port = Ports.free();
        try {
            Files.writeString(folder.resolve("1k"), "x".repeat(KILOBYTE));
            Files.writeString(folder.resolve("100k"), "x".repeat(100 * KILOBYTE));
            Files.createDirectory(folder.resolve("bodies"));
            Files.writeString(
                    folder.resolve("nginx.conf"), configuration(folder, port, System.getProperty("user.name")));
        } catch (IOException e) {
            throw new BenchException("cannot write the configuration of nginx", e);
        }
        List<String> command = List.of(nginx.toString(), "-p", folder.toString(), "-e", "stderr", "-c", "nginx.conf");
        Stopwatch sinceStart = Stopwatch.started();
        Child child = pinned.start("nginx", command, folder);
        Server server = new Server(pinned.workshop(), child, folder, port, sinceStart);
        server.awaitFirstAnswer("/any" + SMALL);
        return server;
    }

    /**
     * Length of a body.
     *
     * @param path {@link #SMALL} or {@link #LARGE}, after any prefix
     * @return its length in bytes
     */
    public static long lengthOf(String path) {
        return path.endsWith(LARGE) ? 100L * KILOBYTE : KILOBYTE;
    }

    static String configuration(Path folder, int port, String user) {
        // Started by root, nginx would read the bodies as a user who may not enter the folder.
        String owner = user.equals("root") ? "user root;\n" : "";
        return owner + """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    sendfile on;
                    tcp_nopush on;
                    open_file_cache max=10;
                    keepalive_requests 1000000000;
                    keepalive_timeout 1h;
                    client_body_temp_path bodies/client;
                    proxy_temp_path bodies/proxy;
                    fastcgi_temp_path bodies/fastcgi;
                    uwsgi_temp_path bodies/uwsgi;
                    scgi_temp_path bodies/scgi;
                    server {
                        listen 127.0.0.1:%1$d;
                        location ~ /1k$ { alias "%2$s/1k"; }
                        location ~ /100k$ { alias "%2$s/100k"; }
                        location / { return 404; }
                    }
                }
                """.formatted(port, folder);
    }
}
