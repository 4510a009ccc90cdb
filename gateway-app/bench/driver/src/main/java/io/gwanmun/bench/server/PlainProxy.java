package io.gwanmun.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Pinned;
import io.gwanmun.bench.host.Ports;
import io.gwanmun.bench.host.Stopwatch;
import io.gwanmun.bench.host.Tools;

/**
 * A proxy that people run today, passing requests on and doing nothing else: no log, connections to the upstream kept, one
 * process with one thread.
 *
 * @param kind which
 * @param pinned the core it gets
 * @param program where it is installed
 */
public record PlainProxy(Kind kind, Pinned pinned, Path program) implements Program {

    /**
     * Finds those that are installed.
     *
     * @param pinned the core they get
     * @return one of each kind
     */
    public static List<PlainProxy> installed(Pinned pinned) {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Tools.find(kind.label).map(path -> new PlainProxy(kind, pinned, path)).stream())
                .toList();
    }

    @Override
    public String label() {
        return kind.label;
    }

    @Override
    public Server start(int routes, int upstreamPort) {
        Path folder = pinned.workshop().folder(kind.label);
        int port = Ports.free();
        Path file = folder.resolve(kind.file);
        try {
            Files.writeString(file, kind.text(routes, upstreamPort, port));
        } catch (IOException e) {
            throw new BenchException("cannot write " + file, e);
        }
        Stopwatch sinceStart = Stopwatch.started();
        Child child = pinned.start(kind.label, kind.command(program, folder), folder);
        return new Server(pinned.workshop(), child, folder, port, sinceStart);
    }

    /** The proxies. */
    public enum Kind {
        /** nginx, its only process the worker. */
        NGINX("nginx", "nginx.conf", """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    keepalive_requests 1000000000;
                    client_body_temp_path client;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    upstream service { server 127.0.0.1:%2$d; keepalive 64; keepalive_requests 1000000000; }
                    server {
                        listen 127.0.0.1:%1$d;
                %3$s    }
                }
                """, "        location /r%d/ { proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection \"\"; }\n") {
            @Override
            List<String> command(Path program, Path folder) {
                return List.of(program.toString(), "-p", folder.toString(), "-e", "stderr", "-c", file());
            }
        },
        /** HAProxy with one thread. */
        HAPROXY("haproxy", "haproxy.cfg", """
                global
                    nbthread 1
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 1m
                    timeout server 1m
                frontend bench
                    bind 127.0.0.1:%1$d
                %3$s
                backend service
                    http-reuse always
                    server nginx 127.0.0.1:%2$d
                """, "    use_backend service if { path_beg /r%d/ }\n") {
            @Override
            List<String> command(Path program, Path folder) {
                return List.of(program.toString(), "-db", "-f", file());
            }
        },
        /** Caddy, without its admin port and certificates. */
        CADDY("caddy", "Caddyfile", """
                {
                    admin off
                    auto_https off
                }
                http://127.0.0.1:%1$d {
                %3$s}
                """, "    reverse_proxy /r%d/* 127.0.0.1:%2$d\n") {
            @Override
            List<String> command(Path program, Path folder) {
                return List.of(program.toString(), "run", "--config", file(), "--adapter", "caddyfile");
            }
        };

        private final String label;
        private final String file;
        private final String text;
        private final String route;

        Kind(String label, String file, String text, String route) {
            this.label = label;
            this.file = file;
            this.text = text;
            this.route = route;
        }

        abstract List<String> command(Path program, Path folder);

        String file() {
            return file;
        }

        String text(int routes, int upstreamPort, int port) {
            String all = IntStream.range(0, routes)
                    .mapToObj(number -> route.formatted(number, upstreamPort))
                    .collect(Collectors.joining());
            return text.formatted(port, upstreamPort, all);
        }
    }
}
