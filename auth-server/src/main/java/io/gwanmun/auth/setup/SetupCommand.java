package io.gwanmun.auth.setup;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import io.gwanmun.auth.user.TakenException;
import io.gwanmun.auth.user.UnfitException;

/**
 * {@code java -jar auth-server.jar setup --admin-name ann [--admin-email …] [--password-file …] [--gateway] [--again]}: the program as it
 * runs in production, with the same settings but without its ports, does what {@link FirstRun} says, and ends.
 *
 * <p>The password is typed at the terminal, or read from a file or standard input; never from an argument, which every process can see.
 */
public final class SetupCommand {

    private static final String NAME = "setup";
    private static final Set<String> VALUES = Set.of("--admin-name", "--admin-email", "--password-file");
    private static final Set<String> SWITCHES = Set.of("--gateway", "--again");
    private static final String USAGE =
            "usage: setup --admin-name NAME [--admin-email ADDRESS] [--password-file FILE] [--gateway] [--again]";
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    /** What was made shall not drown in the log of the start. */
    private static final Map<String, Object> QUIET = Map.of(
            "logging.level.root",
            "WARN",
            "logging.level.org.flywaydb",
            "ERROR",
            "logging.level.io.gwanmun.auth.events",
            "INFO");

    private final Map<String, String> options = new HashMap<>();
    private final List<String> settings = new ArrayList<>(List.of("--server.port=-1", "--management.server.port=-1"));
    private final PrintStream out;

    private SetupCommand(PrintStream out) {
        this.out = out;
    }

    /** Returns whether these arguments mean this command. */
    public static boolean isMeantBy(String... args) {
        return args.length > 0 && args[0].equals(NAME);
    }

    /**
     * Runs it and returns the code the process ends with: 0 done, 1 refused, 2 called in a wrong way.
     *
     * @param program the class of the program
     * @param out where to tell what was made
     */
    public static int run(Class<?> program, PrintStream out, String... args) {
        SetupCommand command = new SetupCommand(out);
        Optional<String> mistake = command.read(args);
        if (mistake.isPresent()) {
            out.println(mistake.get());
            out.println(USAGE);
            return MISUSED;
        }
        SpringApplication application = new SpringApplication(program);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(QUIET);
        try (ConfigurableApplicationContext context = application.run(command.settings.toArray(String[]::new))) {
            return command.run(context.getBean(FirstRun.class));
        }
    }

    /** Options of the command are taken; whatever else begins with two dashes is a setting of the program. */
    private Optional<String> read(String... args) {
        for (int i = 1; i < args.length; i++) {
            String name = args[i];
            if (VALUES.contains(name)) {
                if (i + 1 == args.length || args[i + 1].startsWith("--")) {
                    return Optional.of(name + ": nothing follows (expected: a value)");
                }
                options.put(name, args[++i]);
            } else if (SWITCHES.contains(name)) {
                options.put(name, "");
            } else if (name.startsWith("--") && name.contains(".") && name.contains("=")) {
                settings.add(name);
            } else {
                return Optional.of(name.split("=", 2)[0] + ": unknown");
            }
        }
        return options.containsKey("--admin-name") ? Optional.empty() : Optional.of("--admin-name: missing");
    }

    private int run(FirstRun firstRun) {
        FirstRun.Plan plan = new FirstRun.Plan(
                options.getOrDefault("--admin-name", ""),
                options.get("--admin-email"),
                options.containsKey("--gateway"),
                options.containsKey("--again"));
        Optional<String> objection = firstRun.objection(plan);
        if (objection.isPresent()) {
            out.println(objection.get());
            return REFUSED;
        }
        try {
            List<String> made = firstRun.run(plan, password());
            out.println("Made:");
            made.forEach(line -> out.println("  " + line));
            return DONE;
        } catch (UnfitException | TakenException e) {
            out.println(e.getMessage());
            return REFUSED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String password() throws IOException {
        String file = options.get("--password-file");
        if (file != null) {
            return firstLine(Files.readString(Path.of(file)));
        }
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password of %s: ", options.get("--admin-name"));
            char[] again = console.readPassword("Once more: ");
            if (typed == null || again == null || !new String(typed).equals(new String(again))) {
                throw new UnfitException("password", "two that differ", "the same twice");
            }
            return new String(typed);
        }
        return firstLine(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine());
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
