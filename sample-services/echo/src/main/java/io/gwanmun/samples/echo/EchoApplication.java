package io.gwanmun.samples.echo;

import java.io.PrintStream;

import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The echo service. {@code --server.port} says where it listens (9104 when not said); port 0 takes a free one. The first
 * line of output names the address and the port. {@code --server.address} opens it to other machines.
 */
public final class EchoApplication {

    private static final String PORT = "--server.port=";
    private static final String ADDRESS = "--server.address=";
    private static final int HIGHEST_PORT = 65_535;
    private static final int LARGEST_HEAD = 64 * 1024;

    private EchoApplication() {}

    /** Starts the service and stays until the process is stopped; exits with 2 on arguments it does not know. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    private static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            DisposableServer server = start(args);
            out.println("Echo listens on " + server.host() + ":" + server.port());
            server.onDispose().block();
            return 0;
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return 2;
        } catch (ChannelBindException taken) {
            err.println("Echo cannot listen: " + taken.getMessage());
            return 1;
        }
    }

    /**
     * Starts a service; its port can be read from what is returned, which stops it when disposed.
     *
     * @throws IllegalArgumentException on an argument that is not known or has no good value
     * @throws ChannelBindException when the port is taken
     */
    static DisposableServer start(String... args) {
        String address = "127.0.0.1";
        int port = 9104;
        for (String arg : args) {
            if (arg.startsWith(PORT)) {
                port = port(arg.substring(PORT.length()));
            } else if (arg.startsWith(ADDRESS)) {
                address = arg.substring(ADDRESS.length());
            } else {
                throw new IllegalArgumentException(
                        "argument: " + arg + " (expected: " + PORT + "<number> or " + ADDRESS + "<address>)");
            }
        }
        return HttpServer.create()
                .host(address)
                .port(port)
                .httpRequestDecoder(
                        decoder -> decoder.maxInitialLineLength(LARGEST_HEAD).maxHeaderSize(LARGEST_HEAD))
                .handle(new EchoHandler())
                .bindNow();
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(PORT + text + " (expected: a number from 0 to 65535)");
    }
}
