// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.mailbox.MailboxManager;

/**
 * The parts of James' engine.
 *
 * @param decoder reads requests
 * @param encoder writes responses
 * @param processor carries requests out
 * @param login hands over sessions that are logged in
 */
public record ImapEngine(ImapDecoder decoder, ImapEncoder encoder, ImapProcessor processor, EngineLogin login) {

    /** The engine, told what the settings of the first listener say: it has one configuration for all. */
    public static ImapEngine of(
            ImapDecoder decoder,
            ImapEncoder encoder,
            ImapProcessor processor,
            MailboxManager mailboxes,
            ImapConfiguration configuration) {
        processor.configure(configuration);
        return new ImapEngine(
                decoder, encoder, processor, new EngineLogin(mailboxes, configuration.isProvisionDefaultMailboxes()));
    }
}
