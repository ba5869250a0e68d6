// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.sort;

/**
 * By what SORT sorts (RFC 5256 3).
 *
 * @param key what is compared
 * @param reverse true for REVERSE: the greatest first
 */
public record SortCriterion(SortKey key, boolean reverse) {}
