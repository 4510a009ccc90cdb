package io.gwanmun.gateway.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Puts the older forms of private keys into PKCS#8
 * (<a href="https://datatracker.ietf.org/doc/html/rfc5958#section-2">RFC 5958</a>), the one form the Java runtime reads: the
 * key as it is becomes an octet string behind a version and the name of its algorithm.
 */
enum KeyWrapping {
    /** PKCS#8 already. */
    NONE {
        @Override
        byte[] pkcs8(byte[] key) {
            return key;
        }
    },
    /** An RSA key alone (<a href="https://datatracker.ietf.org/doc/html/rfc8017#appendix-A.1.2">RFC 8017</a>). */
    RSA {
        @Override
        byte[] pkcs8(byte[] key) {
            return wrapped(RSA_ALGORITHM, key);
        }
    },
    /**
     * A key on an elliptic curve (<a href="https://datatracker.ietf.org/doc/html/rfc5915#section-3">RFC 5915</a>), which says
     * inside which curve that is.
     */
    EC {
        @Override
        byte[] pkcs8(byte[] key) {
            return wrapped(element(SEQUENCE, EC_ALGORITHM, curve(key)), key);
        }
    };

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xa0;
    private static final int LONG = 0x80;
    private static final int BYTE = 0xff;

    private static final byte[] VERSION = {INTEGER, 1, 0};
    /** The sequence of the object identifier 1.2.840.113549.1.1.1 and null. */
    private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** The object identifier 1.2.840.10045.2.1. */
    private static final byte[] EC_ALGORITHM = HexFormat.of().parseHex("06072a8648ce3d0201");

    /** Returns a key in PKCS#8; {@link IllegalArgumentException} when it is not of this form. */
    abstract byte[] pkcs8(byte[] key);

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION, algorithm, element(OCTETS, key));
    }

    /** Returns the name of the curve: sequence of version, key, and the curve in a tag of its own. */
    private static byte[] curve(byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(content(ByteBuffer.wrap(key), SEQUENCE));
        content(in, INTEGER);
        content(in, OCTETS);
        return content(in, CURVE);
    }

    private static byte[] content(ByteBuffer in, int tag) {
        if (in.remaining() < 2 || (in.get() & BYTE) != tag) {
            throw new IllegalArgumentException("tag: missing (expected: " + tag + ")");
        }
        int length = in.get() & BYTE;
        if (length >= LONG) {
            int bytes = length - LONG;
            length = 0;
            for (int i = 0; i < bytes && in.hasRemaining() && length <= in.capacity(); i++) {
                length = length << Byte.SIZE | in.get() & BYTE;
            }
        }
        if (length > in.remaining()) {
            throw new IllegalArgumentException("length: " + length + " (expected: at most " + in.remaining() + ")");
        }
        byte[] content = new byte[length];
        in.get(content);
        return content;
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length >= LONG) {
            int bytes = length > BYTE ? 2 : 1;
            element.write(LONG + bytes);
            if (bytes > 1) {
                element.write(length >> Byte.SIZE);
            }
        }
        element.write(length);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
