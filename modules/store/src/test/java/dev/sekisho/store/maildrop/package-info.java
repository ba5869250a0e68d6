// SPDX-License-Identifier: Apache-2.0
/** Maildrops on both engines, and across nodes. */
package dev.sekisho.store.maildrop;
