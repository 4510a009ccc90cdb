package io.gwanmun.gateway.token;

import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.pipeline.ClaimPath;

/** How the place of a claim is written, wherever one is asked for. */
public final class ClaimShape {

    private ClaimShape() {}

    /**
     * Returns the shape.
     *
     * @param example a place as the page of the written form shows it
     */
    public static Shape<String> with(String example) {
        return Shapes.parsed(
                "claim",
                "The name of a claim, or names joined by dots that lead into claims which are objects.",
                example,
                text -> ClaimPath.parse(text).toString());
    }
}
