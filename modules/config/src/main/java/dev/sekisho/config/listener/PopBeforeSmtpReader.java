// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.login.PopLogin;
import java.time.Duration;
import java.util.Optional;

/** Reads how long a login by POP3 stands for one on a listener where users send. */
final class PopBeforeSmtpReader {
    private PopBeforeSmtpReader() {}

    /** The time; empty where it does not. What has no place under the policy is a problem, and left out. */
    static Optional<Duration> read(ConfigSection listener, ListenerSchema schema, PortPolicy policy) {
        return listener.section(schema.policy()).flatMap(section -> read(section, policy));
    }

    private static Optional<Duration> read(ConfigSection section, PortPolicy policy) {
        boolean logins = policy.auth() == AuthMode.REQUIRED;
        PolicyLists.refuseUnless(
                logins, section, PolicySchema.POP_BEFORE_SMTP, "only a policy with auth required has logins");
        Optional<ParsedValue<Duration>> found = section.value(PolicySchema.POP_BEFORE_SMTP);
        found.filter(time -> time.value().compareTo(PopLogin.LONGEST) > 0)
                .ifPresent(time -> section.refuse(
                        time, time.shown() + " is longer than a day", "write a shorter time; 10m is usual"));
        return found.map(ParsedValue::value).filter(time -> logins);
    }
}
