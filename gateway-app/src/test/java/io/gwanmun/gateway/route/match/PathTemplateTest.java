package io.gwanmun.gateway.route.match;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PathTemplateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/users",
                "/users/",
                "/{id}",
                "/{_a-9}/b",
                "/files/{rest...}",
                "/{rest...}",
                "/a.b/@x:y,v=1",
                "/a*b/c:d"
            })
    void parseWhenWellFormedThenKeepsText(String text) {
        assertThat(PathTemplate.parse(text)).hasToString(text).isEqualTo(PathTemplate.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                 | nothing at character 1 | a path that starts with /",
                "users              | 'u' at character 1 | a path that starts with /",
                "/{id}.json         | a parameter with text beside it at character 2 | a parameter is a whole segment",
                "/v{id}             | a parameter with text beside it at character 2 | a parameter is a whole segment",
                "/{a}{b}            | a parameter with text beside it at character 2 | a parameter is a whole segment",
                "/a/{id             | a { that is not closed at character 4 | a } in the same segment",
                "/a/id}             | a } without a { at character 6 | {name}",
                "/{id:[0-9]+}       | a pattern behind a name at character 5 | {id} alone, as there are no patterns in paths",
                "/**                | **, which stands for nothing here at character 2 | /{rest...}",
                "/a/*               | *, which stands for nothing here at character 4 | /{rest...}",
                "/a/*/b             | *, which stands for nothing here at character 4 | /{name} for one segment",
                "/:id/b             | a segment that begins with a colon at character 2 | /{id}",
                "/:/b               | a segment that begins with a colon at character 2 | /{name}",
                "/{}                | no name at character 3 | a name between the braces",
                "/{...}             | no name at character 3 | a name between the braces",
                "/{1a}              | '1' at character 3 | a name that starts with a letter or _",
                "/{-a}              | '-' at character 3 | a name that starts with a letter or _",
                "/{a.b}             | '.' at character 4 | letters, digits, _ and - in a name",
                "/{a..}             | '.' at character 4 | letters, digits, _ and - in a name",
                "/{a}/b/{a}         | {a} for the second time at character 8 | a name of its own",
                "/{a...}/b          | more behind {a...} at character 8 | the last segment only",
                "/{a...}/           | more behind {a...} at character 8 | the last segment only",
                "/a//b              | an empty segment at character 4 | at least one character",
                "//                 | an empty segment at character 2 | at least one character",
                "/a/../b            | the segment .. at character 4 | without dot segments",
                "/a/%2e             | the segment . at character 4 | without dot segments",
                "/a?b=c             | '?' at character 3 | without query and fragment",
                "/a#b               | '#' at character 3 | without query and fragment",
                "/a b               | ' ' at character 3 | %20 in its place",
                "/a\\b              | '\\' at character 3 | no character that is refused in every request",
                "/a;v=1             | ';' at character 3 | no character that is refused in every request",
                "/a%2fb             | %2f at character 3 | no character that is refused in every request",
                "/a%3B              | %3B at character 3 | no character that is refused in every request",
                "/a%25              | %25 at character 3 | no character that is refused in every request",
                "/a%0a              | %0a at character 3 | no character that is refused in every request",
                "/a%2               | '%' at character 3 | two hexadecimal digits",
                "/a%/bc             | '%' at character 3 | two hexadecimal digits",
            })
    void parseWhenMalformedThenSaysWhereAndWhatInstead(String text, String found, String expected) {
        assertThatThrownBy(() -> PathTemplate.parse(text))
                .isInstanceOf(MatchSyntaxException.class)
                .hasMessageContaining(found)
                .hasMessageContaining("(expected: ")
                .hasMessageContaining(expected);
    }

    @Test
    void parseWhenMalformedThenTellsCharacterFromOne() {
        assertThatThrownBy(() -> PathTemplate.parse("/a/{x}y"))
                .isInstanceOfSatisfying(
                        MatchSyntaxException.class, e -> assertThat(e.at()).isEqualTo(4));
    }

    @Test
    void parseWhenControlCharacterThenDoesNotRepeatIt() {
        assertThatThrownBy(() -> PathTemplate.parse("/a\u007f")).hasMessageContaining("the control character U+007F");
    }

    @Test
    void parseWhenSegmentsAtMostThenReadsAndOneMoreThenRefuses() {
        assertThat(PathTemplate.parse("/a".repeat(64)).segments()).hasSize(64);
        assertThatThrownBy(() -> PathTemplate.parse("/a".repeat(65))).hasMessageContaining("at most 64 segments");
    }

    @Test
    void parseWhenLengthAtMostThenReadsAndOneMoreThenRefuses() {
        assertThat(PathTemplate.parse("/" + "a".repeat(2047)).names()).isEmpty();
        assertThatThrownBy(() -> PathTemplate.parse("/" + "a".repeat(2048))).hasMessageContaining("2049 characters");
    }

    @ParameterizedTest
    @CsvSource({
        "/%7euser,~user",
        "/a%c3%a9,a%C3%A9",
        "/%41,A",
        "/%40,@",
        "/users%3Aexport,users:export",
        "/관,%EA%B4%80",
        "/\uD83D\uDE00x,%F0%9F%98%80x"
    })
    void parseWhenLiteralHasAnotherSpellingThenKeepsCanonicalOne(String text, String canonical) {
        assertThat(PathTemplate.parse(text).segments().get(0).text()).isEqualTo(canonical);
    }

    @Test
    void parseWhenHalfASurrogateThenRefuses() {
        assertThatThrownBy(() -> PathTemplate.parse("/a\uD83D"))
                .hasMessageContaining("half a character at character 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/users/{id}         | /{id}/details       | /users/7     | /7/details",
                "/users/{id}         | /{id}               | /users/a%2Fb | /a%2Fb",
                "/{a}/{b}            | /{b}/x/{a}          | /1/2         | /2/x/1",
                "/{a}/x/{b}          | /plain              | /1/x/2       | /plain",
                "/files/{rest...}    | /new/{rest...}      | /files/a/b/  | /new/a/b/",
                "/files/{rest...}    | /new/{rest...}      | /files/      | /new/",
                "/files/{rest...}    | /new/{rest...}      | /files       | /new",
                "/files/{rest...}    | /{rest...}          | /files       | /",
                "/files/{rest...}    | /{rest...}          | /files/      | /",
                "/{rest...}          | /new/{rest...}      | /            | /new/",
                "/{id}/{rest...}     | /{rest...}          | /1/2/3       | /2/3",
                "/{id}/x             | /{id}/y/{id}        | /1/x         | /1/y/1",
            })
    void expandWhenMatchedThenFillsParameters(String from, String to, String path, String expanded) {
        PathTemplate source = PathTemplate.parse(from);
        PathTemplate target = PathTemplate.parseTarget(to);

        assertThat(target.whyNotFrom(source)).isEmpty();
        assertThat(target.expand(PathParameters.of(source, path))).isEqualTo(expanded);
    }

    @Test
    void expandWhenParametersAreGivenThenFillsThem() {
        PathTemplate template = PathTemplate.parse("/{a}/{rest...}");

        assertThat(template.expand(PathParameters.of(Map.of("a", "1", "rest", "x/y"))))
                .isEqualTo("/1/x/y");
        assertThat(template.expand(PathParameters.of(Map.of("a", "1", "rest", ""))))
                .isEqualTo("/1");
    }

    @Test
    void expandWhenParameterIsMissingOrEmptyThenThrows() {
        PathTemplate template = PathTemplate.parse("/{a}/b");

        assertThatThrownBy(() -> template.expand(PathParameters.NONE)).hasMessageStartingWith("a: no such parameter");
        assertThatThrownBy(() -> template.expand(PathParameters.of(Map.of("a", ""))))
                .hasMessageContaining("at least one");
    }

    @Test
    void whyNotFromWhenNameIsUnknownThenNamesTheKnownOnes() {
        assertThat(PathTemplate.parse("/{ide}").whyNotFrom(PathTemplate.parse("/{id}")))
                .contains(new PathTemplate.Unfilled("{ide}, which is no parameter of /{id}", "{id}"));
        assertThat(PathTemplate.parse("/{id}").whyNotFrom(PathTemplate.parse("/x")))
                .contains(new PathTemplate.Unfilled("{id}, which is no parameter of /x", "no parameter"));
    }

    @Test
    void whyNotFromWhenWrittenUnlikeTheSourceThenAsksForTheSame() {
        assertThat(PathTemplate.parse("/{r}/x").whyNotFrom(PathTemplate.parse("/a/{r...}")))
                .contains(new PathTemplate.Unfilled("{r}, which may have several segments in /a/{r...}", "{r...}"));
        assertThat(PathTemplate.parse("/new/{id...}").whyNotFrom(PathTemplate.parse("/{id}/x")))
                .contains(new PathTemplate.Unfilled("{id...}, which is one segment in /{id}/x", "{id}"));
    }

    @Test
    void getWhenMatchedThenGivesEncodedValues() {
        PathParameters params = PathParameters.of(PathTemplate.parse("/{a}/x/{rest...}"), "/1%20/x/y/z/");

        assertThat(params.get("a")).isEqualTo("1%20");
        assertThat(params.get("rest")).isEqualTo("y/z/");
        assertThat(params.get("b")).isNull();
        assertThat(params.toMap()).containsExactly(Map.entry("a", "1%20"), Map.entry("rest", "y/z/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/1/x", "/1/x/"})
    void getWhenRestIsEmptyThenGivesEmptyText(String path) {
        assertThat(PathParameters.of(PathTemplate.parse("/{a}/x/{rest...}"), path)
                        .get("rest"))
                .isEmpty();
    }
}
