// SPDX-License-Identifier: Apache-2.0
/**
 * XML files as trees of elements with line numbers.
 *
 * <p>Here: reading, without DTDs, entities or anything from the network, and writing of fragments. Not here: the meaning of elements.
 */
package dev.sekisho.config.xml;
