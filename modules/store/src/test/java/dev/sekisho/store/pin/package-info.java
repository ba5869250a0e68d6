// SPDX-License-Identifier: Apache-2.0
/** Pins and their history on both engines, and what a running server sees of a change. */
package dev.sekisho.store.pin;
