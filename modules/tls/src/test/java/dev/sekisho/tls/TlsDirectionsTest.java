// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
}
