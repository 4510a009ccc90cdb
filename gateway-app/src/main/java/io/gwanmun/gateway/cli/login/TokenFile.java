package io.gwanmun.gateway.cli.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file in which tokens are kept for the next time, readable by its owner only. Replaced in one step, so that a program that
 * is stopped leaves the old file or the new one.
 */
public final class TokenFile {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    /** Takes where it is. */
    public TokenFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Returns the tokens of a client, null when there are none of this client, issuer and scope.
     *
     * @throws LoginException when the file cannot be read or others can
     */
    public @Nullable Tokens find(String issuer, Client client) {
        try {
            if (isPosix() && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new LoginException(file + " can be read by others (expected: chmod 600).");
            }
            JsonNode kept = JSON.readTree(Files.readAllBytes(file));
            boolean isSame = kept.path("issuer").asString("").equals(issuer)
                    && kept.path("client").asString("").equals(client.id())
                    && kept.path("scope").asString("").equals(client.scope());
            return isSame
                    ? new Tokens(
                            kept.path("access_token").asString(""),
                            kept.path("refresh_token").asString(""),
                            Instant.parse(kept.path("expires_at").asString("")))
                    : null;
        } catch (NoSuchFileException notYet) {
            return null;
        } catch (IOException unreadable) {
            throw new LoginException(file + " cannot be read.");
        } catch (JacksonException | DateTimeException other) {
            throw new LoginException(file + " holds something else than tokens (expected: a file of its own).");
        }
    }

    /** Keeps tokens in place of others. */
    public void keep(String issuer, Client client, Tokens tokens) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("issuer", issuer);
        kept.put("client", client.id());
        kept.put("scope", client.scope());
        kept.put("access_token", tokens.access());
        kept.put("refresh_token", tokens.refresh());
        kept.put("expires_at", tokens.expiresAt().toString());
        try {
            Path next = Files.createTempFile(directory(), file.getFileName() + ".", ".tmp", ownersOnly());
            try {
                Files.write(next, JSON.writeValueAsBytes(kept));
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException unwritable) {
            throw new LoginException(file + " cannot be written.");
        }
    }

    private Path directory() {
        Path directory = file.getParent();
        return directory == null ? file : directory;
    }

    private FileAttribute<?>[] ownersOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
