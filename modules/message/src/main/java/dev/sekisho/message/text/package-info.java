// SPDX-License-Identifier: Apache-2.0
/**
 * The text of a message, for search, sort, preview and the index: transfer encodings and charsets decoded, HTML's tags removed, forms that
 * can be compared.
 *
 * <p>Here does not belong where a message is kept, nor how an index is made.
 */
package dev.sekisho.message.text;
