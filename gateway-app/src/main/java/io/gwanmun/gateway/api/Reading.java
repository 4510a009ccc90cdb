package io.gwanmun.gateway.api;

import java.util.List;
import java.util.function.Function;

/** What came of reading a directory. */
public sealed interface Reading {

    /** Returns what one of the two functions makes of this. */
    <R> R fold(Function<Revision, R> good, Function<List<Mistake>, R> bad);

    /**
     * Everything could be read.
     *
     * @param revision all that is written
     */
    record Good(Revision revision) implements Reading {
        @Override
        public <R> R fold(Function<Revision, R> good, Function<List<Mistake>, R> bad) {
            return good.apply(revision);
        }
    }

    /**
     * Something is to be mended.
     *
     * @param mistakes all that is, by file and line; at least one
     */
    record Bad(List<Mistake> mistakes) implements Reading {

        /** Copies the mistakes. */
        public Bad {
            mistakes = List.copyOf(mistakes);
        }

        @Override
        public <R> R fold(Function<Revision, R> good, Function<List<Mistake>, R> bad) {
            return bad.apply(mistakes);
        }
    }
}
