// SPDX-License-Identifier: Apache-2.0
/**
 * Proxies in front of a listener, and when their word is taken for the client's address and TLS.
 *
 * <p>Values and decisions. Not here: how a PROXY header is read.
 */
package dev.sekisho.policy.proxy;
