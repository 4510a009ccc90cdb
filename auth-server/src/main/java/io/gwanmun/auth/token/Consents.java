package io.gwanmun.auth.token;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What people agreed to, in the database. */
@Component
class Consents implements OAuth2AuthorizationConsentService {

    private final JdbcClient database;
    private final TransactionTemplate transaction;

    Consents(JdbcClient database, PlatformTransactionManager transactions) {
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void save(OAuth2AuthorizationConsent consent) {
        transaction.executeWithoutResult(status -> {
            remove(consent);
            database.sql("insert into consents (client_id, person_id, scopes) values (?, ?, ?)")
                    .param(consent.getRegisteredClientId())
                    .param(consent.getPrincipalName())
                    .param(String.join(" ", consent.getScopes()))
                    .update();
        });
    }

    @Override
    public void remove(OAuth2AuthorizationConsent consent) {
        database.sql("delete from consents where client_id = ? and person_id = ?")
                .param(consent.getRegisteredClientId())
                .param(consent.getPrincipalName())
                .update();
    }

    @Override
    public @Nullable OAuth2AuthorizationConsent findById(String client, String person) {
        return database.sql("select scopes from consents where client_id = ? and person_id = ?")
                .param(client)
                .param(person)
                .query(String.class)
                .optional()
                .filter(scopes -> !scopes.isEmpty())
                .map(scopes -> consent(client, person, scopes))
                .orElse(null);
    }

    private static OAuth2AuthorizationConsent consent(String client, String person, String scopes) {
        OAuth2AuthorizationConsent.Builder consent = OAuth2AuthorizationConsent.withId(client, person);
        Arrays.stream(scopes.split(" ")).forEach(consent::scope);
        return consent.build();
    }
}
