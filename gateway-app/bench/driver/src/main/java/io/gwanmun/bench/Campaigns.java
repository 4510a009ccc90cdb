package io.gwanmun.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import io.gwanmun.bench.campaign.Campaign;
import io.gwanmun.bench.campaign.Finding;
import io.gwanmun.bench.campaign.Ground;
import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Commit;
import io.gwanmun.bench.host.Jdk;
import io.gwanmun.bench.host.Machine;
import io.gwanmun.bench.host.Workshop;
import io.gwanmun.bench.report.MarkedPage;
import io.gwanmun.bench.report.Note;

/** Runs the campaigns that the command line names, and writes their parts of the page. */
final class Campaigns {

    private static final Set<String> NAMED = Set.of("--java", "--gateway-jar", "--page");
    private static final Set<String> SWITCHES = Set.of("--print");

    private Campaigns() {}

    /** Whether the command line asks for campaigns: its first word is one. */
    static boolean areAskedFor(String[] commandLine) {
        return commandLine.length > 0 && Campaign.of(commandLine[0]).isPresent();
    }

    static void run(String[] commandLine, Workshop workshop, Path home) {
        Arguments arguments = Arguments.parse(commandLine, NAMED, SWITCHES);
        List<Campaign> campaigns =
                arguments.words().stream().map(Campaigns::named).toList();
        Machine machine = Machine.here();
        Jdk jdk = arguments.value("--java").map(Path::of).map(Jdk::at).orElseGet(Jdk::newest);
        Path jar = arguments.value("--gateway-jar").map(Path::of).orElse(home.resolve("target/gateway-app.jar"));
        Path page = arguments.value("--page").map(Path::of).orElse(home.resolve("docs/campaigns.md"));
        Ground ground = new Ground(workshop, jdk, Workbench.readable(jar, "--gateway-jar"));
        String commit = Commit.describe(workshop, home);
        for (Campaign campaign : campaigns) {
            System.out.println("== " + campaign.word());
            Finding finding = campaign.run(ground);
            Note note = new Note(
                    "java -jar gateway-app/bench/target/bench.jar " + campaign.word(),
                    LocalDate.now(ZoneOffset.UTC),
                    machine,
                    jdk,
                    Ground.FLAGS,
                    finding.tools(),
                    commit);
            String content = finding.text() + "\n" + note.text();
            System.out.println("\n" + content);
            if (!arguments.has("--print")) {
                MarkedPage.refresh(page, campaign.word(), campaign.title(), content);
            }
        }
    }

    private static Campaign named(String word) {
        return Campaign.of(word)
                .orElseThrow(() -> new BenchException(word + " (expected: one of\n" + Campaign.help() + "\n)"));
    }
}
