package io.gwanmun.auth.token;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import io.gwanmun.auth.client.ClientEnd;

/**
 * Ends grants by whom they belong to. What takes rights away is in the database already when this is asked for, so a Redis that is
 * away must not make it forgotten: it is noted first and done as soon as Redis is back. Until then nobody gets a token here.
 */
@Component
class RedisGrants implements Grants, ClientEnd {

    private static final Logger LOG = LoggerFactory.getLogger(RedisGrants.class);

    private final GrantStore store;
    private final OwedEndings owed;

    RedisGrants(GrantStore store, OwedEndings owed) {
        this.store = store;
        this.owed = owed;
    }

    @Override
    public void endAllOfPerson(String personId) {
        end(owed.note(OwedEndings.Whose.PERSON, personId));
    }

    @Override
    public void endAllOfClient(String clientId) {
        end(owed.note(OwedEndings.Whose.CLIENT, clientId));
    }

    /** Ends what could not be ended when it was to be. */
    @Scheduled(fixedDelay = 10, initialDelay = 10, timeUnit = TimeUnit.SECONDS)
    void catchUp() {
        owed.all().forEach(this::end);
    }

    private void end(OwedEndings.Owed one) {
        try {
            List<String> grants = switch (one.whose()) {
                case PERSON -> store.ofPerson(one.subject());
                case CLIENT -> store.ofClient(one.subject());
            };
            grants.forEach(store::end);
            owed.settle(one);
        } catch (RedisException e) {
            LOG.warn(
                    "Redis: {} (expected: an answer; tokens of {} {} end when there is one)",
                    e.getMessage(),
                    one.whose(),
                    one.subject());
        }
    }

    @Override
    public void client(String id) {
        endAllOfClient(id);
    }
}
