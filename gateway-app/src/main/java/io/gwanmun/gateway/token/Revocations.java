package io.gwanmun.gateway.token;

/** Which tokens were called back before their time. Read on the path of every call, so it never waits. */
public interface Revocations {

    /** Nothing is ever called back. */
    Revocations NONE = new Revocations() {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public boolean contains(String tokenId) {
            return false;
        }
    };

    /** Returns a number that changes whenever a token was called back, or when some may have been without our hearing of it. */
    long version();

    /**
     * Says whether a token was called back.
     *
     * @param tokenId its {@link TokenId}
     */
    boolean contains(String tokenId);

    /**
     * Says whether tokens must be refused because it is not known which of them were called back: the feed is away for longer
     * than its grace, or holds more than fits, and the operator wrote {@code gateway.revocations.without-feed: refuse}. Reads no
     * clock and no more than one field unless that was written.
     */
    default boolean isBlind() {
        return false;
    }
}
