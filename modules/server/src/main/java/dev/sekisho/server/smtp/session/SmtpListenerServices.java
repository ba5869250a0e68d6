// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.smtp.client.ClientServices;
import dev.sekisho.server.smtp.extension.SmtpExtensions;
import dev.sekisho.server.smtp.hook.SmtpHookChain;
import dev.sekisho.server.smtp.transaction.AddressDirectory;
import dev.sekisho.server.smtp.transaction.MessageReceiver;
import dev.sekisho.server.trial.TrialRecorder;

/**
 * What SMTP sessions ask.
 *
 * @param directory who is local
 * @param logins checks credentials
 * @param mechanisms the SASL mechanisms
 * @param receiver receives messages
 * @param hooks the hooks of James' handler chain
 * @param extensions commands that an operator adds
 * @param clients what is asked about clients that do not log in
 * @param trials takes down what values on trial would have refused
 */
public record SmtpListenerServices(
        AddressDirectory directory,
        LoginChecker logins,
        SaslMechanisms mechanisms,
        MessageReceiver receiver,
        SmtpHookChain hooks,
        SmtpExtensions extensions,
        ClientServices clients,
        TrialRecorder trials) {}
