// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.proxy;

/** Why a connection to a listener behind proxies is closed without a word. */
public enum ProxyRefusal {
    /** It does not come from one of the proxies. */
    NOT_LISTED("proxy-not-listed"),
    /** It does not begin with a PROXY header that can be read. */
    NO_HEADER("proxy-header-malformed"),
    /** No header came in time. */
    LATE("proxy-header-late"),
    /** The header tells no address of a client. */
    NO_ADDRESS("proxy-header-without-address"),
    /** The proxies end TLS, and this one does not say that the client had it. */
    NO_TLS("proxy-header-without-tls");

    private final String word;

    ProxyRefusal(String word) {
        this.word = word;
    }

    /** The word in the log. */
    public String word() {
        return word;
    }
}
