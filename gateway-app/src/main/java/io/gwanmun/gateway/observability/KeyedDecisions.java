package io.gwanmun.gateway.observability;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Decision;
import io.gwanmun.gateway.pipeline.Decisions;

/** Shows decisions to callers who have a key, and to them only when they say it once. How long a look takes tells nothing of the key. */
final class KeyedDecisions implements Decisions {

    private final byte[] key;

    KeyedDecisions(String key) {
        this.key = key.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public @Nullable Decision asked(HttpHeaders arriving) {
        List<String> said = arriving.getAll(Decision.ASKED);
        boolean knows =
                said.size() == 1 && MessageDigest.isEqual(said.get(0).getBytes(StandardCharsets.ISO_8859_1), key);
        return knows ? new Decision() : null;
    }
}
