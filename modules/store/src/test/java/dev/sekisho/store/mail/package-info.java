// SPDX-License-Identifier: Apache-2.0
/** What a mail carries with it from the moment it is taken out of a queue. */
package dev.sekisho.store.mail;
