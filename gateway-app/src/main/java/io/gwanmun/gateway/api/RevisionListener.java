package io.gwanmun.gateway.api;

/** Somebody who works with what is written, such as the table of routes. */
@FunctionalInterface
public interface RevisionListener {

    /**
     * Makes a new revision ready, without letting it act yet. Called on the thread that watches the files, one revision at a
     * time.
     *
     * @param revision what is written now
     * @param mistakes takes what cannot be put in force; any mistake, of whichever listener, rejects the revision for all
     * @return puts the revision in force in one quick step that cannot fail; run only when nobody added a mistake
     */
    Runnable offer(Revision revision, Mistakes mistakes);
}
