// SPDX-License-Identifier: Apache-2.0
/**
 * The threads of THREAD (RFC 5256).
 *
 * <p>Which messages are threaded is a matter of {@code search}; base subjects come from {@code message}.
 */
package dev.sekisho.imap.thread;
