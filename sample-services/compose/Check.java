import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tries the composed system out: {@code java sample-services/compose/Check.java}, on a machine with Docker, curl and sh.
 *
 * <p>In this order: bring all up and wait until it is healthy; look whether containers are as contained as they should be; make the
 * calls of {@code calls.txt}, by {@code Calls.java}; then kill one container after the other, as a crash would, while callers call, and
 * say what they noticed and how long it took until all was healthy again. It ends with 0 when everything was as it should be. What runs
 * stays up.
 */
public final class Check {

    private static final String GATEWAY = "http://127.0.0.1:8080";
    private static final String TOKENS = "http://127.0.0.1:9000/oauth2/token";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    /** What callers are meant to notice of the end of a container; of all others nothing. */
    private static final Map<String, Set<String>> NOTICED = noticed();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CALL)
            .build();
    private final List<String> faults = new ArrayList<>();

    private static Map<String, Set<String>> noticed() {
        Map<String, Set<String>> noticed = new LinkedHashMap<>();
        noticed.put("gateway-1", Set.of());
        noticed.put("gateway-2", Set.of());
        noticed.put("redis", Set.of("new token"));
        noticed.put("postgres", Set.of("new token"));
        noticed.put("auth-server", Set.of("new token"));
        noticed.put("users-us", Set.of());
        noticed.put("users-eu", Set.of());
        noticed.put("orders", Set.of("jwt"));
        noticed.put("echo", Set.of("reference"));
        noticed.put("balancer", Set.of("open", "jwt", "reference"));
        return noticed;
    }

    /** Runs until all is tried; ends with 1 when something was not as it should be. */
    public static void main(String[] args) throws Exception {
        Check check = new Check();
        check.run();
        check.faults.forEach(fault -> System.out.println("NOT AS IT SHOULD BE: " + fault));
        System.out.println(check.faults.isEmpty() ? "All is as it should be." : check.faults.size() + " faults");
        System.exit(check.faults.isEmpty() ? 0 : 1);
    }

    private void run() throws Exception {
        System.out.println("Engine " + output("docker", "version", "--format", "{{.Server.Version}}") + ", Compose "
                + output("docker", "compose", "version", "--short") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, commit "
                + output("git", "-C", root().toString(), "rev-parse", "--short", "HEAD"));
        Instant began = Instant.now();
        output("docker", "compose", "up", "--detach", "--wait");
        System.out.println("Up and healthy after " + since(began));
        contained();
        calls();
        for (Map.Entry<String, Set<String>> each : NOTICED.entrySet()) {
            watch("kill " + each.getKey(), each.getKey(), each.getValue(), () -> kill(each.getKey()));
        }
        for (String gateway : List.of("gateway-1", "gateway-2")) {
            watch("restart " + gateway, gateway, Set.of(), () -> output("docker", "compose", "restart", gateway));
        }
    }

    // Containers

    private void contained() throws IOException, InterruptedException {
        String format = "{{.Name}}|{{.Config.User}}|{{.HostConfig.ReadonlyRootfs}}|{{.HostConfig.CapDrop}}"
                + "|{{.HostConfig.SecurityOpt}}|{{range .NetworkSettings.Ports}}{{range .}}{{.HostIp}} {{end}}{{end}}|{{.HostConfig.Memory}}";
        List<String> command = new ArrayList<>(List.of("docker", "inspect", "--format", format));
        command.addAll(output("docker", "compose", "ps", "--quiet").lines().toList());
        for (String line : output(command.toArray(String[]::new)).lines().toList()) {
            String[] is = line.split("\\|", -1);
            expect(is[0] + " runs as user " + is[1], is[1].matches("[1-9]\\d*:\\d+"));
            expect(is[0] + " has a root that may be written", is[2].equals("true"));
            expect(is[0] + " drops " + is[3], is[3].equals("[ALL]"));
            expect(is[0] + " has " + is[4], is[4].equals("[no-new-privileges:true]"));
            expect(is[0] + " is published on " + is[5], is[5].matches("(127\\.0\\.0\\.1 )*"));
            expect(is[0] + " has no limit of memory", !is[6].equals("0"));
        }
        for (String service : NOTICED.keySet()) {
            String written =
                    output("docker", "compose", "exec", "-T", service, "sh", "-c", "touch /written || echo refused");
            expect(service + " wrote below /", written.endsWith("refused"));
        }
        System.out.println("Contained: no root, nothing to write on, no capabilities, published on this machine only");
    }

    /** Ends a container's process as a crash would; after "docker kill" the engine would not start it again. */
    private static void kill(String service) throws IOException, InterruptedException {
        String id = output("docker", "compose", "ps", "--quiet", service);
        String process = output("docker", "inspect", "--format", "{{.State.Pid}}", id);
        output(
                "docker",
                "run",
                "--rm",
                "--network",
                "none",
                "--pid",
                "host",
                "--user",
                "0",
                "--entrypoint",
                "sh",
                "redis:7.2",
                "-c",
                "kill -9 " + process);
    }

    private static String state(String service) {
        try {
            String id = output("docker", "compose", "ps", "--all", "--quiet", service);
            return output("docker", "inspect", "--format", "{{.State.Pid}} {{.State.Health.Status}}", id);
        } catch (IOException | InterruptedException away) {
            return "";
        }
    }

    // The printed calls

    /** Those of the demo, with the command line of a container in place of the jar. */
    private void calls() throws IOException, InterruptedException {
        Path demo = root().resolve("sample-services/demo");
        String jar = "docker run --rm --network host -e TOKEN_SECRET -v '" + demo
                + ":/app/sample-services/demo:ro' gwanmun/gateway";
        // The management port is not published.
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        demo.resolve("Calls.java").toString(),
                        "--only=calls.txt",
                        "--skip=127.0.0.1:9091",
                        "--gateway=" + jar)
                .inheritIO()
                .start()
                .waitFor();
        expect("a printed call was not answered as printed", code == 0);
    }

    // Callers

    private Map<String, HttpRequest> callers() throws IOException, InterruptedException {
        Map<String, HttpRequest> callers = new LinkedHashMap<>();
        callers.put("open", request(GATEWAY + "/users/1").build());
        callers.put(
                "jwt",
                request(GATEWAY + "/desk/orders/2")
                        .header("Authorization", token("reporter"))
                        .build());
        callers.put(
                "reference",
                request(GATEWAY + "/whoami")
                        .header("Authorization", token("auditor"))
                        .build());
        callers.put("new token", asking("reporter"));
        return callers;
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(CALL);
    }

    private static HttpRequest asking(String client) {
        String name = client + ':' + client + " of the demo";
        return request(TOKENS)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
    }

    private String token(String client) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(
                http.send(asking(client), HttpResponse.BodyHandlers.ofString()).body());
        if (!token.find()) {
            throw new IOException("no token for " + client);
        }
        return "Bearer " + token.group(1);
    }

    /** What one caller noticed. */
    private final class Caller extends Thread {

        private final HttpRequest request;
        private final Map<String, Integer> answers = new ConcurrentHashMap<>();
        private volatile boolean stopping;
        private volatile boolean well;

        Caller(String name, HttpRequest request) {
            super(name);
            this.request = request;
        }

        @Override
        public void run() {
            while (!stopping) {
                String answer = answer();
                well = answer.equals("200");
                answers.merge(answer, 1, Integer::sum);
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }

        private String answer() {
            try {
                return String.valueOf(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
            } catch (IOException | InterruptedException lost) {
                return lost.getClass().getSimpleName();
            }
        }

        boolean noticed() {
            return answers.keySet().stream().anyMatch(answer -> !answer.equals("200"));
        }
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private void watch(String name, String service, Set<String> mayNotice, Step step)
            throws IOException, InterruptedException {
        List<Caller> callers = callers().entrySet().stream()
                .map(each -> new Caller(each.getKey(), each.getValue()))
                .toList();
        callers.forEach(Thread::start);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        String before = state(service).split(" ")[0];
        Instant began = Instant.now();
        step.run();
        boolean back = false;
        while (!back && Duration.between(began, Instant.now()).compareTo(PATIENCE) < 0) {
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            String[] now = state(service).split(" ");
            back = now.length == 2
                    && !now[0].equals(before)
                    && now[1].equals("healthy")
                    && callers.stream().allMatch(caller -> caller.well);
        }
        String took = since(began);
        expect(name + ": not back and well after " + took, back);
        StringBuilder line = new StringBuilder(String.format("%-18s back after %-7s", name, took));
        for (Caller caller : callers) {
            caller.stopping = true;
            caller.join();
            line.append(' ').append(caller.getName()).append(' ').append(caller.answers);
            if (!mayNotice.contains(caller.getName())) {
                expect(name + ": noticed by " + caller.getName() + ' ' + caller.answers, !caller.noticed());
            }
        }
        System.out.println(line);
    }

    // This machine

    private void expect(String otherwise, boolean holds) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    private static String since(Instant began) {
        return Duration.between(began, Instant.now()).toMillis() / 100 / 10.0 + " s";
    }

    private static Path root() {
        var source = Check.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(source.toString())).getParent().getParent().getParent();
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("check", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(root().toFile())
                    .redirectError(errors.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(Stream.of(command).limit(4).toList() + " ended with " + process.exitValue() + ": "
                        + Files.readString(errors));
            }
            return output.strip();
        } finally {
            Files.delete(errors);
        }
    }
}
