// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The policy's part of the recipe "Add an SMTP command": {@code explain} shows each command, and {@code prove} sends it. */
class EverySmtpVerbTest {
    private static final List<ContractRow> ROWS = BuiltInPolicies.all().stream()
            .filter(policy -> policy.protocol() == Protocol.SMTP)
            .flatMap(policy -> PortContract.of(policy).stream())
            .toList();

    @ParameterizedTest
    @EnumSource(
            names = {"EXTENSION", "UNKNOWN"},
            mode = Mode.EXCLUDE)
    void hasARowThatIsProved(SmtpVerb verb) {
        assertThat(ROWS).anyMatch(row -> row.says().startsWith(verb.name()) && row.provable());
    }

    @ParameterizedTest
    @EnumSource(
            names = {"EXPN", "ETRN", "ATRN", "TURN", "HELP", "EXTENSION", "UNKNOWN"},
            mode = Mode.EXCLUDE)
    void hasAReplyThatIsExpectedWhereItIsServed(SmtpVerb verb) {
        assertThat(ExpectedSmtpReplies.served(verb)).isInstanceOf(Expectation.Reply.class);
    }
}
