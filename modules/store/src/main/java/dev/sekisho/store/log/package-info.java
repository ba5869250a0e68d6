// SPDX-License-Identifier: Apache-2.0
/**
 * The log lines about mail and logins: their names, their keys, and the one form that they are written and read in.
 *
 * <p>What is told in sentences, to a person, does not belong here.
 */
@NullMarked
package dev.sekisho.store.log;

import org.jspecify.annotations.NullMarked;
