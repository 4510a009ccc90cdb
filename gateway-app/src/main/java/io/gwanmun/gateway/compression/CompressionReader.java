package io.gwanmun.gateway.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;

/** Reads which answers are compressed; what a route says counts in place of all that its API says. */
public final class CompressionReader implements PolicyReader {

    private static final DataSize MIN_SIZE = DataSize.ofKilobytes(1);
    private static final int LEVEL = 5;

    private static final Shape<MediaRange> TYPE = Shapes.parsed(
            "content type",
            "A content type without parameters; text/* and application/*+json stand for several.",
            "application/json",
            MediaRange::parse);

    private static final Shape<CompressionPolicy> RULE =
            Shapes.object("compression rule", "Which answers are compressed.", fields -> {
                var types = fields.optional(
                        "types", Shapes.set(TYPE), "The content types; text, JSON, XML and the like without it.");
                var minSize = fields.optional(
                        "minSize",
                        Shapes.SIZE,
                        MIN_SIZE,
                        "The smallest body that is compressed; one of unknown length always is.");
                var level = fields.optional(
                        "level", Shapes.integer(1, 9), LEVEL, "How hard to try: 1 is fast, 9 is small.");
                return values -> {
                    Set<MediaRange> said = values.find(types);
                    return new CompressionPolicy(
                            said == null ? CompressionPolicy.TYPES : new ArrayList<>(said),
                            values.get(minSize),
                            values.get(level));
                };
            });

    private static final PolicyShape<CompressionPolicy> COMPRESSION = PolicyShape.onBoth(
            "compression",
            Phase.ENCODE,
            Shapes.oneOf(
                    "compression",
                    "Whether answers are compressed: gzip with what is usual, none, or a rule.",
                    List.of(
                            Shapes.words("compression", "Usual rule, or no compression.", "gzip", "none")
                                    .map(CompressionReader::said),
                            RULE)),
            "Which answers are compressed for clients that accept gzip; none unless said. What a route says replaces its API's.");

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(COMPRESSION);
    }

    @Override
    public Phase phase() {
        return Phase.ENCODE;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        return COMPRESSION.nearest(api, route);
    }

    private static CompressionPolicy said(String word) {
        return word.equals("none")
                ? CompressionPolicy.NONE
                : new CompressionPolicy(CompressionPolicy.TYPES, MIN_SIZE, LEVEL);
    }
}
