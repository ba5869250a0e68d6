// SPDX-License-Identifier: Apache-2.0
/**
 * James' hooks: the checks that a listener's handler chain names, and the session as they see it.
 *
 * <p>When they are asked does not belong here; that is the commands'.
 */
package dev.sekisho.server.smtp.hook;
