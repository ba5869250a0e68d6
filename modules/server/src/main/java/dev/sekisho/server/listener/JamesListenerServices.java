// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.server.james.JamesAddressDirectory;
import dev.sekisho.server.james.JamesServices;
import dev.sekisho.server.james.OperatorExtensions;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.pop3.maildrop.SqlMaildropSource;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.smtp.client.ClientServices;
import dev.sekisho.server.smtp.extension.SmtpExtensions;
import dev.sekisho.server.smtp.sending.SendingGuard;
import dev.sekisho.server.smtp.transaction.MessageReceiver;
import dev.sekisho.server.trial.TrialRecorder;
import java.time.Clock;

/** The services of James that the listeners of a whole server ask. */
public final class JamesListenerServices {
    private JamesListenerServices() {}

    /**
     * Those of this James, with the mechanisms and commands of an operator's among them.
     *
     * @param hostName what the trace header of a message names the server by
     * @param pins the pins of the store
     */
    public static ListenerServices of(JamesServices james, String hostName, PinSource pins, Clock clock) {
        OperatorExtensions extensions = OperatorExtensions.of(james);
        return of(james, hostName, pins, clock, extensions.allMechanisms(), extensions.allCommands());
    }

    /**
     * Whether the mechanisms and commands that modules bind can be served.
     *
     * @throws IllegalArgumentException if one has a name that it must not have
     */
    public static void requireUsable(JamesServices james) {
        OperatorExtensions extensions = OperatorExtensions.of(james);
        extensions.allMechanisms();
        extensions.allCommands();
    }

    /** The same, with these mechanisms and commands instead of those that modules bind. */
    public static ListenerServices of(
            JamesServices james,
            String hostName,
            PinSource pins,
            Clock clock,
            SaslMechanisms mechanisms,
            SmtpExtensions extensions) {
        JamesAddressDirectory directory = james.service(JamesAddressDirectory.class);
        return new ListenerServices(
                james.service(LoginChecker.class),
                mechanisms,
                new SharedSmtpServices(
                        directory,
                        new MessageReceiver(james.spool(), directory, hostName, clock),
                        pins,
                        james::handler,
                        extensions,
                        james.service(ClientServices.class),
                        james.service(SendingGuard.class)),
                james.service(SqlMaildropSource.class),
                () -> JamesMailAccess.of(james, clock),
                TrialRecorder.NONE);
    }
}
