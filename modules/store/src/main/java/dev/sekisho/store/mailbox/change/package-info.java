// SPDX-License-Identifier: Apache-2.0
/**
 * What is done to the messages of a mailbox within a unit of work that has locked it: adding, removing, changing flags, with the counters kept in step.
 *
 * <p>Units of work are begun elsewhere, and events are sent elsewhere.
 */
package dev.sekisho.store.mailbox.change;
