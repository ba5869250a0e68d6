// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.net.InetSocketAddress;
import java.util.List;

/** A server that runs, with the accounts of its {@link ServerSetup}. */
public interface MailServer extends AutoCloseable {
    /** What tables call it. */
    String name();

    /** Where it takes mail: TLS from the first byte, then AUTH. */
    InetSocketAddress submissions();

    /** Where it hands mail out: TLS from the first byte, then a login. */
    InetSocketAddress pop3s();

    /** Its processes; those they started are counted with them. */
    List<Long> processes();

    /** Ends it. */
    @Override
    void close();
}
