// SPDX-License-Identifier: Apache-2.0
/**
 * A process as one that takes rows to work on them: what it has taken is its own as long as it lives, and no longer.
 *
 * <p>Here does not belong what is taken, nor what is done with it.
 */
@NullMarked
package dev.sekisho.store.lease;

import org.jspecify.annotations.NullMarked;
