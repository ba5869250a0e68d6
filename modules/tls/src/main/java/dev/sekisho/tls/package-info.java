// SPDX-License-Identifier: Apache-2.0
/**
 * Keys, certificates and pins: loading, checking, making, serving and reloading them.
 *
 * <p>Nothing is in this package itself. {@code material} reads files, {@code identity} makes identities of them, {@code hello} reads what a
 * client asks for, {@code engine} says how TLS is spoken, {@code server} and {@code client} do the handshakes, {@code ocsp} and {@code reload}
 * keep a running server up to date. Here do not belong mail protocols, James, the reading of configuration files, or the decision on a
 * client's pin, which is the policy's.
 */
package dev.sekisho.tls;
