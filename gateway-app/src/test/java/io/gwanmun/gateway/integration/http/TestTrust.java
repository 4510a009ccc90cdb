package io.gwanmun.gateway.integration.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

/** A certificate for {@code localhost} made for one test run by the JDK's keytool, a server with it and a client that trusts it. */
record TestTrust(SSLContext server, SslContext client) {

    private static final String PASSWORD = "changeit";

    static TestTrust made() throws IOException, InterruptedException, GeneralSecurityException {
        Path directory = Files.createTempDirectory("trust");
        Path file = directory.resolve("localhost.p12");
        try {
            makeKey(file);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            return new TestTrust(serverContext(store), clientContext(store));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    ServerSocketFactory sockets() {
        return server.getServerSocketFactory();
    }

    /** Speaks TLS over a connection that ends without a word of TLS when its socket is closed. */
    SSLSocket over(Socket socket) throws IOException {
        SSLSocket tls = (SSLSocket) server.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
        tls.setUseClientMode(false);
        return tls;
    }

    private static void makeKey(Path file) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String key = "-genkeypair -alias localhost -keyalg EC -dname CN=localhost -ext san=dns:localhost,dns:"
                + NameServer.NAME + " -validity 2";
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(key.split(" ", -1)));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    private static SSLContext serverContext(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static SslContext clientContext(KeyStore store) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("localhost", store.getCertificate("localhost"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return SslContextBuilder.forClient()
                .trustManager(trust)
                .endpointIdentificationAlgorithm("HTTPS")
                .build();
    }
}
