package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.gwanmun.bench.host.BenchException;

/**
 * A certificate for the loopback address that nobody trusts, good for a day.
 *
 * @param folder holds {@code certificate.pem} and {@code key.pem}
 */
record Certificate(Path folder) {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "changeit";

    /** Makes one with the keytool of the Java that runs the gateway. */
    static Certificate make(Ground ground) {
        Path folder = ground.workshop().folder("certificate");
        Path store = folder.resolve("store.p12");
        String keytool = ground.jdk().java().resolveSibling("keytool").toString();
        String options = "-genkeypair -alias gateway -keyalg EC -groupname secp256r1 -dname CN=localhost -validity 1"
                + " -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass " + PASSWORD + " -keystore";
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(options.split(" ")));
        command.add(store.toString());
        ground.workshop().start("keytool", command, folder).awaitEnd(LIMIT);
        try {
            KeyStore read = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            write(
                    folder.resolve("certificate.pem"),
                    "CERTIFICATE",
                    read.getCertificate("gateway").getEncoded());
            write(
                    folder.resolve("key.pem"),
                    "PRIVATE KEY",
                    read.getKey("gateway", PASSWORD.toCharArray()).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new BenchException("cannot read the certificate that keytool made", e);
        }
        return new Certificate(folder);
    }

    /** Returns it as the gateway's files name it. */
    String yaml() {
        return """
                certificates:
                  loopback: {default: true, certificate: "${file:%1$s/certificate.pem}", key: "${file:%1$s/key.pem}"}
                """.formatted(folder);
    }

    /** Returns what trusts this certificate alone. */
    SSLContext trust() {
        try {
            KeyStore store = KeyStore.getInstance(folder.resolve("store.p12").toFile(), PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("gateway", store.getCertificate("gateway"));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new BenchException("cannot trust the certificate that keytool made", e);
        }
    }

    private static void write(Path file, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
