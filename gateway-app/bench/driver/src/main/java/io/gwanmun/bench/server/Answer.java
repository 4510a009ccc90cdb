package io.gwanmun.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;

/**
 * What one GET brought.
 *
 * @param status the HTTP status; 0 when there was no answer
 * @param length the length of the body, in bytes; 0 unless the status is 200
 */
record Answer(int status, long length) {

    private static final int LIMIT = (int) Duration.ofSeconds(5).toMillis();
    private static final Answer NONE = new Answer(0, 0);

    static Answer of(int port, String path, String token) {
        try {
            URL url = URI.create("http://127.0.0.1:" + port + path).toURL();
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(LIMIT);
            connection.setReadTimeout(LIMIT);
            connection.setRequestProperty("Connection", "close");
            if (!token.isEmpty()) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            int status = connection.getResponseCode();
            return status == HttpURLConnection.HTTP_OK ? new Answer(status, length(connection)) : new Answer(status, 0);
        } catch (IOException e) {
            return NONE;
        }
    }

    boolean isGood() {
        return status == HttpURLConnection.HTTP_OK;
    }

    boolean isRefusal() {
        return status == HttpURLConnection.HTTP_UNAUTHORIZED;
    }

    @Override
    public String toString() {
        return status == 0 ? "no answer" : "status " + status + ", " + length + " bytes";
    }

    private static long length(HttpURLConnection connection) throws IOException {
        try (InputStream body = connection.getInputStream()) {
            return body.transferTo(OutputStream.nullOutputStream());
        }
    }
}
