// SPDX-License-Identifier: Apache-2.0
/** Tests of the outgoing queue. */
package dev.sekisho.store.outgoing;
