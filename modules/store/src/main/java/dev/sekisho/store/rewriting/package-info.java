// SPDX-License-Identifier: Apache-2.0
/**
 * Rewriting of recipients: aliases, forwards, groups, whole domains.
 *
 * <p>{@link dev.sekisho.store.rewriting.Aliases} is for programs; {@link dev.sekisho.store.rewriting.SqlRecipientRewriteTable} shows all kinds to James.
 */
package dev.sekisho.store.rewriting;
