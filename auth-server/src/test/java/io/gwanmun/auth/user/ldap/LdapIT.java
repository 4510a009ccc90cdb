package io.gwanmun.auth.user.ldap;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;
import io.gwanmun.auth.user.People;
import io.gwanmun.auth.user.Person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against a real LDAP server in this process. */
class LdapIT {

    private static final AtomicInteger ASKED = new AtomicInteger();

    private static InMemoryDirectoryServer directory;
    private static RunningAuthServer server;

    @BeforeAll
    static void start() throws LDAPException, LDIFException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("here", 0));
        config.addAdditionalBindCredentials("cn=search", "the searcher's");
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new InMemoryOperationInterceptor() {
            @Override
            public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
                ASKED.incrementAndGet();
            }

            @Override
            public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
                ASKED.incrementAndGet();
            }
        });
        directory = new InMemoryDirectoryServer(config);
        directory.startListening();
        directory.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
        directory.add("dn: ou=people,dc=example,dc=org", "objectClass: organizationalUnit", "ou: people");
        directory.add("dn: ou=groups,dc=example,dc=org", "objectClass: organizationalUnit", "ou: groups");
        person("ann", "0b4a8c0e-3ff1-4c1f-9d5c-1c54a3f0a001", "userAccountControl: 512");
        person("ben (ops)", "0b4a8c0e-3ff1-4c1f-9d5c-1c54a3f0a002", "userAccountControl: 512");
        person("off", "0b4a8c0e-3ff1-4c1f-9d5c-1c54a3f0a003", "userAccountControl: 514");
        group("support", "ann");
        group("admins", "ann");
        group("others", "ben (ops)");
        server = RunningAuthServer.start(
                "--auth.users.source=ldap",
                "--auth.ldap.urls=ldap://127.0.0.1:" + directory.getListenPort(),
                "--auth.ldap.bind-dn=cn=search",
                "--auth.ldap.bind-password=the searcher's",
                "--auth.ldap.base=ou=people,dc=example,dc=org",
                "--auth.ldap.id-attribute=employeeId",
                "--auth.ldap.group-base=ou=groups,dc=example,dc=org",
                "--auth.ldap.roles.support=support",
                "--auth.ldap.roles.admins=gwanmun-admin");
    }

    private static void person(String name, String id, String more) throws LDAPException, LDIFException {
        directory.add(
                "dn: uid=" + name + ",ou=people,dc=example,dc=org",
                "objectClass: inetOrgPerson",
                "uid: " + name,
                "cn: " + name + " Lee",
                "sn: Lee",
                "mail: " + name.substring(0, 3) + "@example.org",
                "employeeId: " + id,
                "userPassword: " + RunningAuthServer.PASSWORD,
                more);
    }

    private static void group(String name, String member) throws LDAPException, LDIFException {
        directory.add(
                "dn: cn=" + name + ",ou=groups,dc=example,dc=org",
                "objectClass: groupOfNames",
                "cn: " + name,
                "member: uid=" + member + ",ou=people,dc=example,dc=org");
    }

    @AfterAll
    static void stop() {
        server.close();
        directory.shutDown(true);
    }

    @BeforeEach
    void forget() {
        server.forgetGuesses();
    }

    @Test
    void loginWhenPasswordIsRightThenSignedInWithTheGroupsRoles() {
        Browser browser = new Browser(server);
        assertThat(browser.logIn("ann", RunningAuthServer.PASSWORD).header("Location"))
                .isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains("Hello, ann").doesNotContain("Change your password");
        Person ann = server.bean(People.class).named("ann").orElseThrow();
        assertThat(ann.id()).isEqualTo("0b4a8c0e-3ff1-4c1f-9d5c-1c54a3f0a001");
        assertThat(ann.roles()).containsExactlyInAnyOrder("support", "gwanmun-admin");
        assertThat(ann.profile()).containsEntry("email", "ann@example.org").containsEntry("family_name", "Lee");
        assertThat(server.bean(People.class).find(ann.id())).contains(ann);
        assertThat(new Browser(server)
                        .logIn("ann@example.org", RunningAuthServer.PASSWORD)
                        .status())
                .isEqualTo(302);
    }

    /** PW01: each question takes its time, so as many are asked whoever it is. */
    @Test
    void loginWhenNobodyHasTheNameThenTheDirectoryIsAskedAsOften() {
        assertThat(askedFor("nobody")).isPositive().isEqualTo(askedFor("ann")).isEqualTo(askedFor("off"));
    }

    private static int askedFor(String name) {
        int before = ASKED.get();
        assertThat(new Browser(server).logIn(name, "not the password").status()).isEqualTo(401);
        return ASKED.get() - before;
    }

    @Test
    void loginWhenDnHasSpecialCharactersThenGroupsAreFoundStill() {
        Person ben = server.bean(People.class).named("ben (ops)").orElseThrow();
        assertThat(ben.roles()).isEmpty();
        assertThat(new Browser(server)
                        .logIn("ben (ops)", RunningAuthServer.PASSWORD)
                        .status())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a*", "ann)(uid=*", "*)(|(uid=ann", "ann\u0000", "\\61nn", "ann)(&"})
    void loginWhenNameIsAFilterThenNobody(String name) {
        assertThat(new Browser(server).logIn(name, RunningAuthServer.PASSWORD).status())
                .isIn(400, 401);
        assertThat(server.bean(People.class).find(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "correct horse battery staple "})
    void loginWhenPasswordIsNotTheirsThenRefused(String password) {
        assertThat(new Browser(server).logIn("ann", password).status()).isEqualTo(401);
    }

    @Test
    void loginWhenDisabledInActiveDirectoryThenRefused() {
        assertThat(new Browser(server).logIn("off", RunningAuthServer.PASSWORD).status())
                .isEqualTo(401);
    }

    @Test
    void resetWhenPeopleAreKeptElsewhereThenNotOffered() {
        assertThat(new Browser(server).get("/login").body()).doesNotContain("Forgot your password?");
        Reply answer = new Browser(server).submit("/login", "/account/password", Map.of("password", "x"));
        assertThat(answer.status()).isEqualTo(302);
    }

    @Test
    void checkWhenUrlIsPlainAndElsewhereThenStartIsRefused() {
        assertThatThrownBy(() -> RunningAuthServer.start(
                                "--auth.users.source=ldap",
                                "--auth.ldap.urls=ldap://ldap.example.org",
                                "--auth.ldap.base=dc=x")
                        .close())
                .rootCause()
                .hasMessageContaining("auth.ldap.allow-plain");
    }

    @Test
    void textWhenGuidIsActiveDirectorysThenFirstPartsAreTurned() {
        byte[] bytes = {0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, (byte) 0x88, (byte) 0x99, 1, 2, 3, 4, 5, 6};
        assertThat(ObjectGuid.text(bytes)).isEqualTo("00112233-4455-6677-8899-010203040506");
        assertThat(ObjectGuid.filter("00112233-4455-6677-8899-010203040506"))
                .isEqualTo("\\33\\22\\11\\00\\55\\44\\77\\66\\88\\99\\01\\02\\03\\04\\05\\06");
    }
}
