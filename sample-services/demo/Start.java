import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds and runs the whole system on this machine: {@code java sample-services/demo/Start.java}, from any folder.
 *
 * <p>In this order: look at Java, Maven and the ports; build; start the services and the gateway; wait until each says
 * that it is well; print the calls of {@code calls.txt}; stay until Ctrl-C, or until one of them ends, and stop all.
 * Everything listens on 127.0.0.1 only. Written for Java 11, so that an old Java still gets to ask for a newer one.
 */
public final class Start {

    private static final int OLDEST_JAVA = 17;
    private static final String MAVEN = System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn";
    private static final int TAIL_LINES = 40;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)");
    /** Whose addresses stand in the YAML files. */
    private static final Set<Listener> NAMED = EnumSet.range(Listener.AUTH, Listener.ECHO);

    private final Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    private final Map<Listener, Process> parts = new EnumMap<>(Listener.class);
    private final List<Process> children = new ArrayList<>();
    private boolean skipBuild;
    private volatile boolean stopping;

    /** What listens, with the port it has unless a flag says otherwise. */
    private enum Listener {
        GATEWAY(8080),
        MANAGEMENT(9091),
        REDIS(6390),
        AUTH(9000),
        AUTH_MANAGEMENT(9092),
        USERS_US(9101),
        USERS_EU(9102),
        ORDERS(9103),
        ECHO(9104);

        private final int preset;

        Listener(int preset) {
            this.preset = preset;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String flag() {
            return "--" + label() + "-port=";
        }
    }

    /** Ends the run with a sentence for the user instead of a stack trace. */
    private static final class Refusal extends RuntimeException {
        Refusal(String message) {
            super(message, null, false, false);
        }
    }

    /** Runs until stopped; exits with 1 when something is missing, fails or ends by itself. */
    public static void main(String[] args) throws Exception {
        try {
            new Start().run(args);
        } catch (Refusal refusal) {
            System.err.println(refusal.getMessage());
            System.exit(1);
        }
    }

    private void run(String[] args) throws IOException, InterruptedException {
        if (Arrays.asList(args).contains("--help")) {
            System.out.println(usage());
            return;
        }
        read(args);
        checkMachine();
        checkPorts();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        Files.createDirectories(target("logs"));
        if (!skipBuild) {
            build();
        }
        Path directory = gatewayDirectory();
        startAll(directory);
        awaitHealth();
        printCalls(directory);
        reportEnd(firstToEnd());
    }

    private static String usage() {
        StringBuilder usage = new StringBuilder("Usage: java Start.java [--skip-build]");
        for (Listener listener : Listener.values()) {
            usage.append(" [").append(listener.flag()).append(listener.preset).append(']');
        }
        return usage.toString();
    }

    private void read(String[] args) {
        for (Listener listener : Listener.values()) {
            ports.put(listener, listener.preset);
        }
        for (String arg : args) {
            if (arg.equals("--skip-build")) {
                skipBuild = true;
            } else {
                readPort(arg);
            }
        }
    }

    private void readPort(String arg) {
        for (Listener listener : Listener.values()) {
            if (arg.startsWith(listener.flag())) {
                String port = arg.substring(listener.flag().length());
                if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
                    throw new Refusal(arg + " (expected: a port from 1 to 65535)");
                }
                ports.put(listener, Integer.valueOf(port));
                return;
            }
        }
        throw new Refusal("Unknown argument: " + arg + "\n" + usage());
    }

    private void checkMachine() throws InterruptedException {
        int java = Runtime.version().feature();
        if (java < OLDEST_JAVA) {
            throw new Refusal("This is Java " + java + "; a JDK of version " + OLDEST_JAVA
                    + " or newer is needed. Put its bin folder first on the PATH.");
        }
        try {
            if (!skipBuild) {
                new ProcessBuilder(MAVEN, "-version").start().waitFor();
            }
        } catch (IOException missing) {
            throw new Refusal("Maven is missing: there is no " + MAVEN + " on the PATH. Install Maven 3.8.1 or newer"
                    + " (https://maven.apache.org/install.html), or use --skip-build when all is built already.");
        }
    }

    private void checkPorts() {
        List<String> faults = new ArrayList<>();
        ports.forEach((listener, port) -> {
            String fault = Collections.frequency(ports.values(), port) > 1
                    ? "wanted twice"
                    : isFree(port) ? "" : "in use on 127.0.0.1";
            if (!fault.isEmpty()) {
                int other = port < 55_000 ? port + 10_000 : port - 10_000;
                faults.add("Port " + port + " (" + listener.label() + ") is " + fault + ". Choose another: "
                        + listener.flag() + other);
            }
        });
        if (!faults.isEmpty()) {
            throw new Refusal(String.join("\n", faults));
        }
    }

    private static boolean isFree(int port) {
        try (Socket answered = new Socket("127.0.0.1", port)) {
            return !answered.isConnected();
        } catch (IOException nobodyListens) {
            return true;
        }
    }

    /** The folder of this file, wherever it was started from. */
    private static Path demo() {
        var source = Start.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(source.toString())).getParent();
    }

    private static Path root() {
        return demo().getParent().getParent();
    }

    private static Path target(String name) {
        return demo().resolve("target").resolve(name);
    }

    private static Path log(String name) {
        return target("logs").resolve(name + ".log");
    }

    private static Path jar(String module) {
        Path folder = root().resolve(module);
        return folder.resolve("target").resolve(folder.getFileName() + ".jar");
    }

    /** A path as it can be typed in the folder where this was started. */
    private static String typed(Path path) {
        Path here = Path.of("").toAbsolutePath();
        String text = (path.startsWith(here) ? here.relativize(path) : path).toString();
        return text.isEmpty() ? "." : text.contains(" ") ? "'" + text + "'" : text;
    }

    private String url(Listener listener) {
        return "http://127.0.0.1:" + ports.get(listener);
    }

    /** The text with the ports that flags moved. */
    private String moved(String text) {
        Map<String, String> moves = new HashMap<>();
        ports.forEach((listener, port) -> moves.put(String.valueOf(listener.preset), String.valueOf(port)));
        return ADDRESS.matcher(text)
                .replaceAll(found -> "127.0.0.1:" + moves.getOrDefault(found.group(1), found.group(1)));
    }

    /** The YAML files themselves, or copies with other ports in them when flags moved a service. */
    private Path gatewayDirectory() throws IOException {
        Path original = demo().resolve("gateway");
        if (NAMED.stream().allMatch(named -> ports.get(named) == named.preset)) {
            return original;
        }
        Path copy = Files.createDirectories(target("gateway"));
        for (Path stale : filesBelow(copy)) {
            Files.delete(stale);
        }
        for (Path file : filesBelow(original)) {
            Path place = copy.resolve(original.relativize(file));
            Files.createDirectories(place.getParent());
            Files.writeString(place, moved(Files.readString(file)));
        }
        return copy;
    }

    private static Path[] filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toArray(Path[]::new);
        }
    }

    private void build() throws IOException, InterruptedException {
        Path log = log("build");
        System.out.println("Building; the first time Maven fetches what it needs (log: " + typed(log) + ")");
        Instant began = Instant.now();
        Process build = launch(List.of(MAVEN, "-B", "-q", "-DskipTests", "package"), log);
        while (!build.waitFor(1, TimeUnit.SECONDS)) {
            long seconds = Duration.between(began, Instant.now()).toSeconds();
            System.out.print(seconds % 10 == 0 ? " " + seconds + " s" : ".");
        }
        System.out.println(" ended after " + since(began));
        if (build.exitValue() != 0) {
            throw new Refusal(tail(log) + "\nThe build failed; all of its output: " + typed(log));
        }
    }

    private void startAll(Path directory) throws IOException, InterruptedException {
        System.out.println("Starting (logs in " + typed(target("logs")) + ")");
        startSample(Listener.USERS_US, "users", "--users.region=us");
        startSample(Listener.USERS_EU, "users", "--users.region=eu");
        startSample(Listener.ORDERS, "orders");
        startSample(Listener.ECHO, "echo");
        List<String> gateway = java(jar("gateway-app"), ports.get(Listener.GATEWAY));
        gateway.add("--management.server.port=" + ports.get(Listener.MANAGEMENT));
        gateway.add("--management.server.address=127.0.0.1");
        gateway.add("--gateway.api.directory=" + directory);
        gateway.add("--gateway.country.database=" + countryDatabase());
        gateway.add("--gateway.state.redis.uri=embedded");
        gateway.add("--gateway.state.redis.embedded.port=" + ports.get(Listener.REDIS));
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret());
        parts.put(
                Listener.GATEWAY,
                launch(
                        gateway,
                        log(Listener.GATEWAY.label()),
                        Map.of("GATEWAY_STATE_REDIS_EMBEDDED_PASSWORD", password)));
        startAuth(password);
    }

    /** Countries of addresses that nobody has, made on the spot; a real database comes from its maker. */
    private Path countryDatabase() throws IOException, InterruptedException {
        Path database = target("countries.mmdb");
        List<String> making = program(jar("gateway-app"));
        making.addAll(List.of("countries", demo().resolve("countries.txt").toString(), database.toString()));
        if (launch(making, log("countries")).waitFor() != 0) {
            throw new Refusal(tail(log("countries")) + "\nThe database of countries could not be made.");
        }
        return database;
    }

    /** Everybody the auth-server knows is gone when it stops: the demonstration keeps nothing. */
    private void startAuth(String redisPassword) throws IOException {
        List<String> auth = java(jar("auth-server"), ports.get(Listener.AUTH), "-Xmx256m", "-XX:+UseSerialGC");
        auth.add("--management.server.port=" + ports.get(Listener.AUTH_MANAGEMENT));
        auth.add("--management.server.address=127.0.0.1");
        auth.add("--auth.redis.start-timeout=120s");
        auth.add("--auth.issuer=" + url(Listener.AUTH));
        auth.add("--auth.demo.file=" + demo().resolve("people.yaml"));
        auth.add("--spring.datasource.url=jdbc:h2:mem:auth;DB_CLOSE_DELAY=-1");
        String redis = "redis://:" + redisPassword + "@127.0.0.1:" + ports.get(Listener.REDIS);
        String key = Base64.getEncoder().encodeToString(secret());
        Map<String, String> environment = Map.of("AUTH_REDIS_URI", redis, "AUTH_KEYS_SECRET", key);
        parts.put(Listener.AUTH, launch(auth, log(Listener.AUTH.label()), environment));
    }

    /** 256 random bits, new in each run; in the environment of those who need them and nowhere else. */
    private static byte[] secret() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return bits;
    }

    private void startSample(Listener listener, String service, String... arguments) throws IOException {
        // Small and soon there: a demonstration does not need the second compiler.
        List<String> command = java(
                jar("sample-services/" + service),
                ports.get(listener),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1");
        command.addAll(Arrays.asList(arguments));
        parts.put(listener, launch(command, log(listener.label())));
    }

    private static List<String> java(Path jar, int port, String... options) {
        List<String> command = program(jar, options);
        command.addAll(List.of("--server.port=" + port, "--server.address=127.0.0.1"));
        return command;
    }

    private static List<String> program(Path jar, String... options) {
        if (!Files.exists(jar)) {
            throw new Refusal(typed(jar) + " is missing; start without --skip-build to build it.");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private Process launch(List<String> command, Path log) throws IOException {
        return launch(command, log, Map.of());
    }

    private synchronized Process launch(List<String> command, Path log, Map<String, String> environment)
            throws IOException {
        if (stopping) {
            throw new Refusal("Stopped before all was started.");
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(root().toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        children.add(process);
        return process;
    }

    private void awaitHealth() throws InterruptedException {
        Instant began = Instant.now();
        Set<Listener> awaited = EnumSet.copyOf(parts.keySet());
        while (!awaited.isEmpty()) {
            for (Listener part : parts.keySet()) {
                if (!parts.get(part).isAlive()) {
                    reportEnd(part);
                } else if (awaited.contains(part) && isWell(part)) {
                    awaited.remove(part);
                    System.out.printf("  %-9s up after %s%n", part.label(), since(began));
                } else if (awaited.contains(part)
                        && Duration.between(began, Instant.now()).compareTo(LIMIT) > 0) {
                    throw failure(part, "did not come up in " + since(began) + " (asked: " + health(part) + ")");
                }
            }
            parts.get(Listener.GATEWAY).waitFor(100, TimeUnit.MILLISECONDS);
        }
    }

    private URI health(Listener part) {
        switch (part) {
            case GATEWAY:
                return URI.create(url(Listener.MANAGEMENT) + "/readyz");
            case AUTH:
                return URI.create(url(Listener.AUTH_MANAGEMENT) + "/readyz");
            default:
                return URI.create(url(part) + "/health");
        }
    }

    private boolean isWell(Listener part) {
        try {
            HttpURLConnection call = (HttpURLConnection) health(part).toURL().openConnection(Proxy.NO_PROXY);
            call.setConnectTimeout(1_000);
            call.setReadTimeout(1_000);
            return call.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String since(Instant began) {
        return Duration.between(began, Instant.now()).toMillis() / 100 / 10.0 + " s";
    }

    private void printCalls(Path directory) throws IOException {
        System.out.println(moved(Files.readString(demo().resolve("calls.txt")))
                .replace("gateway-app/target/gateway-app.jar", typed(jar("gateway-app")))
                .replace("sample-services/demo/gateway", typed(directory))
                .replace("sample-services/demo/target/logs", typed(target("logs"))));
    }

    private Listener firstToEnd() {
        CompletableFuture<?>[] ends = parts.entrySet().stream()
                .map(part -> part.getValue().onExit().thenApply(process -> part.getKey()))
                .toArray(CompletableFuture[]::new);
        return (Listener) CompletableFuture.anyOf(ends).join();
    }

    private void reportEnd(Listener part) {
        int code = parts.get(part).exitValue();
        // 130 is Ctrl-C, which reaches the children as well as us; our own hook may not have begun yet.
        if (code == 130 || stopping) {
            System.exit(130);
        }
        throw failure(part, "ended by itself (exit code " + code + "), so all is stopped");
    }

    private static Refusal failure(Listener part, String what) {
        Path log = log(part.label());
        return new Refusal(tail(log) + "\n" + part.label() + " " + what + "; its log: " + typed(log));
    }

    private synchronized void stop() {
        stopping = true;
        children.forEach(process -> process.descendants().forEach(ProcessHandle::destroy));
        children.forEach(Process::destroy);
        CompletableFuture<?>[] ends = children.stream().map(Process::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(10, TimeUnit.SECONDS);
        } catch (Exception late) {
            children.forEach(Process::destroyForcibly);
        }
        System.out.println("All is stopped.");
    }

    private static String tail(Path log) {
        try {
            String[] lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\\R");
            int from = Math.max(0, lines.length - TAIL_LINES);
            return String.join("\n", Arrays.asList(lines).subList(from, lines.length));
        } catch (IOException unreadable) {
            return "(the log cannot be read: " + unreadable.getMessage() + ")";
        }
    }
}
