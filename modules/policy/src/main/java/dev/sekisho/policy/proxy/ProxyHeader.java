// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.proxy;

/**
 * What a PROXY header says, as far as it decides anything.
 *
 * @param origin whose connection it is
 * @param tls true if it says that the client came to the proxy by TLS
 */
public record ProxyHeader(Origin origin, boolean tls) {
    /** Whose connection a header announces. */
    public enum Origin {
        /** A client's, whose IPv4 or IPv6 address and port are told. */
        CLIENT,
        /** The proxy's own, such as a health check ({@code LOCAL} of version 2). */
        PROXY,
        /** Somebody's whose address is not told ({@code UNKNOWN} of version 1), or is none of IP over TCP. */
        UNKNOWN
    }
}
