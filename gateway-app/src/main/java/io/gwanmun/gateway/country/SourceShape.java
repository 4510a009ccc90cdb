package io.gwanmun.gateway.country;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.network.ArrivingHeaders;
import io.gwanmun.gateway.pipeline.ClaimPath;
import io.gwanmun.gateway.route.OwnHeader;
import io.gwanmun.gateway.token.ClaimShape;

/** How a source of countries is written: {@code address}, or a mapping that says which claim, header or field. */
final class SourceShape {

    private static final DataSize USUAL = DataSize.ofKilobytes(64);

    private static final Shape<CountrySource> DETAILED =
            Shapes.object("source", "A claim, a header or a field of the body.", fields -> {
                // But for most, which goes with body.
                fields.exactlyOne();
                var claim =
                        fields.optional("claim", ClaimShape.with("address.country"), "A claim of the caller's token.");
                var header = fields.optional(
                        "header",
                        Shapes.parsed(
                                "header of a proxy",
                                "A header in which a proxy says it; letters, digits and hyphens.",
                                "CF-IPCountry",
                                SourceShape::header),
                        "A header that one of network.trustedProxies sets; what anybody else sends is taken away.");
                var body = fields.optional(
                        "body",
                        Shapes.parsed(
                                "JSON pointer",
                                "The way to a field of a JSON body (RFC 6901).",
                                "/customer/country",
                                JsonPointer::parse),
                        "A field of the JSON body, read on routes whose cases ask.");
                var most = fields.optional(
                        "most",
                        Shapes.size(DataSize.ofBytes(1), DataSize.ofMegabytes(1)),
                        "Beside body: how long it may be to be read; a longer one is refused with 413. 64KB without it.");
                return values -> source(values.find(claim), values.find(header), values.find(body), values.find(most));
            });

    /** A source. */
    static final Shape<CountrySource> SOURCE = Shapes.oneOf(
            "source of countries",
            "Something that may know the country of a call.",
            List.of(
                    Shapes.words("source of countries", "address is the client's address.", "address")
                            .map(word -> new CountrySource.Address()),
                    DETAILED));

    private SourceShape() {}

    private static String header(String name) {
        if (ArrivingHeaders.isRemoved(name)) {
            throw new IllegalArgumentException("header: " + name
                    + " (expected: one that the gateway does not take away on arrival, such as CF-IPCountry)");
        }
        return OwnHeader.parse(name);
    }

    private static CountrySource source(
            @Nullable String claim, @Nullable String header, @Nullable JsonPointer body, @Nullable DataSize most) {
        List<CountrySource> said = new ArrayList<>();
        if (claim != null) {
            said.add(new CountrySource.Claim(ClaimPath.parse(claim)));
        }
        if (header != null) {
            said.add(new CountrySource.Header(header));
        }
        if (body != null) {
            said.add(new CountrySource.Body(body, (int) (most == null ? USUAL : most).toBytes()));
        }
        if (said.size() != 1) {
            throw new IllegalArgumentException(
                    said.size() + " sources in one (expected: exactly one of claim, header and body)");
        }
        if (most != null && body == null) {
            throw new IllegalArgumentException("most without a body (expected: most only beside body)");
        }
        return said.get(0);
    }
}
