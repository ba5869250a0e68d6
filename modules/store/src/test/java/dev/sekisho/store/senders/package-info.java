// SPDX-License-Identifier: Apache-2.0
/** James' contracts and our own promises, on both engines. */
package dev.sekisho.store.senders;
