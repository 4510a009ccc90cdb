package io.gwanmun.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gwanmun.gateway.cli.login.AuthServer;
import io.gwanmun.gateway.cli.login.BrowserGrant;
import io.gwanmun.gateway.cli.login.Client;
import io.gwanmun.gateway.cli.login.DeviceGrant;
import io.gwanmun.gateway.cli.login.LoginException;
import io.gwanmun.gateway.cli.login.Pause;
import io.gwanmun.gateway.cli.login.TokenFile;
import io.gwanmun.gateway.cli.login.Tokens;

/** Gets an access token. Standard output holds the token and nothing else; what people are to read goes to standard error. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Gets an access token and prints it, alone, on standard output.",
            "Without --browser or --client-credentials: shows a code to confirm in any browser.",
            "Exit code: 0 there is a token, 1 there is none, 2 the command line cannot be used."
        })
final class LoginCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final PrintWriter out;
    private final PrintWriter err;
    private final Pause pause;

    @Option(names = "--issuer", required = true, paramLabel = "URL", description = "The authorization server.")
    private String issuer = "";

    @Option(
            names = "--client",
            paramLabel = "ID",
            description = "The client to log in with; gwanmun-cli unless said otherwise.")
    private String client = "gwanmun-cli";

    @Option(names = "--scope", paramLabel = "SCOPES", description = "What the token is for, with spaces between.")
    private String scope = "";

    @ArgGroup
    private Way way = new Way();

    @ArgGroup
    private SecretSource secret = new SecretSource();

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "Keep the tokens there, for the owner only, and use them while they last.")
    private @Nullable Path store;

    LoginCommand(PrintWriter out, PrintWriter err, Pause pause) {
        this.out = out;
        this.err = err;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        Client asking = new Client(client, secret.read(), scope);
        if (way.clientCredentials && asking.secret().isEmpty()) {
            throw new UnusableException(
                    "--client-credentials needs the secret: --secret-env, --secret-file or --secret-stdin.");
        }
        try {
            out.println(token(asking));
            return Exit.YES;
        } catch (LoginException none) {
            err.println(none.getMessage());
            return Exit.NO;
        }
    }

    private String token(Client asking) throws InterruptedException {
        TokenFile file = store == null ? null : new TokenFile(store);
        Tokens kept = file == null ? null : file.find(issuer, asking);
        InstantSource clock = InstantSource.system();
        if (kept != null && kept.isFresh(clock.instant())) {
            return kept.access();
        }
        AuthServer server = AuthServer.find(issuer, clock);
        Tokens tokens = kept == null || kept.refresh().isEmpty() ? null : server.refresh(asking, kept.refresh());
        if (tokens == null) {
            tokens = login(server, asking);
        }
        if (file != null) {
            file.keep(issuer, asking, tokens);
        }
        return tokens.access();
    }

    private Tokens login(AuthServer server, Client asking) throws InterruptedException {
        if (way.clientCredentials) {
            return server.clientCredentials(asking);
        }
        return way.device || !way.browser
                ? new DeviceGrant(server, pause, err).login(asking)
                : new BrowserGrant(server, PATIENCE, err).login(asking);
    }

    /** How to log in; at most one. */
    private static final class Way {

        @Option(
                names = "--device",
                description = "By a code, on whatever machine the browser is. So it is without a word.")
        private boolean device;

        @Option(names = "--browser", description = "In a browser on this machine, which comes back to a port of it.")
        private boolean browser;

        @Option(names = "--client-credentials", description = "As the client itself, by its secret.")
        private boolean clientCredentials;
    }

    /** Where the client's secret is; at most one. Never on the command line, which everybody on the machine can read. */
    private static final class SecretSource {

        @Option(names = "--secret-env", paramLabel = "NAME", description = "The variable with the client's secret.")
        private String variable = "";

        @Option(names = "--secret-file", paramLabel = "FILE", description = "The file with the client's secret.")
        private @Nullable Path file;

        @Option(names = "--secret-stdin", description = "Read the client's secret from standard input, one line.")
        private boolean stdin;

        private String read() {
            try {
                String read = null;
                if (!variable.isEmpty()) {
                    read = System.getenv(variable);
                } else if (file != null) {
                    read = Files.readString(file);
                } else if (stdin) {
                    read = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                } else {
                    return "";
                }
                if (read == null || read.isBlank()) {
                    throw new UnusableException("The client's secret is empty (expected: at least one character).");
                }
                return read.strip();
            } catch (IOException unreadable) {
                throw new UnusableException("--secret-file: " + file + " cannot be read.");
            }
        }
    }
}
