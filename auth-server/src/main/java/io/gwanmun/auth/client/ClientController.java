package io.gwanmun.auth.client;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets administrators write clients. A secret is in the one answer that makes it and nowhere else. */
@RestController
@RequestMapping("/admin/v1/clients")
class ClientController {

    private final Clients clients;

    ClientController(Clients clients) {
        this.clients = clients;
    }

    /** A client in an answer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(@JsonUnwrapped Client client, @Nullable String secret, Instant created, Instant changed) {

        static View of(ClientStore.Kept kept) {
            return new View(kept.client(), null, kept.created(), kept.changed());
        }

        static View of(Clients.Written written) {
            ClientStore.Kept kept = written.kept();
            return new View(kept.client(), written.secret(), kept.created(), kept.changed());
        }
    }

    @GetMapping
    List<View> list() {
        return clients.all().stream().map(View::of).toList();
    }

    @GetMapping("/{id}")
    View read(@PathVariable String id) {
        return View.of(clients.known(id));
    }

    @PostMapping
    ResponseEntity<View> create(@RequestBody Client client) {
        Clients.Written written = clients.create(client);
        URI address = URI.create("/admin/v1/clients/" + written.kept().client().id());
        return ResponseEntity.created(address).body(View.of(written));
    }

    @PutMapping("/{id}")
    View replace(@PathVariable String id, @RequestBody Client client) {
        return View.of(clients.replace(id, client));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        clients.delete(id);
    }

    @PostMapping("/{id}/secret")
    View rotateSecret(@PathVariable String id) {
        return View.of(clients.rotateSecret(id));
    }
}
