package io.gwanmun.gateway;

import java.nio.file.Path;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import io.gwanmun.gateway.cli.Commands;
import io.gwanmun.gateway.route.PluginFolder;

/** The gateway process: serves routes, or runs one of the commands that look at them. */
@SpringBootApplication
public class GatewayApplication {

    private static final String PLUGINS = "--gateway.plugins.directory=";
    private static final String PLUGINS_VARIABLE = "GATEWAY_PLUGINS_DIRECTORY";

    /** Starts the gateway, or runs the command that the first argument names. */
    public static void main(String[] args) {
        if (Commands.areMeantBy(args)) {
            System.exit(Commands.runAtTerminal(args));
        }
        SpringApplication application = application(args);
        application.setRegisterShutdownHook(false);
        ConfigurableApplicationContext context = application.run(args);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context), "stop"));
    }

    /** Told to stop, the gateway stops in order; that is no failure, so the process ends with 0 and not with the signal's code. */
    private static void stop(ConfigurableApplicationContext context) {
        context.close();
        Runtime.getRuntime().halt(0);
    }

    /** Returns the gateway, ready to run, with the jars of the plug-in folder that arguments or environment name. */
    public static SpringApplication application(String... args) {
        ClassLoader own = GatewayApplication.class.getClassLoader();
        String plugins = plugins(args);
        ClassLoader loader = plugins == null ? own : PluginFolder.loader(Path.of(plugins), own);
        Thread.currentThread().setContextClassLoader(loader);
        return new SpringApplication(new DefaultResourceLoader(loader), GatewayApplication.class);
    }

    /** The folder must be known before the first bean is, so it is read here and not from the environment of the context. */
    private static @Nullable String plugins(String... args) {
        return Arrays.stream(args)
                .filter(arg -> arg.startsWith(PLUGINS))
                .map(arg -> arg.substring(PLUGINS.length()))
                .findFirst()
                .orElse(System.getenv(PLUGINS_VARIABLE));
    }
}
