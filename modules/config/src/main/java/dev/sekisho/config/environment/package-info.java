// SPDX-License-Identifier: Apache-2.0
/**
 * What surrounds a configuration: the machine, the files that it names, and passwords.
 *
 * <p>Not here: what is in those files, but for the password.
 */
package dev.sekisho.config.environment;
