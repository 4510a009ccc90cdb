package io.gwanmun.auth.account;

import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import io.gwanmun.auth.testing.Authenticator;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;
import io.gwanmun.auth.user.Person;
import io.gwanmun.auth.user.Profile;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.UserDraft;
import io.gwanmun.auth.user.Users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class AccountIT {

    private static final String NEW = "a quiet winter morning";
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+(/\\S+)");

    private static GreenMail smtp;
    private static RunningAuthServer server;

    @BeforeAll
    static void start() {
        smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        server = RunningAuthServer.start(
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + smtp.getSmtp().getPort(),
                "--auth.mail.from=gate@example.org",
                "--auth.sign-up.enabled=true");
    }

    @AfterAll
    static void stop() {
        server.close();
        smtp.stop();
    }

    @BeforeEach
    void emptyMailboxes() throws Exception {
        smtp.purgeEmailFromAllMailboxes();
        server.forgetGuesses();
    }

    @Test
    void resetWhenByLinkThenNewPasswordCountsAndEverySignInEnds() throws Exception {
        server.person("ann");
        Browser elsewhere = new Browser(server);
        elsewhere.logIn("ann", RunningAuthServer.PASSWORD);
        Browser browser = new Browser(server);
        browser.submit("/reset", "/reset", Map.of("login", "ann"));
        String link = linkIn(mailTo("ann@example.org"));
        assertThat(server.bean(JdbcClient.class)
                        .sql("select hash from mailed_link")
                        .query(String.class)
                        .list())
                .doesNotContain(code(link));

        Reply weak = browser.submit(link, "/reset/choose", Map.of("code", code(link), "password", "password1234"));
        assertThat(weak.body())
                .contains("easy to guess", "aria-describedby=\"error rule\"")
                .doesNotContain("password1234");
        Reply done = browser.submit(link, "/reset/choose", Map.of("code", code(link), "password", NEW));

        assertThat(done.header("Location")).isEqualTo("/login?password");
        assertThat(elsewhere.get("/account").status()).isEqualTo(302);
        assertThat(new Browser(server).logIn("ann", RunningAuthServer.PASSWORD).status())
                .isEqualTo(401);
        assertThat(new Browser(server).logIn("ann", NEW).status()).isEqualTo(302);
        assertThat(browser.get(link).body()).contains("This link has ended");
    }

    @Test
    void resetWhenAskedTwiceThenOnlyTheLatestLinkWorks() throws Exception {
        server.person("ben");
        Browser browser = new Browser(server);
        browser.submit("/reset", "/reset", Map.of("login", "ben@example.org"));
        String first = linkIn(mailTo("ben@example.org"));
        smtp.purgeEmailFromAllMailboxes();
        browser.submit("/reset", "/reset", Map.of("login", "ben@example.org"));
        String second = linkIn(mailTo("ben@example.org"));
        assertThat(browser.get(first).body()).contains("This link has ended");
        assertThat(browser.get(second).body()).contains("Choose a new password");
    }

    @Test
    void resetWhenNobodyHasTheNameThenTheAnswerIsTheSame() {
        server.person("cid");
        Reply known = new Browser(server).submit("/reset", "/reset", Map.of("login", "cid"));
        Reply unknown = new Browser(server).submit("/reset", "/reset", Map.of("login", "nobody"));
        assertThat(unknown.status()).isEqualTo(known.status());
        assertThat(unknown.body()).isEqualTo(known.body());
    }

    @Test
    void signUpWhenByLinkThenAccountIsThereAndAddressIsVerified() throws Exception {
        Browser browser = new Browser(server);
        Reply asked = browser.submit("/sign-up", "/sign-up", Map.of("email", "dora@example.org"));
        assertThat(asked.body()).contains("a mail is on its way");
        assertThat(server.bean(Users.class).byEmail("dora@example.org")).isEmpty();
        String link = linkIn(mailTo("dora@example.org"));

        Reply done = browser.submit(
                link, "/sign-up/finish", Map.of("code", code(link), "username", "dora", "password", NEW));

        assertThat(done.header("Location")).isEqualTo("/login?welcome");
        assertThat(server.bean(Users.class)
                        .named("dora")
                        .orElseThrow()
                        .profile()
                        .emailVerified())
                .isTrue();
        assertThat(browser.logIn("dora", NEW).status()).isEqualTo(302);
        assertThat(new Browser(server).get(link).body()).contains("This link has ended");
    }

    @Test
    void signUpWhenAddressIsTakenThenOnlyItsOwnerLearnsThat() throws Exception {
        server.person("eva");
        Reply taken = new Browser(server).submit("/sign-up", "/sign-up", Map.of("email", "eva@example.org"));
        Reply free = new Browser(server).submit("/sign-up", "/sign-up", Map.of("email", "free@example.org"));
        assertThat(taken.body()).isEqualTo(free.body());
        assertThat(GreenMailUtil.getBody(mailTo("eva@example.org")))
                .contains("You have one already")
                .doesNotContain("sign-up");
    }

    @Test
    void resetWhenManyAreAskedForThenMailboxIsNotFlooded() throws Exception {
        server.person("fay");
        for (int i = 0; i < 20; i++) {
            new Browser(server).submit("/reset", "/reset", Map.of("login", "fay"));
        }
        server.forgetGuesses();
        // Mails go in order, so when this one has come, all before it have.
        new Browser(server).submit("/sign-up", "/sign-up", Map.of("email", "last@example.org"));
        mailTo("last@example.org");
        // Six are free; on a slow machine the waits that follow, of a second and of two, may pass meanwhile.
        assertThat(mailsTo("fay@example.org")).hasSizeBetween(6, 9);
    }

    @Test
    void emailWhenChangedThenOldOneStaysUntilTheNewOneIsProved() throws Exception {
        server.person("gil");
        Browser browser = new Browser(server);
        browser.logIn("gil", RunningAuthServer.PASSWORD);
        Map<String, String> form = Map.of("email", "new@example.org", "password", RunningAuthServer.PASSWORD);
        browser.submit("/account", "/account/email", form);
        String link = linkIn(mailTo("new@example.org"));
        assertThat(server.bean(Users.class).named("gil").orElseThrow().profile().email())
                .isEqualTo("gil@example.org");
        browser.submit(link, "/verify", Map.of("code", code(link)));
        assertThat(server.bean(Users.class).named("gil").orElseThrow().profile().email())
                .isEqualTo("new@example.org");
    }

    /** Somebody who knew the old password may have asked for them. */
    @Test
    void passwordWhenChangedThenLinksThatWereMailedBeforeEnd() throws Exception {
        Person kim = server.person("kim");
        Browser browser = new Browser(server);
        browser.logIn("kim", RunningAuthServer.PASSWORD);
        Map<String, String> form = Map.of("email", "thief@example.org", "password", RunningAuthServer.PASSWORD);
        browser.submit("/account", "/account/email", form);
        new Browser(server).submit("/reset", "/reset", Map.of("login", "kim"));
        String address = linkIn(mailTo("thief@example.org"));
        String reset = linkIn(mailTo("kim@example.org"));
        assertThat(browser.get(reset).body()).contains("Choose a new password");

        server.bean(Accounts.class)
                .setPassword(server.bean(Users.class).find(kim.id()).orElseThrow(), NEW);

        assertThat(browser.get(address).body()).contains("This link has ended");
        assertThat(browser.get(reset).body()).contains("This link has ended");
    }

    @Test
    void emailWhenChangedThenLinksToTheOldOneEnd() throws Exception {
        Person leo = server.person("leo");
        new Browser(server).submit("/reset", "/reset", Map.of("login", "leo"));
        String reset = linkIn(mailTo("leo@example.org"));
        User before = server.bean(Users.class).find(leo.id()).orElseThrow();
        Profile moved = before.profile().withEmail("leo@example.net", true);
        server.bean(Accounts.class).replace(before, new UserDraft("leo", moved, true, before.roles(), before.groups()));
        assertThat(new Browser(server).get(reset).body()).contains("This link has ended");
    }

    /** The form is held up between reading and writing while an admin takes everything away. */
    @Test
    void profileWhenSomebodyIsDisabledMeanwhileThenTheyStaySo() throws Exception {
        Person max = server.person("max", "gwanmun-admin");
        Browser browser = new Browser(server);
        browser.logIn("max", RunningAuthServer.PASSWORD);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection admin = server.bean(DataSource.class).getConnection()) {
            admin.setAutoCommit(false);
            JdbcClient db = JdbcClient.create(new SingleConnectionDataSource(admin, true));
            db.sql("update person set enabled = false where id = ?")
                    .param(max.id())
                    .update();
            db.sql("delete from person_role where person_id = ?")
                    .param(max.id())
                    .update();
            Future<Reply> saved =
                    thread.submit(() -> browser.submit("/account", "/account/profile", Map.of("givenName", "Max")));
            awaitLock();
            admin.commit();
            assertThat(saved.get().status()).isEqualTo(302);
        } finally {
            thread.shutdownNow();
        }
        User after = server.bean(Users.class).find(max.id()).orElseThrow();
        assertThat(after.enabled()).isFalse();
        assertThat(after.roles()).isEmpty();
        assertThat(after.profile().givenName()).isEqualTo("Max");
    }

    private static void awaitLock() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (server.bean(JdbcClient.class)
                            .sql("select count(*) from information_schema.sessions where blocker_id is not null")
                            .query(Integer.class)
                            .single()
                    == 0) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void signUpWhenManyNamesAreTriedThenToldToWait() throws Exception {
        server.person("ned");
        Browser browser = new Browser(server);
        browser.submit("/sign-up", "/sign-up", Map.of("email", "asker@example.org"));
        String link = linkIn(mailTo("asker@example.org"));
        Map<String, String> form = Map.of("code", code(link), "username", "ned", "password", NEW);
        for (int i = 0; i < 6; i++) {
            assertThat(browser.submit(link, "/sign-up/finish", form).body()).contains("That name is taken");
        }
        server.bean(JdbcClient.class)
                .sql("update guess set until = timestamp with time zone '2100-01-01 00:00:00+00' where until > latest")
                .update();
        assertThat(browser.submit(link, "/sign-up/finish", form).body())
                .contains("Too many attempts")
                .doesNotContain("taken");
    }

    @Test
    void passwordWhenCurrentIsWrongThenNothingChanges() {
        server.person("hal");
        Browser browser = new Browser(server);
        browser.logIn("hal", RunningAuthServer.PASSWORD);
        browser.submit("/account", "/account/password", Map.of("password", "not the password", "newPassword", NEW));
        assertThat(browser.get("/account").body()).contains("That is not your password.");
        assertThat(new Browser(server).logIn("hal", NEW).status()).isEqualTo(401);
        Reply done = browser.submit(
                "/account", "/account/password", Map.of("password", RunningAuthServer.PASSWORD, "newPassword", NEW));
        assertThat(done.header("Location")).isEqualTo("/login?password");
        assertThat(browser.get("/account").status()).isEqualTo(302);
    }

    @Test
    void secondFactorWhenOnThenLoginAsksForACode() {
        server.person("ida");
        Browser browser = new Browser(server);
        browser.logIn("ida", RunningAuthServer.PASSWORD);
        browser.submit("/account", "/account/second-factor/begin", Map.of("password", RunningAuthServer.PASSWORD));
        String page = browser.get("/account/second-factor").body();
        Authenticator app = new Authenticator(found(Pattern.compile("<code>([A-Z2-7 ]{30,})</code>"), page));
        Map<String, String> code =
                Map.of("code", app.code(InstantSource.system().instant()));
        Reply codes = browser.submit("/account/second-factor", "/account/second-factor", code);
        List<String> recovery = Pattern.compile("<code>([a-z0-9-]{19})</code>")
                .matcher(codes.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(recovery).hasSize(10);

        Browser next = new Browser(server);
        Reply half = next.logIn("ida", RunningAuthServer.PASSWORD);
        assertThat(half.header("Location")).isEqualTo("/login/code");
        assertThat(next.get("/account").status()).isEqualTo(302);
        assertThat(next.submit("/login/code", "/login/code", code).status()).isEqualTo(401);
        Reply in = next.submit("/login/code", "/login/code", Map.of("code", recovery.get(0)));
        assertThat(in.header("Location")).isEqualTo("/account");
        assertThat(next.get("/account").body()).contains("9 recovery codes left");
    }

    /** Waits for a mail to an address; mails of other tests may still come in between. */
    private static MimeMessage mailTo(String address) throws MessagingException {
        for (int count = 1; smtp.waitForIncomingEmail(10_000, count); count++) {
            List<MimeMessage> mails = mailsTo(address);
            if (!mails.isEmpty()) {
                return mails.get(0);
            }
        }
        throw new AssertionError("no mail to " + address);
    }

    private static List<MimeMessage> mailsTo(String address) throws MessagingException {
        List<MimeMessage> mails = new ArrayList<>();
        for (MimeMessage mail : smtp.getReceivedMessages()) {
            if (mail.getAllRecipients()[0].toString().equals(address)) {
                mails.add(mail);
            }
        }
        return mails;
    }

    private static String linkIn(MimeMessage mail) throws MessagingException {
        assertThat(mail.getFrom()[0]).hasToString("gate@example.org");
        return found(LINK, GreenMailUtil.getBody(mail));
    }

    private static String code(String link) {
        return link.substring(link.indexOf("code=") + 5);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
