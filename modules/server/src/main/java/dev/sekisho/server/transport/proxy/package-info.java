// SPDX-License-Identifier: Apache-2.0
/**
 * The PROXY protocol: the header with which a proxy tells whose connection it hands on.
 *
 * <p>Which proxies are believed, and what a header must say, is decided by {@code dev.sekisho.policy.proxy}.
 */
package dev.sekisho.server.transport.proxy;
