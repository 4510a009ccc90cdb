package io.gwanmun.auth.user.ldap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** The id of Active Directory: 16 bytes, of which the first three numbers stand the other way round ([MS-DTYP] section 2.3.4.2). */
final class ObjectGuid {

    static final String ATTRIBUTE = "objectGUID";

    private ObjectGuid() {}

    static String text(byte[] bytes) {
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long high = (long) little.getInt() << 32 | (little.getShort() & 0xffffL) << 16 | little.getShort() & 0xffffL;
        return new UUID(high, little.order(ByteOrder.BIG_ENDIAN).getLong()).toString();
    }

    /** Returns the bytes of a text, each escaped for a filter (RFC 4515 section 3). */
    static String filter(String text) {
        UUID id = UUID.fromString(text);
        long high = id.getMostSignificantBits();
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt((int) (high >> 32)).putShort((short) (high >> 16)).putShort((short) high);
        bytes.order(ByteOrder.BIG_ENDIAN).putLong(id.getLeastSignificantBits());
        StringBuilder escaped = new StringBuilder();
        for (byte b : bytes.array()) {
            escaped.append(String.format("\\%02x", b & 0xff));
        }
        return escaped.toString();
    }
}
