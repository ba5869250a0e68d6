// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.Secret;

@AnalyzeClasses(packages = "dev.sekisho.config", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule DEPENDS_ON_POLICY_AND_TLS_ALONE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.xml.stream..",
                    "org.jspecify..",
                    "dev.sekisho.config..",
                    "dev.sekisho.policy..",
                    "dev.sekisho.tls..");

    @ArchTest
    static final ArchRule TAKES_VALUES_OF_TLS_ALONE = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.sekisho.tls..")
                    .and(not(belongToAnyOf(IdentitySource.class, HostPattern.class, Secret.class))));

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("dev.sekisho.config.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule TOOLS_KNOW_NO_TABLE = noClasses()
            .that()
            .resideInAnyPackage("dev.sekisho.config.problem", "dev.sekisho.config.xml", "dev.sekisho.config.schema")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sekisho.config");
}
