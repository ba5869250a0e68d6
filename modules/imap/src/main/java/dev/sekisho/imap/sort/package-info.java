// SPDX-License-Identifier: Apache-2.0
/**
 * The order of SORT (RFC 5256, RFC 5957).
 *
 * <p>Which messages are sorted is a matter of {@code search}; base subjects and display names come from {@code message}.
 */
package dev.sekisho.imap.sort;
