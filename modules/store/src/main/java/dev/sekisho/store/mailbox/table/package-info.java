// SPDX-License-Identifier: Apache-2.0
/** The classes of table. */
package dev.sekisho.store.mailbox.table;
