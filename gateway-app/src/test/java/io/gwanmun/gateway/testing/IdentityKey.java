package io.gwanmun.gateway.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A key on a curve, as files hold it. */
public final class IdentityKey {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final KeyPair pair;

    private IdentityKey(KeyPair pair) {
        this.pair = pair;
    }

    /** Makes one on P-256. */
    public static IdentityKey made() {
        return on("secp256r1");
    }

    /** Makes one on a curve. */
    public static IdentityKey on(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return new IdentityKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns both halves. */
    public KeyPair pair() {
        return pair;
    }

    /** Returns the private half in PEM. */
    public String privatePem() {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    /** Returns the public half in PEM. */
    public String publicPem() {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + BASE64.encodeToString(encoded) + "\n-----END " + label + "-----\n";
    }
}
