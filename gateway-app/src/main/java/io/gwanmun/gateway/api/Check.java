package io.gwanmun.gateway.api;

/**
 * Something that must hold between written objects, such as that a named upstream exists. Contributed to the
 * {@link Grammar} and run over everything that could be read.
 */
@FunctionalInterface
public interface Check {

    /**
     * Looks at a revision. Parts that had mistakes of their own are missing from it, so {@link Policies#find} is the way to
     * ask; {@link Revision#require} knows the names of those parts and complains of none of them.
     *
     * @param revision all that could be read
     * @param mistakes takes what does not hold
     */
    void check(Revision revision, Mistakes mistakes);
}
