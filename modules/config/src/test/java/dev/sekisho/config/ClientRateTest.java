// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.limit.ClientRates;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a client may do something on a listener. */
class ClientRateTest {
    @TempDir
    private Path folder;

    @Test
    void thisMachineIsExceptedByDefault() {
        assertThat(rates("")).isEqualTo(ClientRates.DEFAULT);
        assertThat(rates("").exceptions()).extracting(CidrNetwork::toString).containsExactly("127.0.0.0/8", "::1");
    }

    @Test
    void listedNetworksReplaceTheDefault() {
        assertThat(rates("<client-rate-exception>192.0.2.0/24</client-rate-exception>"
                                + "<client-rate-exception>2001:db8::/32</client-rate-exception>")
                        .exceptions())
                .extracting(CidrNetwork::toString)
                .containsExactly("192.0.2.0/24", "2001:db8::/32");
    }

    @Test
    void warnsOfARateThatTheConnectionsOfOneClientReach() {
        assertThat(mx("<client-connection-rate>49</client-connection-rate>").warnings())
                .singleElement()
                .asString()
                .contains("opens the 50 connections that it may have");
        assertThat(mx("<client-connection-rate>50</client-connection-rate>").warnings())
                .isEmpty();
    }

    @Test
    void warnsOfARateThatOneMessageReaches() {
        assertThat(mx("<client-recipient-rate>99</client-recipient-rate>").warnings())
                .singleElement()
                .asString()
                .contains("one message with the 100 recipients that it may have exceeds it");
        assertThat(mx("<client-recipient-rate>99</client-recipient-rate><max-recipients>99</max-recipients>")
                        .warnings())
                .isEmpty();
    }

    @Test
    void warnsOfARateThatAnHonestServerReaches() {
        assertThat(mx("<client-mail-rate>59</client-mail-rate>").warnings())
                .singleElement()
                .asString()
                .contains("client-mail-rate is 59");
        assertThat(mx("<client-mail-rate>60</client-mail-rate>").warnings()).isEmpty();
    }

    @Test
    void warnsOfABoundOfUnknownRecipientsThatAnOldListReaches() {
        assertThat(mx("<max-unknown-recipients>19</max-unknown-recipients>"
                                + "<undelayed-unknown-recipients>5</undelayed-unknown-recipients>")
                        .warnings())
                .singleElement()
                .asString()
                .contains("max-unknown-recipients is 19");
        assertThat(mx("<max-unknown-recipients>20</max-unknown-recipients>").warnings())
                .singleElement()
                .asString()
                .contains("nothing is ever answered later");
    }

    private ClientRates rates(String elements) {
        return mx(elements).listener().policy().limits().clientRates();
    }

    private TestConfiguration mx(String elements) {
        return new TestConfiguration(folder)
                .smtp("<bind>127.0.0.1:25</bind><policy name=\"mx\">" + elements + "</policy>");
    }
}
