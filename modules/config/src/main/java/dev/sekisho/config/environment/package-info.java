// SPDX-License-Identifier: Apache-2.0
/**
 * What a configuration depends on outside its files: the machine's addresses, the files that it names, and passwords.
 *
 * <p>Not here: the contents of those files, except a password.
 */
package dev.sekisho.config.environment;
