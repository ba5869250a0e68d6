// SPDX-License-Identifier: Apache-2.0
/**
 * The log lines about mail and logins: their names, their keys, and the one form that they are written and read in.
 *
 * <p>Not here: log sentences for people.
 */
package dev.sekisho.store.log;
