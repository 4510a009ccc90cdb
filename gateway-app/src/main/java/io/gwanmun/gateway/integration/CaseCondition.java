package io.gwanmun.gateway.integration;

/** One condition of a case of {@code to}. Immutable; asked on the path of a call, so it neither waits nor fails. */
public interface CaseCondition {

    /** Returns whether it holds. */
    boolean holds(CaseFacts facts);

    /** Returns what it looks at, such as {@code role}. */
    String subject();

    /** Returns what it finds there, for people; {@code none} for nothing. */
    String found(CaseFacts facts);
}
