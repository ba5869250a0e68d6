// SPDX-License-Identifier: Apache-2.0
/**
 * Messages as sequences of bytes: kept once, in chunks of bounded size, removed when nothing refers to them.
 *
 * <p>What refers to a body (a queue, a repository, a mailbox) has a column {@code body_id} with a foreign key, which makes the engine itself keep a body in use; it calls {@link dev.sekisho.store.body.BodyStore#release} in the unit that removes such a row.
 */
package dev.sekisho.store.body;
