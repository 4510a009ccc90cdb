package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gwanmun.gateway.pipeline.CanonicalPath;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.route.RouteTable;

/** Tells what a route does, or why a request goes where it goes. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "With --route: what the route does with a call, phase by phase, and where that is written.",
            "With METHOD and URL: which route serves such a request, why, and why no other does.",
            "Exit code: 0 served, 1 not served (400, 404, 405), 2 the directory cannot be used."
        })
final class ExplainCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Parameters(index = "0", paramLabel = "DIR", description = "The directory.")
    private Path directory = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "METHOD", description = "The method, such as GET.")
    private String method = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "URL",
            description = "A path, or a whole URL when the host matters.")
    private String url = "";

    @Option(names = "--route", paramLabel = "API/ROUTE", description = "The route to explain.")
    private String route = "";

    @Option(names = "-H", paramLabel = "'NAME: VALUE'", description = "A header of the request. May be repeated.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--at", paramLabel = "TIME", description = "When it is sent, as 2026-01-31T09:00:00Z; else now.")
    private String at = "";

    @Mixin
    private CallerOptions caller = new CallerOptions();

    @Mixin
    private CountryOptions country = new CountryOptions();

    @Mixin
    private FormOptions form = new FormOptions();

    ExplainCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (route.isEmpty() == url.isEmpty()) {
            throw new UnusableException("Say either --route api/route or a METHOD and a URL.");
        }
        if (!route.isEmpty()) {
            new RouteExplanation(directory, form.table(directory), out).print(route);
            return Exit.YES;
        }
        country.check();
        SampleUrl sample = SampleUrl.parse(url);
        Map<String, List<String>> fields = SampleRequest.fields(headers);
        Instant now = now();
        RouteTable table = form.table(directory);
        try {
            return explain(table, sample, fields, now);
        } catch (RefusedException refused) {
            out.println(method + " " + sample.path());
            out.println(refused.refusal().fault().status() + ": "
                    + refused.refusal().sentence());
            return Exit.NO;
        }
    }

    private int explain(RouteTable table, SampleUrl sample, Map<String, List<String>> fields, Instant now) {
        String path = CanonicalPath.of(sample.path());
        String host = fields.containsKey("host") ? fields.get("host").get(0) : sample.authority();
        SampleRequest request =
                new SampleRequest(method, SampleRequest.hostOf(host), path, sample.query(), fields, now);
        return new SampleExplanation(table, request, caller.caller(), country, out).print();
    }

    private Instant now() {
        try {
            return at.isEmpty()
                    ? InstantSource.system().instant()
                    : OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeParseException noTime) {
            throw new UnusableException("--at: \"" + at + "\" is no time (expected: 2026-01-31T09:00:00Z).");
        }
    }
}
