// SPDX-License-Identifier: Apache-2.0
/** What greylisting remembers, shared by all nodes; what follows from it is the policy's. */
package dev.sekisho.store.greylist;
