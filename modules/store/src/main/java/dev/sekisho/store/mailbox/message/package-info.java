// SPDX-License-Identifier: Apache-2.0
/** The classes of message. */
package dev.sekisho.store.mailbox.message;
