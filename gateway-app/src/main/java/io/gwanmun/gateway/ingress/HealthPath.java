package io.gwanmun.gateway.ingress;

import java.util.function.BooleanSupplier;

import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** A path on the data port that says whether this instance takes calls, for load balancers that see no other port. */
final class HealthPath {

    private final String path;
    private final BooleanSupplier ready;

    /**
     * Makes the path.
     *
     * @param path the path, empty for none
     * @param ready says whether this instance takes calls; asked on event loops
     */
    HealthPath(String path, BooleanSupplier ready) {
        this.path = path;
        this.ready = ready;
    }

    /** Says whether a request asks for it; no route is looked for then. */
    boolean isAskedFor(Target target) {
        return path.length() > 0 && path.equals(target.path());
    }

    /** Answers 200 or 503, without a body. */
    Mono<Void> answer(ClientResponse response) {
        response.setStatusCode(ready.getAsBoolean() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        return response.setComplete();
    }
}
