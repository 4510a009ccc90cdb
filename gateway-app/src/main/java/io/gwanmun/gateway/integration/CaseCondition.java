package io.gwanmun.gateway.integration;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;

/** One condition of a case of {@code to}. Immutable; asked on the path of a call, so it neither waits nor fails. */
public interface CaseCondition {

    /** Returns whether it holds. */
    boolean holds(CaseFacts facts);

    /** Returns what it looks at, such as {@code role}. */
    String subject();

    /** Returns what it finds there, for people; {@code none} for nothing. */
    String found(CaseFacts facts);

    /** Returns whether it looks at the caller, and so can hold only where callers are proved. */
    default boolean needsCaller() {
        return true;
    }

    /** Returns the same condition with the names in it looked up; done once, when a route is compiled. */
    default CaseCondition in(Revision revision) {
        return this;
    }

    /** Adds mistakes when it names what there is not; done once, when files are read. */
    default void check(Revision revision, Mistakes mistakes) {}
}
