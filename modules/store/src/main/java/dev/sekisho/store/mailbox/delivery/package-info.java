// SPDX-License-Identifier: Apache-2.0
/** The classes of delivery. */
package dev.sekisho.store.mailbox.delivery;
