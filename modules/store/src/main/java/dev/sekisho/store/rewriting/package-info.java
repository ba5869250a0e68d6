// SPDX-License-Identifier: Apache-2.0
/**
 * What a recipient's address becomes: aliases, forwards, groups, whole domains.
 *
 * <p>{@link dev.sekisho.store.rewriting.Aliases} is for programs; {@link dev.sekisho.store.rewriting.SqlRecipientRewriteTable} shows all kinds to James.
 */
@NullMarked
package dev.sekisho.store.rewriting;

import org.jspecify.annotations.NullMarked;
