// SPDX-License-Identifier: Apache-2.0
/**
 * SMTP as this server speaks it (RFC 5321, 3207, 4954, 6409, 1870, 2920, 3030, 3461).
 *
 * <p>Here belong the wire's grammar, the carrying out of what the policy allows, and the hand-over of a message to James' queue. What is
 * allowed is decided in {@code dev.sekisho.policy.smtp}; connections and TLS belong to {@code dev.sekisho.server.transport}.
 */
package dev.sekisho.server.smtp;
