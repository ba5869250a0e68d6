// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.session.Pop3Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** STLS (RFC 2595 4). */
final class StlsCommand implements Pop3CommandHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(StlsCommand.class);

    @Override
    public void carryOut(Pop3Context session, String argument) {
        if (session.connection().tlsAvailable()) {
            session.connection().startTls("+OK Begin TLS negotiation");
        } else {
            LOGGER.error(
                    "listener {}: STLS of {} refused, there is no certificate to present",
                    session.listenerName(),
                    session.connection().client());
            session.replies().line("-ERR [SYS/TEMP] TLS is not available at the moment");
        }
    }
}
