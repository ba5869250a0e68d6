// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.sekisho.tls", importOptions = ImportOption.DoNotIncludeTests.class)
class TlsDirectionsTest {
    @ArchTest
    static final ArchRule knowsThePolicyNettyAndBouncyCastleAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.net.ssl..",
                    "javax.security.auth.x500..",
                    "io.netty..",
                    "org.bouncycastle..",
                    "org.jspecify.annotations..",
                    "dev.sekisho.policy..",
                    "dev.sekisho.tls..");

    @ArchTest
    static final ArchRule takesItsTimeFromAClock = noClasses().should().callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule foldersFormNoCircle =
            slices().matching("dev.sekisho.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule filesAreReadWithoutKnowingWhatTheyAreFor = noClasses()
            .that()
            .resideInAnyPackage("dev.sekisho.tls.material..", "dev.sekisho.tls.identity..", "dev.sekisho.tls.hello..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.tls.server..",
                    "dev.sekisho.tls.client..",
                    "dev.sekisho.tls.ocsp..",
                    "dev.sekisho.tls.reload..");

    @ArchTest
    static final ArchRule clientsAndServersKnowNothingOfEachOther = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.tls.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sekisho.tls.server..");
}
