// SPDX-License-Identifier: Apache-2.0
/** Addresses and domains, which {@code policy} reads, as James' values; James' own readers take and refuse other spellings. */
package dev.sekisho.store.address;
