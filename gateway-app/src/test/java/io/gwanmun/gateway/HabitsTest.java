package io.gwanmun.gateway;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GatewayFilter;

import io.gwanmun.gateway.pipeline.PhaseFilter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class HabitsTest {

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gwanmun.gateway");

    @Test
    void roomsWhenNamedThenAfterFeaturesAndNotAfterLayers() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..common..",
                        "..util..",
                        "..support..",
                        "..config..",
                        "..model..",
                        "..dto..",
                        "..exception..",
                        "..handler..",
                        "..filter..")
                .check(GATEWAY);
    }

    @Test
    void reactiveCodeWhenWrittenThenNeverBlocks() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "blocks a reactive type",
                        call -> call.getTargetOwner().getPackageName().startsWith("reactor.core.publisher")
                                && call.getName().startsWith("block")))
                .check(GATEWAY);
    }

    @Test
    void redisWhenUsedThenOnlyInItsRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.gwanmun.gateway.state.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lettuce..", "org.springframework.data.redis..")
                .check(GATEWAY);
    }

    @Test
    void coresWhenWrittenThenPlainJava() {
        noClasses()
                .that()
                .resideInAnyPackage("io.gwanmun.gateway.route.match..", "io.gwanmun.gateway.integration.balance..")
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "reactor..", "io.netty..")
                .because("a package page may name the module's door, a core may not")
                .check(GATEWAY);
    }

    @Test
    void filtersWhenWrittenThenEachHasAPhase() {
        classes()
                .that()
                .implement(GatewayFilter.class)
                .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(PhaseFilter.class)))
                .should()
                .implement(PhaseFilter.class)
                .check(GATEWAY);
    }

    @Test
    void expressionLanguageWhenLookedForThenNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.expression..")
                .check(GATEWAY);
    }
}
