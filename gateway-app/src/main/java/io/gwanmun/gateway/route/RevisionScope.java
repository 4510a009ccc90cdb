package io.gwanmun.gateway.route;

import io.gwanmun.gateway.api.Revision;

/** Something a room keeps for the objects of a revision, such as connections; told when it can let go of older ones. */
@FunctionalInterface
public interface RevisionScope {

    /** Hears that a revision is live. What it does not name is no longer used by new requests. */
    void becameLive(Revision revision);
}
