package io.gwanmun.auth.admin;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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

import io.gwanmun.auth.account.Accounts;
import io.gwanmun.auth.user.Roles;

/** Lets administrators write roles. Whoever loses a role by its end is signed out. */
@RestController
@RequestMapping("/admin/v1/roles")
@ConditionalOnProperty(name = "auth.users.source", havingValue = "database", matchIfMissing = true)
class RoleController {

    private final Roles roles;
    private final Accounts accounts;

    RoleController(Roles roles, Accounts accounts) {
        this.roles = roles;
        this.accounts = accounts;
    }

    /** A role as an admin writes it; of one that exists only the description counts. */
    record Written(@Nullable String name, @Nullable String description) {

        Roles.Role role(@Nullable String name) {
            return new Roles.Role(name == null ? "" : name, description == null ? "" : description);
        }
    }

    @GetMapping
    List<Roles.Role> list() {
        return roles.all();
    }

    @GetMapping("/{name}")
    Roles.Role read(@PathVariable String name) {
        return roles.find(name).orElseThrow(() -> new PeopleProblems.MissingException("name", name));
    }

    @PostMapping
    ResponseEntity<Roles.Role> create(@RequestBody Written written) {
        Roles.Role role = written.role(written.name());
        roles.create(role);
        return ResponseEntity.created(URI.create("/admin/v1/roles/" + role.name()))
                .body(role);
    }

    @PutMapping("/{name}")
    Roles.Role describe(@PathVariable String name, @RequestBody Written written) {
        roles.describe(written.role(read(name).name()));
        return read(name);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        List<String> holders = roles.holders(read(name).name());
        roles.delete(name);
        holders.forEach(accounts::signOut);
    }
}
