package io.gwanmun.gateway.country;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.ClaimPath;

/** Something that may know which country a call comes from. What is no country of ISO 3166-1 counts as not knowing. */
public sealed interface CountrySource {

    /** Returns the country in two capital letters, null when this does not know it. */
    @Nullable
    String ask(CountryFacts facts);

    /** Returns what kind of source it is, in one word. */
    String kind();

    /**
     * A claim of the caller's token, which must be one text.
     *
     * @param path where it stands
     */
    record Claim(ClaimPath path) implements CountrySource {

        @Override
        public @Nullable String ask(CountryFacts facts) {
            return path.find(facts.claims()) instanceof String text ? CountryCodes.find(text) : null;
        }

        @Override
        public String kind() {
            return "claim";
        }

        @Override
        public String toString() {
            return "claim " + path;
        }
    }

    /**
     * A header that a trusted proxy sets.
     *
     * @param name its name
     */
    record Header(String name) implements CountrySource {

        @Override
        public @Nullable String ask(CountryFacts facts) {
            String value = facts.header(name);
            return value == null ? null : CountryCodes.find(value);
        }

        @Override
        public String kind() {
            return "header";
        }

        @Override
        public String toString() {
            return "header " + name;
        }
    }

    /** The client's address. */
    record Address() implements CountrySource {

        @Override
        public @Nullable String ask(CountryFacts facts) {
            return facts.byAddress();
        }

        @Override
        public String kind() {
            return "address";
        }

        @Override
        public String toString() {
            return "address";
        }
    }

    /**
     * A field of a JSON body.
     *
     * @param pointer where it stands
     * @param most bytes that are read to find it, 1 to 1 MB; a longer body is refused
     */
    record Body(JsonPointer pointer, int most) implements CountrySource {

        @Override
        public @Nullable String ask(CountryFacts facts) {
            ByteBuf body = facts.body();
            String text = body == null ? null : pointer.find(body);
            return text == null ? null : CountryCodes.find(text);
        }

        @Override
        public String kind() {
            return "body";
        }

        @Override
        public String toString() {
            return "body " + pointer + " of up to " + most + " bytes";
        }
    }
}
