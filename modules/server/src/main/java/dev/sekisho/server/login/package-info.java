// SPDX-License-Identifier: Apache-2.0
/**
 * Logins, the same for every protocol: the check of credentials, and addresses held off after too many bad ones.
 *
 * <p>How credentials are read does not belong here, that is {@code dev.sekisho.server.sasl}; nor what a bad login is answered, which is the
 * policy's.
 */
package dev.sekisho.server.login;
