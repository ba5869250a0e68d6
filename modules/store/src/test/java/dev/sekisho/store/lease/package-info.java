// SPDX-License-Identifier: Apache-2.0
/** Who takes rows, and how they come back. */
package dev.sekisho.store.lease;
