package io.gwanmun.gateway.api;

/** Turns a directory of files into a {@link Revision} or into {@link Mistake}s. */
public final class RevisionReader {}
