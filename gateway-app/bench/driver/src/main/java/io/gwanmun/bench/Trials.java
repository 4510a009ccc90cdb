package io.gwanmun.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.load.Load;
import io.gwanmun.bench.measure.Comparison;
import io.gwanmun.bench.measure.Figures;
import io.gwanmun.bench.measure.ReloadTrial;
import io.gwanmun.bench.measure.Side;
import io.gwanmun.bench.measure.StartTrial;
import io.gwanmun.bench.report.Table;
import io.gwanmun.bench.report.Table.Ratio;
import io.gwanmun.bench.server.Gateway;
import io.gwanmun.bench.server.Issuer;
import io.gwanmun.bench.server.JwtIssuer;
import io.gwanmun.bench.server.PlainProxy;
import io.gwanmun.bench.server.Program;
import io.gwanmun.bench.server.ReferenceIssuer;
import io.gwanmun.bench.server.Upstream;

/** What each subset compares with what, and which ratios its table shows. */
final class Trials {

    private static final int TOKENS = 10_000;

    private Trials() {}

    static String table(Subset subset, Workbench workbench) {
        return switch (subset) {
            case PLAIN -> pair(workbench, Upstream.SMALL, Load.SATURATION);
            case RATE ->
                pair(workbench, Upstream.SMALL, workbench.options().size().rate());
            case LARGE -> pair(workbench, Upstream.LARGE, Load.SATURATION);
            case ROUTES -> routes(workbench);
            case RELOAD -> reload(workbench);
            case JWT -> tokens(workbench, JwtIssuer.open());
            case REFERENCE -> tokens(workbench, ReferenceIssuer.open(workbench.loadCore()));
            case EVERYTHING -> everything(workbench);
            case START -> start(workbench);
        };
    }

    private static String pair(Workbench workbench, String body, int rate) {
        List<Side> sides = List.of(
                new Side(workbench.gateway().label(), workbench.gateway(), 1),
                new Side(workbench.bare().label(), workbench.bare(), 1));
        List<Figures> figures = new Comparison(workbench.bed(), body, rate).run(sides);
        return Table.of(figures, List.of(new Ratio(figures.get(0), figures.get(1))));
    }

    private static String routes(Workbench workbench) {
        List<Side> sides = new ArrayList<>(List.of(many(workbench, workbench.gateway()), one(workbench.gateway())));
        if (workbench.options().modes().bareRoutes()) {
            sides.add(many(workbench, workbench.bare()));
        }
        List<Figures> figures = new Comparison(workbench.bed(), Upstream.SMALL, Load.SATURATION).run(sides);
        return Table.of(figures, againstFirst(figures));
    }

    private static String reload(Workbench workbench) {
        Options.Size size = workbench.options().size();
        List<Figures> figures = new ReloadTrial(workbench.bed(), size.routes(), size.rate()).run(workbench.gateway());
        return Table.of(figures, List.of());
    }

    /** Both get the same requests; only the gateway looks at what they show. */
    private static String tokens(Workbench workbench, Issuer giving) {
        try (Issuer issuer = giving) {
            Gateway asking = gateway(workbench).asking(issuer);
            List<Side> sides = List.of(
                    new Side(asking.label(), asking, 1),
                    new Side(workbench.bare().label(), workbench.bare(), 1));
            List<Figures> figures = new Comparison(
                            workbench.bed().showing(issuer.tokens(TOKENS)), Upstream.SMALL, Load.SATURATION)
                    .run(sides);
            return Table.of(figures, List.of(new Ratio(figures.get(0), figures.get(1))));
        }
    }

    /** The plain proxies get the same requests as the bare engine, and look at nothing either. */
    private static String everything(Workbench workbench) {
        try (JwtIssuer issuer = JwtIssuer.open()) {
            Gateway asking = gateway(workbench).asking(issuer).choosingByCountry();
            List<Side> sides = new ArrayList<>(List.of(
                    new Side(asking.label(), asking, 1),
                    new Side(workbench.bare().label(), workbench.bare(), 1)));
            PlainProxy.installed(workbench.gatewayCore()).forEach(proxy -> sides.add(new Side(proxy.label(), proxy, 1)));
            List<Figures> figures = new Comparison(
                            workbench.bed().showing(issuer.tokens(TOKENS)), Upstream.SMALL, Load.SATURATION)
                    .run(sides);
            return Table.of(figures, againstFirst(figures));
        }
    }

    private static Gateway gateway(Workbench workbench) {
        if (workbench.gateway() instanceof Gateway gateway) {
            return gateway;
        }
        throw new BenchException("--control: the bare engine looks at no tokens");
    }

    private static String start(Workbench workbench) {
        List<Side> sides = new ArrayList<>(
                List.of(one(workbench.gateway()), one(workbench.bare()), many(workbench, workbench.gateway())));
        if (workbench.options().modes().bareRoutes()) {
            sides.add(many(workbench, workbench.bare()));
        }
        List<Figures> figures = new StartTrial(workbench.bed()).run(sides);
        List<Ratio> ratios = new ArrayList<>(
                List.of(new Ratio(figures.get(0), figures.get(1)), new Ratio(figures.get(2), figures.get(0))));
        if (workbench.options().modes().bareRoutes()) {
            ratios.add(new Ratio(figures.get(2), figures.get(3)));
        }
        return Table.of(figures, ratios);
    }

    private static List<Ratio> againstFirst(List<Figures> figures) {
        return figures.stream()
                .skip(1)
                .map(other -> new Ratio(figures.get(0), other))
                .toList();
    }

    private static Side one(Program program) {
        return new Side(program.label() + ", 1 route", program, 1);
    }

    private static Side many(Workbench workbench, Program program) {
        int routes = workbench.options().size().routes();
        return new Side(String.format(Locale.ROOT, "%s, %,d routes", program.label(), routes), program, routes);
    }
}
