package io.gwanmun.auth.client;

/** What else ends when a client is deleted. */
@FunctionalInterface
public interface ClientEnd {

    /** Ends everything granted to a client. */
    void client(String id);
}
