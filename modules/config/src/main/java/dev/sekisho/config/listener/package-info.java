// SPDX-License-Identifier: Apache-2.0
/**
 * Listeners and their policies: the values, the schema, and what reads them.
 *
 * <p>Each group of properties has one class that declares, documents and reads its elements. Not here: what James' own elements ask
 * for ({@code config.james}), and what a policy decides (module policy).
 */
package dev.sekisho.config.listener;
