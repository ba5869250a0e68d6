// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.server.imap.ImapEngine;
import dev.sekisho.server.imap.ImapEngineSettings;

/** Makes James' IMAP engine, which has one configuration for all listeners. */
@FunctionalInterface
public interface JamesImapEngineFactory {
    /** The engine, configured by the first listener's element. */
    ImapEngine engine(ImapEngineSettings first);
}
