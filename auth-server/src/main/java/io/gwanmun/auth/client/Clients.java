package io.gwanmun.auth.client;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Makes, changes and removes clients, by the rules that hold of them. */
@Component
public class Clients {

    private static final ClientSecrets SECRETS = new ClientSecrets();

    private final ClientStore store;
    private final ClientEnd end;

    Clients(ClientStore store, ClientEnd end) {
        this.store = store;
        this.end = end;
    }

    /**
     * A client after it was written.
     *
     * @param kept the client
     * @param secret its secret, when one was made just now; it can never be read again
     */
    public record Written(ClientStore.Kept kept, @Nullable String secret) {}

    List<ClientStore.Kept> all() {
        return store.all();
    }

    /** Returns a client by id. */
    public Optional<ClientStore.Kept> find(String id) {
        return store.find(id);
    }

    /**
     * Makes a client.
     *
     * @throws RefusedException when something of it is wrong, or its id is taken
     */
    public Written create(Client written) {
        return create(written, written.hasSecret() ? ClientSecrets.generate() : null);
    }

    /**
     * Makes a client whose secret is known before, as those of a demo are.
     *
     * @throws RefusedException when something of it is wrong, or its id is taken
     */
    public Written create(Client written, @Nullable String secret) {
        check(written);
        String id = written.id() == null ? UUID.randomUUID().toString() : written.id();
        Client client = written.withId(id);
        if (!store.add(client, hash(secret))) {
            throw refused(HttpStatus.CONFLICT, new Mistake("id", "'" + id + "' is taken", "an id that is not"));
        }
        return new Written(known(id), secret);
    }

    /**
     * Replaces all settings of a client. What was granted to it stays, within the new scopes; its secret stays too, is made
     * when it now needs one, and is forgotten when it does not.
     *
     * @throws RefusedException when something of it is wrong, or there is no such client
     */
    public Written replace(String id, Client written) {
        ClientStore.Kept before = known(id);
        if (written.id() != null && !id.equals(written.id())) {
            throw refused(
                    HttpStatus.BAD_REQUEST,
                    new Mistake("id", "'" + written.id() + "'", "the id of the address, or none"));
        }
        Client client = written.withId(id);
        check(client);
        String secret = client.hasSecret() && before.secretHash() == null ? ClientSecrets.generate() : null;
        String kept = client.hasSecret() ? before.secretHash() : null;
        store.replace(client, secret == null ? kept : hash(secret));
        return new Written(known(id), secret);
    }

    /**
     * Makes a new secret; the old one ends at once.
     *
     * @throws RefusedException when the client has no secret, or there is no such client
     */
    public Written rotateSecret(String id) {
        Client client = known(id).client();
        if (!client.hasSecret()) {
            throw refused(
                    HttpStatus.CONFLICT,
                    new Mistake(
                            "authentication",
                            String.join(", ", client.authentication()),
                            "client_secret_basic or client_secret_post; this client has no secret"));
        }
        String secret = ClientSecrets.generate();
        store.replace(client, hash(secret));
        return new Written(known(id), secret);
    }

    /**
     * Removes a client, and ends everything granted to it.
     *
     * @throws RefusedException when there is no such client
     */
    public void delete(String id) {
        if (!store.remove(id)) {
            throw unknown();
        }
        end.client(id);
    }

    ClientStore.Kept known(String id) {
        return store.find(id).orElseThrow(Clients::unknown);
    }

    private static RefusedException unknown() {
        return refused(HttpStatus.NOT_FOUND, new Mistake("id", "not known", "the id of a client"));
    }

    private static void check(Client client) {
        List<Mistake> mistakes = ClientRules.check(client);
        if (!mistakes.isEmpty()) {
            throw new RefusedException(HttpStatus.BAD_REQUEST, mistakes);
        }
    }

    private static RefusedException refused(HttpStatus status, Mistake mistake) {
        return new RefusedException(status, List.of(mistake));
    }

    private static @Nullable String hash(@Nullable String secret) {
        return secret == null ? null : SECRETS.encode(secret);
    }
}
