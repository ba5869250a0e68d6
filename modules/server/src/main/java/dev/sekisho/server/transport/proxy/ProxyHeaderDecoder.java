// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.proxy;

import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;

/** Reads one header of either version. What comes behind it is handed on as it is. */
final class ProxyHeaderDecoder extends HAProxyMessageDecoder {
    /** Octets of a version 2 header behind its addresses: no proxy has as much to tell. */
    private static final int LONGEST_ADDITION = 4_096;

    ProxyHeaderDecoder() {
        super(LONGEST_ADDITION);
    }
}
