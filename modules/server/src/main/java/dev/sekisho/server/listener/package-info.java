// SPDX-License-Identifier: Apache-2.0
/**
 * Listeners made of their configuration: {@link dev.sekisho.server.listener.ListenerFactory} puts policy, TLS, services and the sessions of a
 * protocol together, for the server as for tests.
 *
 * <p>Here belongs what knows both the configuration and the protocols. Where the services come from does not:
 * {@link dev.sekisho.server.listener.JamesListenerServices} takes James' as they are, and {@code dev.sekisho.server} starts and ends them.
 */
package dev.sekisho.server.listener;
