// SPDX-License-Identifier: Apache-2.0
/**
 * Logins, the same for every protocol: SASL's grammar, the check of credentials, and addresses held off after too many bad ones.
 *
 * <p>What a bad login is answered does not belong here; that is the policy's.
 */
package dev.sekisho.server.login;
