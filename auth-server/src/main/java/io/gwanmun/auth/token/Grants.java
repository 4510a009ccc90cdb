package io.gwanmun.auth.token;

/** What was granted to whom and has not ended: codes, refresh tokens and access tokens of both kinds. */
public interface Grants {

    /** Ends everything granted to or by a person, on every gateway within a second. */
    void endAllOfPerson(String personId);

    /** Ends everything granted to a client, on every gateway within a second. */
    void endAllOfClient(String clientId);
}
