// SPDX-License-Identifier: Apache-2.0
/**
 * Which domains are local, and which of them completes an address that has none.
 *
 * <p>{@link dev.sekisho.store.domains.LocalDomains} is for programs; {@link dev.sekisho.store.domains.SqlDomainList} shows the same rows to James.
 */
package dev.sekisho.store.domains;
