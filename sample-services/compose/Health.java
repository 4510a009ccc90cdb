import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * The health check of a container, {@code java -cp /app Health URL}: ends with 0 when the URL answers 200 within two seconds,
 * else with 1. A class of its own, as the images bring no curl, and as starting a whole program every ten seconds costs more.
 */
public final class Health {

    private static final int PATIENCE_MILLIS = 2_000;

    private Health() {}

    /** Asks once. */
    public static void main(String[] args) {
        System.exit(isWell(URI.create(args[0])) ? 0 : 1);
    }

    private static boolean isWell(URI asked) {
        try {
            HttpURLConnection call = (HttpURLConnection) asked.toURL().openConnection();
            call.setConnectTimeout(PATIENCE_MILLIS);
            call.setReadTimeout(PATIENCE_MILLIS);
            return call.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException away) {
            return false;
        }
    }
}
