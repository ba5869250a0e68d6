// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.server.smtp.client.ClientServices;
import dev.sekisho.server.smtp.extension.SmtpExtensions;
import dev.sekisho.server.smtp.sending.SendingGuard;
import dev.sekisho.server.smtp.transaction.AddressDirectory;
import dev.sekisho.server.smtp.transaction.MessageReceiver;

/**
 * What is behind all SMTP listeners.
 *
 * @param directory who is local
 * @param receiver receives messages
 * @param pins the pins of the store
 * @param handlers makes the hooks that a listener names
 * @param extensions commands that an operator adds
 * @param clients what is asked about clients that do not log in
 * @param sending counts what users send
 */
public record SharedSmtpServices(
        AddressDirectory directory,
        MessageReceiver receiver,
        PinSource pins,
        HandlerLoader handlers,
        SmtpExtensions extensions,
        ClientServices clients,
        SendingGuard sending) {}
