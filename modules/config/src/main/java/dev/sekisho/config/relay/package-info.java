// SPDX-License-Identifier: Apache-2.0
/**
 * {@code relay.xml}: the routes by which mail leaves, and when it is tried again.
 *
 * <p>Values, schema, readers and checks. Not here: how a route is followed (module relay).
 */
package dev.sekisho.config.relay;
