// SPDX-License-Identifier: Apache-2.0
/**
 * James put together: the Guice modules that make one server of James' services, and what Sekisho gives in their place.
 *
 * <p>Here belong bindings and thin adapters. No protocol, no policy, no configuration.
 */
package dev.sekisho.server.james;
