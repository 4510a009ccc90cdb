package io.gwanmun.auth.testing;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody's authenticator app, written after RFC 6238 and nothing of the server's.
 *
 * @param secret what it was given, in base32
 */
public record Authenticator(String secret) {

    /** Returns what it shows at a time. */
    public String code(Instant time) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(), "RAW"));
            byte[] hash = mac.doFinal(
                    ByteBuffer.allocate(8).putLong(time.getEpochSecond() / 30).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & 0x7fffffff;
            return String.format(Locale.ROOT, "%06d", number % 1000000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] bytes() {
        String plain = secret.replace(" ", "");
        BigInteger number = BigInteger.ZERO;
        for (char letter : plain.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf(letter <= '9' ? letter - '2' + 26 : letter - 'A'));
        }
        byte[] bytes = new byte[plain.length() * 5 / 8];
        byte[] all = number.toByteArray();
        int length = Math.min(bytes.length, all.length);
        System.arraycopy(all, all.length - length, bytes, bytes.length - length, length);
        return bytes;
    }
}
