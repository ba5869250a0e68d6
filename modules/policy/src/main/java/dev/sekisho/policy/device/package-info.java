// SPDX-License-Identifier: Apache-2.0
/**
 * Devices that can do neither TLS nor a login, known by their addresses: which there are, and what each may send.
 *
 * <p>Values alone. Not here: what a session of a device may do, and the counting of its messages.
 */
package dev.sekisho.policy.device;
