// SPDX-License-Identifier: Apache-2.0
/** Next hops for tests: polite ones, and hostile ones. */
package dev.sekisho.relay.fake;
