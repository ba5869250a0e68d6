// SPDX-License-Identifier: Apache-2.0
/**
 * Descriptions of elements, and what follows from them: the check for unknown and malformed ones, typed reading, the reference.
 *
 * <p>Here belong the means to describe a file as a table. Here do not belong the tables themselves.
 */
package dev.sekisho.config.schema;
