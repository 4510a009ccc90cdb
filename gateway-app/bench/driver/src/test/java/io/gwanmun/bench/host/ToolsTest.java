package io.gwanmun.bench.host;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ToolsTest {

    @Test
    void requireWhenMissingThenNamesToolAndPackage() {
        assertThatThrownBy(() -> Tools.require("no-such-tool", "its-package"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("missing tool: no-such-tool")
                .hasMessageContaining("apt-get install its-package");
    }

    @Test
    void findWhenInstalledThenGivesItsPlace() {
        assertThat(Tools.find("sh")).isPresent();
    }
}
