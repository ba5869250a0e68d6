// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** What the store may know, and what only one of its packages may. */
@AnalyzeClasses(packages = "dev.sekisho", importOptions = ImportOption.DoNotIncludeTests.class)
class StoreDirectionsTest {

    @ArchTest
    static final ArchRule THE_STORE_KNOWS_NO_MODULE_ABOVE_IT = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.server..",
                    "dev.sekisho.relay..",
                    "dev.sekisho.cli..",
                    "dev.sekisho.config..",
                    "dev.sekisho.tls..",
                    "com.google.inject..");

    @ArchTest
    static final ArchRule CONNECTIONS_ARE_KNOWN_IN_ONE_PACKAGE = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.store..")
            .and()
            .resideOutsideOfPackages("dev.sekisho.store.sql..", "dev.sekisho.store.database")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Connection.class, DriverManager.class, PreparedStatement.class, ResultSet.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.sqlite..", "org.postgresql..", "com.zaxxer..");

    @ArchTest
    static final ArchRule THE_SQL_PACKAGE_KNOWS_NO_TABLE = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.store.sql..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.store.body..",
                    "dev.sekisho.store.deadletter..",
                    "dev.sekisho.store.domains..",
                    "dev.sekisho.store.mail..",
                    "dev.sekisho.store.mailbox..",
                    "dev.sekisho.store.pin..",
                    "dev.sekisho.store.spool..",
                    "dev.sekisho.store.repository..",
                    "dev.sekisho.store.rewriting..",
                    "dev.sekisho.store.users..",
                    "org.apache.james..",
                    "javax.mail..");

    @ArchTest
    static final ArchRule AN_ENGINE_KNOWS_NOTHING_OF_THE_OTHER = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.store.sql.sqlite")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sekisho.store.sql.postgresql", "org.postgresql..", "com.zaxxer..");

    @ArchTest
    static final ArchRule NO_PACKAGE_KNOWS_ONE_THAT_KNOWS_IT =
            slices().assignedFrom(new ByPackage()).should().beFreeOfCycles();

    /** Each package of the store is a slice of its own, the root one too. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            String name = javaClass.getPackageName();
            return name.startsWith("dev.sekisho.store") ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of the store";
        }
    }

    /** Rows below, then what changes them, then what James sees of them; each folder of mailboxes knows those before it alone. */
    @ArchTest
    static final ArchRule FOLDERS_OF_MAILBOXES_STAND_IN_LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.sekisho.store.mailbox..")
            .layer("table")
            .definedBy("..mailbox.table")
            .layer("change")
            .definedBy("..mailbox.change")
            .layer("message")
            .definedBy("..mailbox.message")
            .layer("mapper")
            .definedBy("..mailbox.mapper")
            .layer("manager")
            .definedBy("..mailbox.manager")
            .layer("delivery")
            .definedBy("..mailbox.delivery")
            .layer("owner")
            .definedBy("dev.sekisho.store.mailbox")
            .whereLayer("change")
            .mayOnlyBeAccessedByLayers("mapper", "delivery", "owner")
            .whereLayer("message")
            .mayOnlyBeAccessedByLayers("mapper")
            .whereLayer("mapper")
            .mayOnlyBeAccessedByLayers("manager", "owner")
            .whereLayer("manager")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("delivery")
            .mayNotBeAccessedByAnyLayer();
}
