package io.gwanmun.gateway.country;

import java.util.Map;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What sources of countries may look at; nothing is read before it is asked for. */
public interface CountryFacts {

    /** Returns what the caller's token says; empty without one. */
    Map<String, Object> claims();

    /** Returns the value of a header that is to be believed, null for none. */
    @Nullable
    String header(String name);

    /** Returns what the database says of the client's address, null when it does not know it or there is none. */
    @Nullable
    String byAddress();

    /** Returns the body, null when there is none or it is no JSON. */
    @Nullable
    ByteBuf body();
}
