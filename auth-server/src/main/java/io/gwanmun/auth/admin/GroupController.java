package io.gwanmun.auth.admin;

import java.net.URI;
import java.util.List;
import java.util.Set;

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
import io.gwanmun.auth.user.Groups;

/** Lets administrators write groups. Those in a group are signed out when its roles change, as theirs do. */
@RestController
@RequestMapping("/admin/v1/groups")
@ConditionalOnProperty(name = "auth.users.source", havingValue = "database", matchIfMissing = true)
class GroupController {

    private final Groups groups;
    private final Accounts accounts;

    GroupController(Groups groups, Accounts accounts) {
        this.groups = groups;
        this.accounts = accounts;
    }

    /** A group as an admin writes it. */
    record Written(
            @Nullable String name,
            @Nullable String description,
            @Nullable List<String> roles) {

        Groups.Group group(@Nullable String name) {
            return new Groups.Group(
                    name == null ? "" : name,
                    description == null ? "" : description,
                    roles == null ? Set.of() : Set.copyOf(roles));
        }
    }

    @GetMapping
    List<Groups.Group> list() {
        return groups.all();
    }

    @GetMapping("/{name}")
    Groups.Group read(@PathVariable String name) {
        return groups.find(name).orElseThrow(() -> new PeopleProblems.MissingException("name", name));
    }

    @PostMapping
    ResponseEntity<Groups.Group> create(@RequestBody Written written) {
        Groups.Group group = written.group(written.name());
        groups.create(group);
        return ResponseEntity.created(URI.create("/admin/v1/groups/" + group.name()))
                .body(group);
    }

    @PutMapping("/{name}")
    Groups.Group replace(@PathVariable String name, @RequestBody Written written) {
        Groups.Group before = read(name);
        Groups.Group after = written.group(before.name());
        groups.replace(after);
        if (!before.roles().equals(after.roles())) {
            groups.members(name).forEach(accounts::signOut);
        }
        return after;
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        List<String> members = groups.members(read(name).name());
        groups.delete(name);
        members.forEach(accounts::signOut);
    }
}
