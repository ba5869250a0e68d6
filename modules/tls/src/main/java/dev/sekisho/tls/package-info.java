// SPDX-License-Identifier: Apache-2.0
/**
 * Keys, certificates and pins: loading, checking, making, serving and reloading them.
 *
 * <p>Here belong what a listener's handshake needs and what can be read of the peer afterwards. Here do not belong mail protocols,
 * James, the reading of configuration files, or the judgement of a peer's pin, which is the policy's.
 */
package dev.sekisho.tls;
