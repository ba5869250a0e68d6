// SPDX-License-Identifier: Apache-2.0
/**
 * XML files as trees of elements that know their lines.
 *
 * <p>Here belong reading, without DTDs, entities or anything fetched from elsewhere, and writing of fragments. Here does not belong what
 * the elements mean.
 */
package dev.sekisho.config.xml;
