package io.gwanmun.auth.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts with AES-256-GCM: who lacks the key can neither read nor change them. Each seal has a random nonce of 96 bits
 * in front, so one key is good for four billion seals (NIST SP 800-38D section 8.3).
 */
public final class Sealing {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;

    private Sealing(SecretKey key) {
        this.key = key;
    }

    /**
     * Makes a seal of a secret.
     *
     * @param purpose what is sealed; the same secret gives each purpose a key of its own
     * @param secret at least 128 bits that cannot be guessed
     */
    public static Sealing with(String purpose, byte[] secret) {
        byte[] key = Sha256.of(purpose.getBytes(StandardCharsets.UTF_8), new byte[1], secret);
        return new Sealing(new SecretKeySpec(key, "AES"));
    }

    /**
     * Seals a text.
     *
     * @param label where it is kept; it opens only with the same label
     * @return base64 of nonce and sealed text
     */
    public String seal(String label, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, label).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM: cannot seal (expected: in every Java)", e);
        }
    }

    /**
     * Opens what was sealed.
     *
     * @throws GeneralSecurityException when it was sealed with another key or label, or changed since
     */
    public String open(String label, String sealed) throws GeneralSecurityException {
        byte[] all = Base64.getDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, label).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
        return new String(text, StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, byte[] nonce, String label) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(label.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
