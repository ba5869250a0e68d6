// SPDX-License-Identifier: Apache-2.0
/** The classes of change. */
package dev.sekisho.store.mailbox.change;
