package io.gwanmun.auth.token;

import org.springframework.stereotype.Component;

import io.gwanmun.auth.client.ClientEnd;

/** Ends grants by whom they belong to. */
@Component
class RedisGrants implements Grants, ClientEnd {

    private final GrantStore store;

    RedisGrants(GrantStore store) {
        this.store = store;
    }

    @Override
    public void endAllOfPerson(String personId) {
        store.ofPerson(personId).forEach(store::end);
    }

    @Override
    public void endAllOfClient(String clientId) {
        store.ofClient(clientId).forEach(store::end);
    }

    @Override
    public void client(String id) {
        endAllOfClient(id);
    }
}
