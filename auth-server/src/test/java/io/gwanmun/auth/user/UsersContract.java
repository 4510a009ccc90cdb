package io.gwanmun.auth.user;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.Database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the store of people promises on every database. */
abstract class UsersContract {

    private Database database;
    private Users users;
    private Roles roles;
    private Groups groups;

    abstract Database open() throws Exception;

    @BeforeEach
    void start() throws Exception {
        database = open();
        users = database.users();
        roles = new Roles(database.client());
        groups = new Groups(database.client(), database.transactions());
        roles.create(new Roles.Role("support", ""));
        roles.create(new Roles.Role("sales", ""));
        groups.create(new Groups.Group("office", "", Set.of("sales")));
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
    }

    @Test
    void createWhenFullThenAllIsFoundAgain() {
        Profile profile = new Profile("Ann@Example.com", true, "Ann", "Müller", "ko-KR");
        User made = users.create(new UserDraft("Ann", profile, true, Set.of("support"), Set.of("office")));

        assertThat(users.find(made.id())).contains(made);
        assertThat(users.byLogin("ANN")).contains(made);
        assertThat(users.byLogin("ann@example.COM")).contains(made);
        assertThat(made.profile()).isEqualTo(profile);
        assertThat(made.toPerson().roles()).containsExactlyInAnyOrder("support", "sales");
        assertThat(made.toPerson().profile())
                .containsEntry("name", "Ann Müller")
                .containsEntry("email_verified", true);
    }

    @Test
    void renameWhenDoneThenNothingElseIsWritten() {
        User made = users.create(
                new UserDraft("ann", new Profile("ann@a.org", true, "A", "B", null), true, Set.of(), Set.of()));
        users.enable(made.id(), false);
        users.rename(made.id(), "Ann", null);
        User after = users.find(made.id()).orElseThrow();
        assertThat(after.profile()).isEqualTo(new Profile("ann@a.org", true, "Ann", null, null));
        assertThat(after.enabled()).isFalse();
        assertThatThrownBy(() -> users.rename(made.id(), "a\nb", null)).isInstanceOf(UnfitException.class);
    }

    @Test
    void moveWhenAddressIsAnothersThenStays() {
        User ann = users.create(
                new UserDraft("ann", new Profile("ann@a.org", true, null, null, null), true, Set.of(), Set.of()));
        User ben = users.create(new UserDraft("ben", Profile.EMPTY, true, Set.of(), Set.of()));
        assertThat(users.move(ben.id(), "ANN@a.org")).isFalse();
        assertThat(users.move(ben.id(), "ben@a.org")).isTrue();
        assertThat(users.byEmail("ben@a.org").map(User::id)).contains(ben.id());
        assertThat(users.byEmail("ann@a.org").map(User::id)).contains(ann.id());
    }

    @Test
    void createWhenNameDiffersByCaseOrWidthOnlyThenTaken() {
        users.create(named("ann"));
        assertThatThrownBy(() -> users.create(named("ANN"))).hasMessageContaining("name: ANN is taken");
        assertThatThrownBy(() -> users.create(named("ａｎｎ"))).isInstanceOf(TakenException.class);
    }

    @Test
    void createWhenAddressIsTakenThenSaysSo() {
        users.create(new UserDraft("ann", Profile.EMPTY.withEmail("a@example.com", false), true, Set.of(), Set.of()));
        UserDraft other =
                new UserDraft("ben", Profile.EMPTY.withEmail("A@example.com", false), true, Set.of(), Set.of());
        assertThatThrownBy(() -> users.create(other)).hasMessageContaining("email: A@example.com is taken");
        assertThat(users.named("ben")).isEmpty();
    }

    @Test
    void createWhenRoleIsUnknownThenNothingIsKept() {
        UserDraft draft = new UserDraft("ann", Profile.EMPTY, true, Set.of("queen"), Set.of());
        assertThatThrownBy(() -> users.create(draft)).hasMessageContaining("roles: queen");
        assertThat(users.named("ann")).isEmpty();
    }

    @Test
    void createWhenManyAtOnceThenOneOfANameIsMade() throws Exception {
        int many = 8;
        CyclicBarrier start = new CyclicBarrier(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        Callable<Boolean> attempt = () -> {
            start.await();
            try {
                users.create(named("ann"));
                return true;
            } catch (TakenException e) {
                return false;
            }
        };
        int made = 0;
        for (Future<Boolean> one : threads.invokeAll(java.util.Collections.nCopies(many, attempt))) {
            made += one.get() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(made).isEqualTo(1);
    }

    @Test
    void replaceWhenRolesChangeThenOldOnesAreGone() {
        User ann = users.create(new UserDraft("ann", Profile.EMPTY, true, Set.of("support"), Set.of("office")));
        User after = users.replace(ann.id(), new UserDraft("anna", Profile.EMPTY, false, Set.of("sales"), Set.of()))
                .orElseThrow();
        assertThat(after.name()).isEqualTo("anna");
        assertThat(after.enabled()).isFalse();
        assertThat(after.roles()).containsExactly("sales");
        assertThat(after.groups()).isEmpty();
        assertThat(users.replace("nobody", named("x"))).isEmpty();
    }

    @Test
    void searchWhenTextHasWildcardsThenTheyStandForThemselves() {
        users.create(named("ann"));
        users.create(named("a_n"));
        users.create(named("ben"));
        assertThat(users.search("a_n", 0, 10).items()).extracting(User::name).containsExactly("a_n");
        assertThat(users.search("%", 0, 10).total()).isZero();
        assertThat(users.search("", 1, 2).items()).extracting(User::name).containsExactly("ben");
        assertThat(users.search("", 1, 2).total()).isEqualTo(3);
    }

    @Test
    void namedWhenNameHoldsSqlThenNobody() {
        users.create(named("ann"));
        assertThat(users.byLogin("' or '1'='1")).isEmpty();
        assertThat(users.byLogin("ann'--")).isEmpty();
    }

    @Test
    void deleteWhenThereThenRolesGoWithIt() {
        User ann = users.create(new UserDraft("ann", Profile.EMPTY, true, Set.of(Person.ADMIN), Set.of("office")));
        assertThat(users.anyHas(Person.ADMIN)).isTrue();
        assertThat(users.delete(ann.id())).isTrue();
        assertThat(users.delete(ann.id())).isFalse();
        assertThat(users.anyHas(Person.ADMIN)).isFalse();
    }

    @Test
    void deleteWhenRoleIsHeldThenHoldersLoseIt() {
        User ann = users.create(new UserDraft("ann", Profile.EMPTY, true, Set.of("support"), Set.of("office")));
        assertThat(roles.holders("support")).containsExactly(ann.id());
        assertThat(roles.holders("sales")).containsExactly(ann.id());
        assertThat(roles.delete("support")).isTrue();
        assertThat(users.find(ann.id()).orElseThrow().roles()).isEmpty();
        assertThatThrownBy(() -> roles.delete(Person.ADMIN)).isInstanceOf(UnfitException.class);
    }

    @Test
    void replaceWhenGroupGetsARoleThenMembersHaveIt() {
        User ann = users.create(new UserDraft("ann", Profile.EMPTY, true, Set.of(), Set.of("office")));
        assertThat(groups.replace(new Groups.Group("office", "all", Set.of("support"))))
                .isTrue();
        assertThat(users.find(ann.id()).orElseThrow().toPerson().roles()).containsExactly("support");
        assertThatThrownBy(() -> groups.create(new Groups.Group("office", "", Set.of())))
                .isInstanceOf(TakenException.class);
        assertThatThrownBy(() -> groups.replace(new Groups.Group("office", "", Set.of("queen"))))
                .isInstanceOf(UnfitException.class);
        assertThat(groups.find("office").orElseThrow().roles()).containsExactly("support");
    }

    private static UserDraft named(String name) {
        return new UserDraft(name, Profile.EMPTY, true, Set.of(), Set.of());
    }
}
