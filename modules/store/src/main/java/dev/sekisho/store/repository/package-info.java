// SPDX-License-Identifier: Apache-2.0
/**
 * James' mail repositories and their list.
 *
 * <p>They keep mail that was not delivered, which an operator can read, resend or remove. Not here: mail that is still processed, which is in
 * {@link dev.sekisho.store.spool}.
 */
package dev.sekisho.store.repository;
