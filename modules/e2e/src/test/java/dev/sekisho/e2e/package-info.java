// SPDX-License-Identifier: Apache-2.0
/**
 * The distribution as its users have it: unpacked from the zip, started by its script, spoken to by clients that others wrote.
 *
 * <p>Here belong tests that need no knowledge of the code. What can be shown within one module is shown there.
 */
package dev.sekisho.e2e;
