package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Tools;
import io.gwanmun.bench.host.Workshop;

/**
 * Puts the gateway to the test of <a href="https://github.com/summerwind/h2spec">h2spec</a>, in clear and with TLS. The program
 * comes with this one.
 */
final class H2spec {

    private static final String VERSION = "2.2.0";
    private static final String ARCHIVE = "/h2spec/" + VERSION + "/h2spec_linux_amd64.tar.gz";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private H2spec() {}

    static Finding run(Ground ground) {
        Path folder = unpack(ground.workshop());
        Certificate certificate = Certificate.make(ground);
        try (Service service = Service.start();
                GatewayProcess gateway = GatewayProcess.start(ground, service, certificate)) {
            H2specReport clear = run(ground, folder, List.of("-p", "" + gateway.port()));
            H2specReport secure = run(ground, folder, List.of("-t", "-k", "-p", "" + gateway.securePort()));
            String text = H2specReport.table(clear, secure)
                    + failures("in clear", clear)
                    + (secure.failures().equals(clear.failures())
                            ? "\nWith TLS the same tests fail.\n"
                            : failures("with TLS", secure));
            return new Finding(text, "h2spec " + VERSION);
        }
    }

    private static String failures(String way, H2specReport report) {
        return report.failures().isEmpty()
                ? "\nNothing fails " + way + ".\n"
                : "\nWhat fails " + way + ", in h2spec's words:\n\n```\n" + String.join("\n", report.failures())
                        + "\n```\n";
    }

    /** The exit code says no more than the report: 1 when a test fails. */
    private static H2specReport run(Ground ground, Path folder, List<String> options) {
        Path report = folder.resolve("report-" + options.size() + ".xml");
        List<String> command = new ArrayList<>(List.of(folder.resolve("h2spec").toString(), "-j", report.toString()));
        command.addAll(options);
        Child child = ground.workshop().start("h2spec", command, folder);
        int code = child.awaitCode(LIMIT);
        if (!Files.exists(report)) {
            throw child.failure("ended with code " + code + " and without a report");
        }
        return H2specReport.read(report);
    }

    private static Path unpack(Workshop workshop) {
        Path tar = Tools.require("tar", "tar");
        Path folder = workshop.folder("h2spec");
        Path archive = folder.resolve("h2spec.tar.gz");
        try (InputStream in = H2spec.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new BenchException("h2spec is missing in bench.jar; build it with Maven");
            }
            Files.copy(in, archive);
        } catch (IOException e) {
            throw new BenchException("cannot unpack h2spec", e);
        }
        workshop.start("tar", List.of(tar.toString(), "-xzf", archive.toString()), folder)
                .awaitEnd(LIMIT);
        return folder;
    }
}
