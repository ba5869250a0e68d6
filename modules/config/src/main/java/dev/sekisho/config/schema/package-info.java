// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas of elements and what follows from them: the check for unknown and malformed elements, typed reading, the reference.
 *
 * <p>Here: the means to describe a file. Not here: the schemas of the files.
 */
package dev.sekisho.config.schema;
