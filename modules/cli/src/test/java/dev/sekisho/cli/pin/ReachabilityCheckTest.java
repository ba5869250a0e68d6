// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.policy.ListenerName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachabilityCheckTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "mail", "localhost.localdomain", "mail.localhost", "LOCALHOST"})
    void aNameOfThisMachineAloneIsWarnedOf(String host) {
        assertThat(new ReachabilityCheck(host, new ListenerName("relay"), 2525).doubts(Optional.empty()))
                .singleElement()
                .asString()
                .contains("cannot reach the host name " + host, "<hostname>", "conf/sekisho.xml");
    }

    @Test
    void aPortThatTheRunningServerHasNotIsWarnedOf() throws Exception {
        Optional<JsonNode> running = Optional.of(JsonOutput.parse(
                "{\"listeners\": [{\"name\": \"relay\", \"port\": 12525}, {\"name\": \"mx\"," + " \"port\": 2525}]}"));
        assertThat(new ReachabilityCheck("mail.example.org", new ListenerName("relay"), 2525).doubts(running))
                .singleElement()
                .asString()
                .contains("listens on port 12525 as relay", "not on port 2525");
        assertThat(new ReachabilityCheck("mail.example.org", new ListenerName("relay"), 12525).doubts(running))
                .isEmpty();
        assertThat(new ReachabilityCheck("mail.example.org", new ListenerName("peers"), 2525).doubts(running))
                .singleElement()
                .asString()
                .contains("has no listener peers");
    }

    @Test
    void aFullNameAndNoRunningServerIsNotWarnedOf() {
        assertThat(new ReachabilityCheck("mail.example.org", new ListenerName("relay"), 2525).doubts(Optional.empty()))
                .isEmpty();
    }
}
