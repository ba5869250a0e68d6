// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a James installation has beside its listeners: read where it has a meaning, else named. */
class JamesFilesTest {
    private static final String CONTAINER = """
            <mailetcontainer>
              <spooler><errorRepository>%s</errorRepository></spooler>
              <processors>
                <processor state="root"/><processor state="error"/>
                <processor state="transport">
                  %s
                </processor>
              </processors>
            </mailetcontainer>
            """;

    @TempDir
    Path folder;

    private LoadResult load(String name, String content) throws IOException {
        Files.writeString(
                folder.resolve("pop3server.xml"),
                "<pop3servers><pop3server enabled=\"true\"><bind>127.0.0.1:995</bind></pop3server></pop3servers>");
        Files.writeString(folder.resolve(name), content);
        return ConfigurationLoader.load(folder, ConfigurationOverrides.NONE);
    }

    private static List<String> refusals(LoadResult loaded) {
        return loaded instanceof LoadResult.Invalid invalid
                ? invalid.problems().stream().map(Problem::toString).toList()
                : List.of();
    }

    private static List<String> warnings(LoadResult loaded) {
        return loaded.warnings().stream().map(Problem::toString).toList();
    }

    @Test
    void whatTheContainerItselfIsToldHasItsFormAndLine() throws IOException {
        assertThat(refusals(load("mailetcontainer.xml", """
                        <mailetcontainer enableJmx="perhaps">
                          <context><postmaster>p@b_c.example</postmaster></context>
                          <spooler><threads>x</threads></spooler>
                          <processors>
                            <processor state="root"/><processor state="error"/>
                            <processor state="transport">
                              <mailet match="All" class="AddFooter"><passThrough>maybe</passThrough></mailet>
                              <mailet match="All" class="org.apache.james.jmap.mailet.VacationMailet"/>
                            </processor>
                          </processors>
                        </mailetcontainer>
                        """)))
                .satisfiesExactlyInAnyOrder(
                        jmx -> assertThat(jmx)
                                .contains("mailetcontainer.xml:1: ")
                                .contains("enableJmx=\"perhaps\""),
                        postmaster -> assertThat(postmaster)
                                .contains("mailetcontainer.xml:2: ")
                                .contains("underscore"),
                        threads -> assertThat(threads)
                                .contains("mailetcontainer.xml:3: ")
                                .contains("<threads> x is not a whole number"),
                        through -> assertThat(through)
                                .contains("mailetcontainer.xml:7: ")
                                .contains("<passThrough> maybe"),
                        vacation -> assertThat(vacation)
                                .contains("mailetcontainer.xml:8: ")
                                .contains("absence notices"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lmtpserver.xml",
                "managesieveserver.xml",
                "mailrepositorystore.xml",
                "jmap.properties",
                "webadmin.properties",
                "jmx.properties",
                "blob.properties",
                "cassandra-driver.conf",
                "mine.xml",
                "mine.properties"
            })
    void aFileThatNothingReadsIsNamed(String name) throws IOException {
        assertThat(warnings(load(name, "<x/>")))
                .anySatisfy(each -> assertThat(each).startsWith(name + ": nothing reads this file"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logback.xml",
                "dnsservice.xml",
                "recipientrewritetable.xml",
                "extensions.properties",
                "smarthost.password"
            })
    void aFileThatIsReadIsNot(String name) throws IOException {
        assertThat(warnings(load(name, "<x/>"))).noneMatch(each -> each.startsWith(name));
    }

    @Test
    void domainsThatAreListedAreReadAndDetectionIsNot() throws IOException {
        LoadResult loaded = load("domainlist.xml", """
                <domainlist class="org.apache.james.domainlist.xml.XMLDomainList">
                  <autodetect>true</autodetect>
                  <autodetectIP>false</autodetectIP>
                  <defaultDomain>localhost</defaultDomain>
                  <domainnames>
                    <domainname>example.org</domainname>
                    <domainname>example.net</domainname>
                  </domainnames>
                </domainlist>
                """);
        assertThat(refusals(loaded)).isEmpty();
        assertThat(ConfigurationLoader.listedDomains(folder)).containsExactly("example.org", "example.net");
        assertThat(warnings(loaded))
                .anySatisfy(each -> assertThat(each)
                        .startsWith("domainlist.xml:2: <autodetect>true</autodetect> makes nothing local"))
                .anySatisfy(
                        each -> assertThat(each).startsWith("domainlist.xml:4: <defaultDomain> has no meaning here"))
                .noneMatch(each -> each.contains("autodetectIP"));
    }

    @Test
    void aDomainThatIsNoneIsRefused() throws IOException {
        assertThat(refusals(load(
                        "domainlist.xml",
                        "<domainlist><domainnames><domainname>a_b!</domainname></domainnames><else/></domainlist>")))
                .hasSize(2);
    }

    @Test
    void usersOfAnotherKindAreRefusedAndTheRestIsNamed() throws IOException {
        LoadResult stock = load("usersrepository.xml", """
                <usersrepository name="LocalUsers">
                  <algorithm>PBKDF2-SHA512</algorithm>
                  <enableVirtualHosting>true</enableVirtualHosting>
                  <enableForwarding>true</enableForwarding>
                </usersrepository>
                """);
        assertThat(refusals(stock)).isEmpty();
        assertThat(warnings(stock))
                .anyMatch(each -> each.startsWith("usersrepository.xml:2: <algorithm> has no meaning here"))
                .anyMatch(each -> each.startsWith("usersrepository.xml:4: <enableForwarding> has no meaning here"));
        assertThat(refusals(load("usersrepository.xml", "<usersrepository ldapHost=\"ldap://l.example\"/>")))
                .containsExactly("usersrepository.xml:1: users of an LDAP directory are not supported; make them with"
                        + " 'sekisho user add'");
        assertThat(refusals(load(
                        "usersrepository.xml",
                        "<usersrepository><enableVirtualHosting>false</enableVirtualHosting></usersrepository>")))
                .singleElement()
                .asString()
                .contains("users without a domain are not supported");
    }

    @Test
    void repositoriesOfFilesAreTakenForThoseOfTheStoreAndOthersAreRefused() throws IOException {
        LoadResult loaded = load(
                "mailetcontainer.xml",
                CONTAINER.formatted(
                        "file://var/mail/error/",
                        "<mailet match=\"All\" class=\"ToRepository\"><repositoryPath>cassandra://var/mail/x/</repositoryPath></mailet>"));
        assertThat(warnings(loaded))
                .anySatisfy(each -> assertThat(each)
                        .startsWith("mailetcontainer.xml:2: <errorRepository> file://var/mail/error/ is read as"
                                + " store://var/mail/error/"));
        assertThat(refusals(loaded))
                .containsExactly(
                        "mailetcontainer.xml:6: <repositoryPath> cassandra://var/mail/x/ is not a known kind of"
                                + " repository; write store://var/mail/x/");
    }

    @Test
    void aMailetThatHasAnotherInItsPlaceIsRefusedWithIt() throws IOException {
        assertThat(refusals(load(
                        "mailetcontainer.xml",
                        CONTAINER.formatted("store://e/", "<mailet match=\"All\" class=\"RemoteDelivery\"/>"))))
                .singleElement()
                .asString()
                .startsWith("mailetcontainer.xml:6: the mailet RemoteDelivery of James is not available;")
                .contains("dev.sekisho.relay.Relay");
    }
}
