// SPDX-License-Identifier: Apache-2.0
/** The classes of manager. */
package dev.sekisho.store.mailbox.manager;
