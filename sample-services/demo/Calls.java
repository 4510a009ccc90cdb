import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the documented calls against the demo that {@code Start.java} runs: {@code java sample-services/demo/Calls.java}, in another
 * terminal, on a machine with curl, openssl and sh.
 *
 * <p>First those of {@code calls.txt}, then the blocks {@code sh} of README.md and of the pages of both programs. Each document is one
 * script of the shell, in an empty folder that has the jars; blocks whose first line is {@code # name.yaml} or {@code # name.txt} are
 * files there. Each call must be answered with the status that stands in the comment behind it or in the line above, 2xx without one,
 * and each command must end with 0, or with what {@code exit=N} in the comment says. Where {@code login} asks for a person with a
 * browser, this program does that person's part, with the name and the password in the comment. It ends with 1 when something was not
 * as printed.
 */
public final class Calls {

    private static final List<String> DOCUMENTS =
            List.of("sample-services/demo/calls.txt", "README.md", "auth-server/docs", "gateway-app/docs");

    /** What is not run, by a part of the command, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "mvn ", "builds",
            "docker ", "needs Docker; Check.java is for containers",
            "java sample-services/", "starts or tries the whole system",
            "bench.jar", "runs for minutes and wants the machine for itself",
            "/var/lib/geoip/", "wants a database from its maker");

    private static final String GATEWAY = "java -jar gateway-app/target/gateway-app.jar";
    /** The status goes where neither pipes nor variables catch it. */
    private static final String CURL =
            "curl() { command curl -sS --max-time 60 -w '%{stderr}\\nstatus %{http_code}\\n' \"$@\"; }\n";

    /** A server of the page's own runs until the page is through. */
    private static final String STAYS = "%s > server.txt 2>&1 &\nstays=\"$stays $!\"; trap 'kill $stays; wait' EXIT\n"
            + "command curl -s -o server-up.txt --retry 60 --retry-delay 1 --retry-connrefused http://127.0.0.1:%s/";

    private static final Pattern SERVER = Pattern.compile("--server\\.port=(\\d+)");
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern FENCE = Pattern.compile("```(\\w*).*");
    private static final Pattern FILE = Pattern.compile("# ([\\w./-]+\\.(?:yaml|txt))\\b.*");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)# (.*)$");
    private static final Pattern STATUS = Pattern.compile("\\b[2-5]\\d\\d\\b");
    private static final Pattern PERSON = Pattern.compile("\\bas (\\w+)\\b[^\"]*\"([^\"]+)\"");
    private static final Pattern EXIT = Pattern.compile("\\bexit=(\\d+)");
    private static final Pattern NOTE = Pattern.compile("(begin|status|end) (\\d+)");
    private static final Pattern LINK = Pattern.compile("or open (http\\S+)");
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\".*?</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("<(?:input|button)[^>]* name=\"([^\"]+)\"[^>]*>");
    private static final Pattern VALUE = Pattern.compile(" value=\"([^\"]*)\"");

    /** The ports of the demo by the flags of Start.java, which say others. */
    private static final Map<String, Integer> PORTS = Map.of(
            "--gateway-port",
            8080,
            "--management-port",
            9091,
            "--redis-port",
            6390,
            "--auth-port",
            9000,
            "--auth-management-port",
            9092,
            "--users-us-port",
            9101,
            "--users-eu-port",
            9102,
            "--orders-port",
            9103,
            "--echo-port",
            9104);

    private final Map<String, String> moved = new HashMap<>();
    private final List<String> skipped = new ArrayList<>();
    private String only = "";
    private String gateway = GATEWAY;
    private int made;
    private int deviations;

    /** One command as it is printed, with the comments above and behind it. */
    private record Command(String place, String text, String comment, String status) {

        private int exit() {
            Matcher exit = EXIT.matcher(comment);
            return exit.find() ? Integer.parseInt(exit.group(1)) : 0;
        }

        private boolean calls() {
            return text.contains("curl ");
        }
    }

    /** What became of a command; one in a loop is answered more than once. */
    private record Result(List<Integer> statuses, List<Integer> exits, List<String> said) {

        private Result() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Runs until all calls are made; ends with 1 when one was not answered as printed, with 2 when the arguments are wrong. */
    public static void main(String[] args) throws Exception {
        Calls calls = new Calls();
        for (String arg : args) {
            if (!calls.read(arg)) {
                System.err.println(
                        "Unknown argument: " + arg + "\nUsage: java Calls.java [the ports that Start.java was given]"
                                + " [--only=calls.txt] [--skip=TEXT]... [--gateway='" + GATEWAY + "']");
                System.exit(2);
            }
        }
        for (String each : DOCUMENTS) {
            calls.run(root().resolve(each));
        }
        System.out.println(calls.made - calls.deviations + " of " + calls.made + " as printed");
        System.exit(calls.made > 0 && calls.deviations == 0 ? 0 : 1);
    }

    private boolean read(String arg) {
        String[] both = arg.split("=", 2);
        if (both.length < 2 || both[1].isEmpty()) {
            return false;
        }
        switch (both[0]) {
            case "--only" -> only = both[1];
            case "--skip" -> skipped.add(both[1]);
            case "--gateway" -> gateway = both[1];
            default -> {
                if (!PORTS.containsKey(both[0])) {
                    return false;
                }
                moved.put(PORTS.get(both[0]).toString(), both[1]);
            }
        }
        return true;
    }

    private void run(Path place) throws IOException, InterruptedException {
        try (Stream<Path> documents = Files.walk(place, 1)) {
            for (Path document : documents.filter(Files::isRegularFile).sorted().toList()) {
                if (document.endsWith(only) || only.isEmpty()) {
                    make(document);
                }
            }
        }
    }

    // A document

    private void make(Path document) throws IOException, InterruptedException {
        String name = root().relativize(document).toString();
        Path folder = emptyFolder(name.replaceAll("\\W", "-"));
        List<Command> all = name.endsWith(".txt")
                ? commands(
                        name,
                        1,
                        Files.readAllLines(document).stream()
                                .map(line -> line.matches("(#|curl|java|for|export|[A-Z]+=).*") ? line : "")
                                .toList())
                : ofPage(name, document, folder);
        List<Command> commands = all.stream().filter(this::isRun).toList();
        if (commands.isEmpty()) {
            return;
        }
        List<Result> results = results(commands, folder);
        int right = 0;
        for (int i = 0; i < commands.size(); i++) {
            right += isAsPrinted(commands.get(i), results.get(i)) ? 1 : 0;
        }
        made += commands.size();
        deviations += commands.size() - right;
        System.out.println(name + ": " + right + " of " + commands.size() + " as printed");
    }

    private boolean isRun(Command command) {
        String asked = skipped.stream().anyMatch(command.text()::contains) ? "--skip" : "";
        String reason = NOT_RUN.keySet().stream()
                .filter(command.text()::contains)
                .findFirst()
                .map(NOT_RUN::get)
                .orElse(asked);
        if (!reason.isEmpty()) {
            System.out.println("  not run: " + command.place() + " " + shown(command) + " (" + reason + ")");
        }
        return reason.isEmpty();
    }

    private static boolean isAsPrinted(Command command, Result result) {
        String expected = "exit " + command.exit() + (command.calls() ? ", " + command.status() : "");
        boolean right = result.exits().equals(List.of(command.exit()))
                && (!command.calls() || !result.statuses().isEmpty())
                && result.statuses().stream()
                        .allMatch(status ->
                                status.toString().matches(command.status().replace("x", "\\d")));
        if (!right) {
            System.out.println("  " + command.place() + " " + shown(command) + "\n    expected " + expected
                    + ", found exit " + result.exits() + ", " + result.statuses());
            result.said().stream().filter(line -> !line.isBlank()).forEach(line -> System.out.println("      " + line));
        }
        return right;
    }

    private static String shown(Command command) {
        String line = command.text().lines().findFirst().orElse("");
        return line.length() < 100 ? line : line.substring(0, 99) + "…";
    }

    private static Path emptyFolder(String name) throws IOException {
        Path folder = root().resolve("sample-services/demo/target/calls").resolve(name);
        if (Files.exists(folder)) {
            try (Stream<Path> stale = Files.walk(folder)) {
                stale.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        Files.createDirectories(folder);
        for (String program : List.of("gateway-app", "auth-server")) {
            Files.createSymbolicLink(folder.resolve(program), root().resolve(program));
            Files.createSymbolicLink(
                    folder.resolve(program + ".jar"), root().resolve(program + "/target/" + program + ".jar"));
        }
        Files.createSymbolicLink(folder.resolve("sample-services"), root().resolve("sample-services"));
        return folder;
    }

    /** The commands of a page; makes the files that it shows. */
    private List<Command> ofPage(String name, Path page, Path folder) throws IOException, InterruptedException {
        List<Command> commands = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            int begin = i + 1;
            do {
                i++;
            } while (!lines.get(i).startsWith("```"));
            List<String> block = lines.subList(begin, i);
            Matcher file = FILE.matcher(block.isEmpty() ? "" : block.get(0));
            if (fence.group(1).matches("sh|bash|shell")) {
                commands.addAll(commands(name, begin + 1, block));
            } else if (file.matches()) {
                Path place = folder.resolve(file.group(1));
                Files.createDirectories(place.getParent());
                Files.writeString(place, moved(String.join("\n", block) + "\n"));
            }
        }
        return commands;
    }

    private static List<Command> commands(String name, int first, List<String> lines)
            throws IOException, InterruptedException {
        List<Command> commands = new ArrayList<>();
        Deque<String> above = new ArrayDeque<>();
        String comment = "";
        StringBuilder text = new StringBuilder();
        int begin = first;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (text.length() == 0 && (line.isBlank() || line.startsWith("#"))) {
                comment = line;
                above.clear();
                STATUS.matcher(line).results().map(MatchResult::group).forEach(above::add);
                continue;
            }
            begin = text.length() == 0 ? first + i : begin;
            text.append(line).append('\n');
            boolean parses = new ProcessBuilder("sh", "-n", "-c", text.toString())
                            .start()
                            .waitFor()
                    == 0;
            if (!parses || line.endsWith("\\")) {
                continue;
            }
            Matcher found = COMMENT.matcher(line);
            String behind = found.find() ? found.group(1) : "";
            String command = text.toString().strip();
            commands.add(
                    new Command(name + ":" + begin, command, comment + ' ' + behind, status(command, behind, above)));
            text.setLength(0);
        }
        if (text.length() > 0) {
            throw new IOException(name + ":" + begin + ": " + text + "(expected: a whole command)");
        }
        return commands;
    }

    /** Of several statuses in the line above, each call takes one, and the last is for all that follow. */
    private static String status(String command, String behind, Deque<String> above) {
        Matcher status = STATUS.matcher(behind);
        if (status.find()) {
            return status.group();
        }
        // What is asked for a variable is a means to an end.
        if (!command.startsWith("curl ") || above.isEmpty()) {
            return "2xx";
        }
        return above.size() > 1 ? above.remove() : above.element();
    }

    // The shell

    private List<Result> results(List<Command> commands, Path folder) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder(CURL);
        for (int i = 0; i < commands.size(); i++) {
            String command = commands.get(i).text();
            Matcher server = SERVER.matcher(command);
            script.append("printf '\\nbegin ").append(i).append("\\n' >&2\n");
            script.append(
                    server.find() && !command.contains("&") ? String.format(STAYS, command, server.group(1)) : command);
            script.append("\nprintf '\\nend %d\\n' $? >&2\n");
            // Until every gateway knows.
            script.append(command.contains("/revoke") ? "sleep 1\n" : "");
        }
        Files.writeString(folder.resolve("script.sh"), moved(script.toString()).replace(GATEWAY, gateway));
        Process process = new ProcessBuilder("sh", "script.sh")
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        List<Result> results =
                Stream.generate(Result::new).limit(commands.size()).toList();
        int at = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                at = note(line, at, results);
                Matcher link = LINK.matcher(line);
                Matcher person = PERSON.matcher(commands.get(at).comment());
                if (link.matches() && person.find()) {
                    HttpClient.Builder browser = HttpClient.newBuilder().cookieHandler(new CookieManager());
                    browser.followRedirects(HttpClient.Redirect.NORMAL);
                    new Person(person.group(1), person.group(2), browser.build()).follow(link.group(1));
                }
            }
        }
        process.waitFor();
        return results;
    }

    /** The text with the ports that flags moved. */
    private String moved(String text) {
        return ADDRESS.matcher(text)
                .replaceAll(found -> "127.0.0.1:" + moved.getOrDefault(found.group(1), found.group(1)));
    }

    private static int note(String line, int at, List<Result> results) {
        Matcher note = NOTE.matcher(line);
        if (!note.matches()) {
            results.get(at).said().add(line);
            return at;
        }
        int number = Integer.parseInt(note.group(2));
        if (note.group(1).equals("begin")) {
            return number;
        }
        (note.group(1).equals("status")
                        ? results.get(at).statuses()
                        : results.get(at).exits())
                .add(number);
        return at;
    }

    private static Path root() {
        var source = Calls.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(source.toString())).getParent().getParent().getParent();
    }

    /** Fills in form after form, and agrees to what is asked. */
    private record Person(String name, String password, HttpClient browser) {

        private void follow(String link) throws IOException, InterruptedException {
            HttpResponse<String> page = send(HttpRequest.newBuilder(URI.create(link)));
            // Login, code, consent.
            for (int form = 0; form < 3; form++) {
                Matcher shown = FORM.matcher(page.body());
                if (!shown.find()) {
                    System.out.println("  no form on " + page.uri() + " (" + page.statusCode() + ")");
                    return;
                }
                page = send(HttpRequest.newBuilder(page.uri().resolve(shown.group(1)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(filledIn(shown.group()))));
            }
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return browser.send(
                    request.header("Accept", "text/html")
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        private String filledIn(String form) {
            return FIELD.matcher(form)
                    .results()
                    .map(field -> field.group(1) + "=" + URLEncoder.encode(value(field), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
        }

        private String value(MatchResult field) {
            Matcher value = VALUE.matcher(field.group());
            return switch (field.group(1)) {
                case "username" -> name;
                case "password" -> password;
                default -> value.find() ? value.group(1) : "";
            };
        }
    }
}
