// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
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
            .resideOutsideOfPackage("dev.sekisho.store.sql")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Connection.class, DriverManager.class, PreparedStatement.class, ResultSet.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.sqlite..", "org.postgresql..", "com.zaxxer..");

    @ArchTest
    static final ArchRule THE_SQL_PACKAGE_KNOWS_NO_TABLE = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.store.sql")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.store.body..",
                    "dev.sekisho.store.deadletter..",
                    "dev.sekisho.store.domains..",
                    "dev.sekisho.store.mail..",
                    "dev.sekisho.store.mailbox..",
                    "dev.sekisho.store.pins..",
                    "dev.sekisho.store.queue..",
                    "dev.sekisho.store.repository..",
                    "dev.sekisho.store.rewriting..",
                    "dev.sekisho.store.users..",
                    "org.apache.james..",
                    "javax.mail..");
}
