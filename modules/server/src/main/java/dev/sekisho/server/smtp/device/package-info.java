// SPDX-License-Identifier: Apache-2.0
/**
 * What is counted of devices that are known by their addresses.
 *
 * <p>Not here: which devices there are and what each may send, which {@code dev.sekisho.policy.device} has.
 */
package dev.sekisho.server.smtp.device;
