// SPDX-License-Identifier: Apache-2.0
/**
 * Other programs that take part in a test: Postfix, Exim, PostgreSQL, swaks, openssl and scanners, with the configuration each is given.
 *
 * <p>What a test expects of Sekisho does not belong here.
 */
package dev.sekisho.e2e.peer;
