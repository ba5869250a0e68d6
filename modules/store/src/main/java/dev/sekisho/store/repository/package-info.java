// SPDX-License-Identifier: Apache-2.0
/**
 * James' mail repositories and their list.
 *
 * <p>Where mail lies that was not delivered: for the operator to look at, to send on, or to remove.
 */
@NullMarked
package dev.sekisho.store.repository;

import org.jspecify.annotations.NullMarked;
