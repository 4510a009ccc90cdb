package io.gwanmun.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/** Clients of the Java runtime that speak TLS: whom they trust, and what they show. */
public final class TlsClient {

    private static final int PATIENCE_MILLIS = 20_000;

    private final SSLContext context;

    private TlsClient(SSLContext context) {
        this.context = context;
    }

    /** Makes clients that trust an authority and show no certificate. */
    public static TlsClient trusting(Authority authority) {
        return made(authority, null);
    }

    /** Makes clients that trust an authority and show a certificate. */
    public static TlsClient showing(Authority authority, Authority.Issued own) {
        return made(authority, own);
    }

    /**
     * Connects to a port of this machine and shakes hands.
     *
     * @param name the name asked for, null for none
     * @param protocols what the client speaks behind TLS; nothing is said of it without any
     * @throws IOException when the handshake fails
     */
    public SSLSocket connect(int port, @Nullable String name, String... protocols) throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return over(plain, name, protocols);
    }

    /** Shakes hands on a connection that was made already. */
    public SSLSocket over(Socket plain, @Nullable String name, String... protocols) throws IOException {
        plain.setSoTimeout(PATIENCE_MILLIS);
        plain.setTcpNoDelay(true);
        // The runtime keeps sessions by host and port, and asks for the name of the session it resumes.
        String host = name == null ? "127.0.0.1" : name;
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(name == null ? List.of() : List.of(new SNIHostName(name)));
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Connects for HTTP/1.1; the handshake must succeed. */
    public RawClient http1(int port, @Nullable String name) {
        return RawClient.over(connected(port, name, "http/1.1"));
    }

    /** Connects for HTTP/2; the handshake must succeed. */
    public RawHttp2 http2(int port, @Nullable String name) {
        return RawHttp2.over(connected(port, name, "h2"));
    }

    /** Returns a client of HTTP that speaks a version, when the other side does. */
    public HttpClient http(HttpClient.Version version) {
        return HttpClient.newBuilder().sslContext(context).version(version).build();
    }

    /** Returns the certificate that the other side showed. */
    public static X509Certificate shown(SSLSession session) {
        try {
            return (X509Certificate) session.getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new AssertionError(e);
        }
    }

    private SSLSocket connected(int port, @Nullable String name, String... protocols) {
        try {
            return connect(port, name, protocols);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TlsClient made(Authority authority, Authority.@Nullable Issued own) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", authority.bundle().getCertificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(own), new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return new TlsClient(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore store(Authority.@Nullable Issued own) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        if (own != null) {
            store.setKeyEntry(
                    "own",
                    own.bundle().getKeyPair().getPrivate(),
                    new char[0],
                    own.bundle().getCertificatePath());
        }
        return store;
    }
}
