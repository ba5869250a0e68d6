// SPDX-License-Identifier: Apache-2.0
/**
 * What values on trial would have refused, on its way from sessions to the log and the store.
 *
 * <p>Not here: what would be refused, which the policy decides; and which facts it is asked with, which the protocols know.
 */
package dev.sekisho.server.trial;
