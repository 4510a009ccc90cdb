package io.gwanmun.gateway;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void verifyWhenRoomsImportEachOtherThenOnlyAsTheirPagesAllow() {
        ApplicationModules.of(GatewayApplication.class).verify();
    }
}
