package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import picocli.CommandLine.IVersionProvider;

/** Tells which build this is, from what the build left in the jar. */
final class Version implements IVersionProvider {

    private static final String BUILD = "/META-INF/build-info.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(BUILD)) {
            if (in != null) {
                build.load(in);
            }
        }
        return new String[] {
            "Gwanmun " + build.getProperty("build.version", "(unknown version)") + ", Java " + Runtime.version()
        };
    }
}
