package io.gwanmun.samples.orders;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operations on orders. What cannot be done is refused as {@code application/problem+json}. */
@RestController
@RequestMapping({"/orders", "/v1/orders", "/v2/orders"})
final class OrdersController {

    private final OrderStore store;

    OrdersController(OrderStore store) {
        this.store = store;
    }

    /** A list of orders, each in the shape the caller asked for. */
    record OrderList(List<Object> orders) {}

    @GetMapping({"", "/"})
    OrderList list(@RequestParam(required = false) @Nullable Long user, ServerHttpRequest request) {
        OrderShape shape = shape(request);
        List<Order> orders = user == null ? store.all() : store.ofUser(user);
        return new OrderList(orders.stream().map(shape::show).toList());
    }

    @GetMapping("/{id}")
    Object order(@PathVariable long id, ServerHttpRequest request) {
        OrderShape shape = shape(request);
        return shape.show(store.find(id)
                .orElseThrow(() -> refusal(HttpStatus.NOT_FOUND, "There is no order " + id + ".", List.of())));
    }

    @PostMapping({"", "/"})
    ResponseEntity<Object> create(@RequestBody NewOrder arrival, ServerHttpRequest request) {
        OrderShape shape = shape(request);
        List<String> faults = arrival.faults();
        if (!faults.isEmpty()) {
            throw refusal(HttpStatus.BAD_REQUEST, "The order cannot be kept as sent.", faults);
        }
        Order order = store.add(arrival);
        String list = request.getPath().value().replaceFirst("/$", "");
        return ResponseEntity.created(URI.create(list + "/" + order.id())).body(shape.show(order));
    }

    private static OrderShape shape(ServerHttpRequest request) {
        String version = request.getHeaders().getFirst(OrderShape.HEADER);
        return OrderShape.asked(request.getPath().value(), version)
                .orElseThrow(() -> refusal(
                        HttpStatus.BAD_REQUEST, OrderShape.HEADER + ": " + version + " (expected: 1 or 2)", List.of()));
    }

    private static ErrorResponseException refusal(HttpStatus status, String detail, List<String> errors) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return new ErrorResponseException(status, problem, null);
    }
}
