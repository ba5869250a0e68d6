// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.ListenerName;

/**
 * How a listener calls itself.
 *
 * @param name its name, for the log
 * @param hostName the host name that it greets with
 * @param greeting what the banner says behind the host name
 */
public record ListenerGreeting(ListenerName name, String hostName, String greeting) {}
