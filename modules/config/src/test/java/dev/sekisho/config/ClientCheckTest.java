// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.Greylisting;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a listener asks about clients that do not log in. */
class ClientCheckTest {
    @TempDir
    private Path folder;

    @Test
    void nothingIsAskedByDefault() {
        assertThat(mx("").listener().policy().clientChecks()).isEqualTo(ClientChecks.NONE);
    }

    @Test
    void readsListsWithTheirWeightsAndAnswers() {
        ClientChecks checks =
                checks("<dns-list weight=\"2\" answers=\"127.0.0.2-127.0.0.11 127.0.0.20\">Zen.Example.ORG</dns-list>"
                        + "<dns-list name=\"the list\">key.bl.example.org</dns-list>"
                        + "<dns-allow-list>wl.example.org</dns-allow-list><dns-list-threshold>3</dns-list-threshold>");

        assertThat(checks.blockLists())
                .extracting(each -> each.list().zone() + " " + each.list() + " " + each.weight() + " "
                        + each.list().answers())
                .containsExactly(
                        "zen.example.org zen.example.org 2 127.0.0.2-127.0.0.11 127.0.0.20",
                        "key.bl.example.org the list 1 127.0.0.2-127.0.0.254 127.0.1.0-127.255.254.255");
        assertThat(checks.allowLists()).extracting(Object::toString).containsExactly("wl.example.org");
        assertThat(checks.threshold()).isEqualTo(3);
        assertThat(checks.name().enabled()).isFalse();
        assertThat(checks.greylisting()).isEqualTo(Greylisting.OFF);
    }

    @Test
    void readsTheLookUpOfNames() {
        ClientChecks checks = checks("<client-name-lookup/>");

        assertThat(checks.name().enabled()).isTrue();
        assertThat(checks.name().unconfirmedWeight()).isZero();
        assertThat(checks("<client-name-lookup unconfirmed-weight=\"2\"/>")
                        .name()
                        .unconfirmedWeight())
                .isEqualTo(2);
    }

    @Test
    void readsGreylisting() {
        assertThat(checks(
                                "<greylisting clients=\"all\" delay=\"1m\" retry-window=\"1d\" max-age=\"60d\" known-after=\"3\"/>")
                        .greylisting())
                .isEqualTo(new Greylisting(
                        Greylisting.Clients.ALL, Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofDays(60), 3));
        assertThat(checks("<dns-list>bl.example.org</dns-list><greylisting clients=\"suspicious\"/>")
                        .greylisting()
                        .clients())
                .isEqualTo(Greylisting.Clients.SUSPICIOUS);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.9, false", "192.168.7.7, false", "203.0.113.9, true"})
    void privateAddressesAreNotAskedAboutByDefault(String address, boolean examined) throws Exception {
        ClientChecks checks = checks("<dns-list>bl.example.org</dns-list>");

        assertThat(checks.examine(InetAddress.getByName(address).getAddress())).isEqualTo(examined);
    }

    @Test
    void listedNetworksReplaceTheDefault() {
        assertThat(checks("<dns-list>bl.example.org</dns-list><unchecked-network>192.0.2.0/24</unchecked-network>")
                        .uncheckedNetworks())
                .extracting(CidrNetwork::toString)
                .containsExactly("192.0.2.0/24");
    }

    @Test
    void oneZoneMayHaveAnswersOfDifferentWeight() {
        assertThat(checks("<dns-list weight=\"3\" answers=\"127.0.0.2\">bl.example.org</dns-list>"
                                + "<dns-list answers=\"127.0.0.10\">bl.example.org</dns-list>")
                        .blockLists())
                .hasSize(2);
    }

    @Test
    void warnsOfAThresholdThatIsNeverReached() {
        assertThat(mx("<dns-list>bl.example.org</dns-list><dns-list-threshold>2</dns-list-threshold>")
                        .warnings())
                .singleElement()
                .asString()
                .contains("are 1, below the threshold of 2: no client is ever refused");
        assertThat(mx("<dns-list>bl.example.org</dns-list><dns-list-threshold>2</dns-list-threshold>"
                                + "<greylisting clients=\"suspicious\"/>")
                        .warnings())
                .isEmpty();
    }

    @Test
    void warnsOfAThresholdWithoutWeights() {
        assertThat(mx("<dns-list-threshold>2</dns-list-threshold>").warnings())
                .singleElement()
                .asString()
                .contains("<dns-list-threshold> has no effect");
    }

    private ClientChecks checks(String elements) {
        return mx(elements).listener().policy().clientChecks();
    }

    private TestConfiguration mx(String elements) {
        return new TestConfiguration(folder)
                .smtp("<bind>0.0.0.0:25</bind><policy name=\"mx\">" + elements + "</policy>");
    }
}
