// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.net.InetSocketAddress;
import java.util.List;

/** A server of IMAP that runs, with the accounts of its {@link ServerSetup}. */
public interface ImapServer extends AutoCloseable {
    /** What tables call it. */
    String name();

    /** Where mailboxes are: TLS from the first byte, then a login. */
    InetSocketAddress imaps();

    /** Its processes; those they started are counted with them. */
    List<Long> processes();

    /** Ends it. */
    @Override
    void close();
}
