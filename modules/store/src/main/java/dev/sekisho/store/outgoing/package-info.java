// SPDX-License-Identifier: Apache-2.0
/**
 * Mail on its way out, recipient by recipient: taken under a lease, tried again, held, shown.
 *
 * <p>Here belong rows and what may be done to them. Here do not belong connections, nor when something is tried again.
 */
@NullMarked
package dev.sekisho.store.outgoing;

import org.jspecify.annotations.NullMarked;
