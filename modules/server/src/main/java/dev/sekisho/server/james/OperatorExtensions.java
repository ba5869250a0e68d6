// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import com.google.inject.Inject;
import dev.sekisho.server.sasl.SaslMechanism;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.smtp.extension.SmtpExtension;
import dev.sekisho.server.smtp.extension.SmtpExtensions;
import java.util.Set;

/**
 * The SASL mechanisms and SMTP commands that Guice modules of an operator or an application bind, in sets ({@code Multibinder}). Made by
 * James' loader of extensions, which knows the modules of {@code extensions.properties}; set once, before any listener is open.
 */
public final class OperatorExtensions {
    private Set<SaslMechanism> mechanisms = Set.of();
    private Set<SmtpExtension> commands = Set.of();

    /** Those of this James, which are checked for their names. @throws IllegalArgumentException if one has a name that it must not have */
    public static OperatorExtensions of(JamesServices james) {
        return james.extension(OperatorExtensions.class);
    }

    @Inject(optional = true)
    void mechanisms(Set<SaslMechanism> bound) {
        mechanisms = Set.copyOf(bound);
    }

    @Inject(optional = true)
    void commands(Set<SmtpExtension> bound) {
        commands = Set.copyOf(bound);
    }

    /** The server's own mechanisms, and behind them these. */
    public SaslMechanisms allMechanisms() {
        return SaslMechanisms.BUILT_IN.with(mechanisms);
    }

    /** The commands, under their verbs. @throws IllegalArgumentException if one has a verb that it must not have */
    public SmtpExtensions allCommands() {
        return new SmtpExtensions(commands);
    }
}
