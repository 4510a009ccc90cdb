package io.gwanmun.gateway.pipeline;

/**
 * What a route is called in metrics, logs and answers. The three parts come from configuration, never from a request, so
 * the set of labels is bounded.
 *
 * @param api the API's name
 * @param stage the stage's name; {@code default} unless said otherwise
 * @param route the route's name, unique in its API
 */
public record RouteLabel(String api, String stage, String route) {

    /** The label of a request that no route serves. */
    public static final RouteLabel NONE = new RouteLabel("none", "none", "none");

    /** Returns the label as {@code api/route}, the way a route is named in commands and messages. */
    public String path() {
        return api + '/' + route;
    }
}
