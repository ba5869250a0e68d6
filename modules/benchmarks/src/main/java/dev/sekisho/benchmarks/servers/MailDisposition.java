// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

/** What becomes of a message that a server under test has accepted. */
public sealed interface MailDisposition {
    /** It is thrown away. */
    record Discarded() implements MailDisposition {}

    /** It goes to its recipient's mailbox. */
    record Delivered() implements MailDisposition {}

    /**
     * It is handed on to another server, over TLS of any certificate where that offers it.
     *
     * @param port of that server on 127.0.0.1
     */
    record Relayed(int port) implements MailDisposition {}
}
