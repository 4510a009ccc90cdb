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
    private static final String NEARBY = "It stands here or soon behind; check indentation, colons and quotes.";

    private final String file;
    private final Secrets secrets;
    private final Mistakes mistakes;
    private Place last;

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
        this.last = Place.of(file);
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
            return document(new ParserImpl(new StreamReader(text), options));
        } catch (MarkedYAMLException wrong) {
            mistakes.add(new Slip(file, text).behind(PlainWords.of(file, wrong, text)));
        } catch (ReaderException wrong) {
            mistakes.add(PlainWords.of(file, wrong, text));
        } catch (UnreadableException wrong) {
            mistakes.add(wrong.mistake());
        } catch (RuntimeException unmarked) {
            // The parser has exceptions without a place, and none of them may end the reading of the other files.
            mistakes.add(new Slip(file, text)
                    .behind(new Mistake(last, "", "something that is not YAML", "\"key: value\" lines", NEARBY)));
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
        Nodes nodes = new Nodes(file, parser, secrets, mistakes, place -> last = place);
        Source source = nodes.next();
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
