package io.gwanmun.gateway.api.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Place;
import io.gwanmun.gateway.api.Secrets;
import io.gwanmun.gateway.api.Source;

/**
 * One file of YAML. The parser's events become sources one to one; no type is guessed and nothing is constructed, so no text
 * can name a class. Aliases share the source of their anchor; what they stand for counts towards a limit, so that a small
 * file cannot become a large one.
 */
public final class YamlText {

    private static final int LARGEST = 10 * 1024 * 1024;

    private final String file;
    private final Secrets secrets;
    private final Mistakes mistakes;

    /**
     * Creates a reader.
     *
     * @param file the name for places
     * @param secrets resolves references
     * @param mistakes takes what is wrong
     */
    public YamlText(String file, Secrets secrets, Mistakes mistakes) {
        this.file = file;
        this.secrets = secrets;
        this.mistakes = mistakes;
    }

    /** Returns the document of a file, null when it could not be read to its end; mistakes are told either way. */
    public @Nullable Source read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST + 1);
        if (text.length() > LARGEST) {
            mistakes.add(new Mistake(Place.of(file), "", "a file larger than 10 MB", "smaller files", null));
            return null;
        }
        try {
            ParserImpl parser = new ParserImpl(new StreamReader(text), options);
            return document(parser);
        } catch (MarkedYAMLException wrong) {
            mistakes.add(PlainWords.of(file, wrong, text));
        } catch (ReaderException wrong) {
            mistakes.add(PlainWords.of(file, wrong, text));
        } catch (UnreadableException wrong) {
            mistakes.add(wrong.mistake());
        }
        return null;
    }

    private Source document(ParserImpl parser) {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            throw new UnreadableException(
                    new Mistake(Place.of(file), "", "no content", "apiVersion: gateway/v1 and what follows it", null));
        }
        parser.getEvent();
        Source source = new Nodes(file, parser, secrets, mistakes).next();
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw new UnreadableException(new Mistake(
                    Nodes.place(file, parser.peekEvent().getStartMark()),
                    "",
                    "a second document",
                    "one document in a file",
                    "Remove the --- or move what follows to a file of its own."));
        }
        return source;
    }
}
