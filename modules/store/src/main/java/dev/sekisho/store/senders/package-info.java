// SPDX-License-Identifier: Apache-2.0
/** Which addresses a user may send as, by address, aliases and grants; what that means for a command is the policy's. */
package dev.sekisho.store.senders;
