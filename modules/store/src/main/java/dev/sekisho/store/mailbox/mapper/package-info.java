// SPDX-License-Identifier: Apache-2.0
/** The classes of mapper. */
package dev.sekisho.store.mailbox.mapper;
