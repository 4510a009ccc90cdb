package io.gwanmun.gateway.pipeline;

import java.net.InetAddress;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DecisionTest {

    private final Call call =
            new Call("id", "GET", "/", Origin.direct(InetAddress.getLoopbackAddress(), "127.0.0.1", "http"), 0);
    private final Decision decision = new Decision();

    @Test
    void ofWhenNothingWasDecidedThenEmpty() {
        assertThat(decision.of(call)).isEmpty();
    }

    @Test
    void ofWhenAllWasDecidedThenADictionaryInItsOrder() {
        call.routedTo(new RouteLabel("users", "default", "details"));
        decision.caseTaken(1, "role: admin");
        decision.sentTo("users-eu", false);
        decision.sentTo("users-us", true);
        call.sentTo("10.0.0.7:8080");
        call.failed(UpstreamFault.UNREACHABLE);

        assertThat(decision.of(call))
                .isEqualTo("route=\"users/default/details\", case=1, because=\"role: admin\", upstream=\"users-us\","
                        + " target=\"10.0.0.7:8080\", attempts=2, failover, fault=\"upstream-unreachable\"");
    }

    @Test
    void ofWhenTextHoldsQuotesThenEscaped() {
        assertThat(because("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
    }

    @Test
    void ofWhenTextHoldsLineEndsOrOtherLettersThenADisplayString() {
        assertThat(because("a\r\nSet-Cookie: b=c")).isEqualTo("%\"a%0d%0aSet-Cookie: b=c\"");
        assertThat(because("\u00fc\u0000\u007f%\"")).isEqualTo("%\"%c3%bc%00%7f%25%22\"");
    }

    @Test
    void ofWhenTextIsTooLongThenCut() {
        assertThat(because("x".repeat(Decision.LONGEST))).isEqualTo('"' + "x".repeat(Decision.LONGEST) + '"');
        assertThat(because("x".repeat(Decision.LONGEST + 1)))
                .isEqualTo('"' + "x".repeat(Decision.LONGEST - 3) + "...\"");
        assertThat(because("x".repeat(Decision.LONGEST - 4) + "\ud83d\ude00" + "x".repeat(9)))
                .isEqualTo('"' + "x".repeat(Decision.LONGEST - 4) + "...\"");
    }

    private String because(String why) {
        decision.caseTaken(2, why);
        String text = decision.of(call);
        assertThat(text).startsWith("case=2, because=");
        return text.substring("case=2, because=".length());
    }
}
