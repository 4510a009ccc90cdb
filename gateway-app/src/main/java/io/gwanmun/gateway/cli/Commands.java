package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import io.gwanmun.gateway.cli.login.Pause;

/** The commands of the gateway's jar: {@code java -jar gateway-app.jar <command> …}. None of them starts the gateway. */
public final class Commands {

    private static final String PROGRAM = "java -jar gateway-app.jar";
    private static final Set<String> QUESTIONS = Set.of("--help", "-h", "--version", "-V");

    private Commands() {}

    /** Tells whether arguments ask for a command; without one the gateway starts. */
    public static boolean areMeantBy(String... args) {
        return args.length > 0 && (!args[0].startsWith("-") || QUESTIONS.contains(args[0]));
    }

    /**
     * Runs a command at the terminal, without a word from the log.
     *
     * @return the exit code: 0 yes, 1 no, 2 there is no answer
     */
    public static int runAtTerminal(String... args) {
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        return run(Ansi.AUTO.enabled(), out, err, args);
    }

    /** Runs a command and writes without colours; exit code as in {@link #runAtTerminal}. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(false, out, err, args);
    }

    private static int run(boolean coloured, PrintWriter out, PrintWriter err, String... args) {
        CommandLine commands = new CommandLine(new Root());
        List.of(
                        new ValidateCommand(out, err),
                        new DiffCommand(out, coloured),
                        new RoutesCommand(out),
                        new ExplainCommand(out),
                        new SchemaCommand(out),
                        new CountriesCommand(out, err),
                        new LoginCommand(out, err, Pause.real()))
                .forEach(commands::addSubcommand);
        commands.setOut(out)
                .setErr(err)
                .setUsageHelpWidth(TextTable.WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(coloured ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler((wrong, line) -> misused(wrong, err))
                .setExecutionExceptionHandler((thrown, command, result) -> failed(thrown, err));
        int code = commands.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    private static int misused(ParameterException wrong, PrintWriter err) {
        CommandLine command = wrong.getCommandLine();
        boolean isRoot = command.getParent() == null;
        if (isRoot && wrong instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            List<String> near = unmatched.getSuggestions();
            err.println("\"" + word + "\" is no command."
                    + (near.isEmpty() ? "" : " Did you mean \"" + near.get(0) + "\"?"));
        } else {
            err.println(wrong.getMessage());
        }
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        return Exit.UNUSABLE;
    }

    private static int failed(Exception thrown, PrintWriter err) {
        if (thrown instanceof UnusableException unusable) {
            ValidateCommand.printMistakes(unusable.mistakes(), err);
        }
        String sentence = thrown.getMessage();
        err.println(sentence == null ? thrown.getClass().getSimpleName() : sentence);
        return Exit.UNUSABLE;
    }

    @Command(
            name = PROGRAM,
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = {
                "The gateway. Without a command it starts; with one it looks at a directory of YAML files, or gets a token.",
                ""
            },
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root implements Runnable {

        @Override
        public void run() {
            throw new UnusableException("A command is missing. See " + PROGRAM + " --help");
        }
    }
}
