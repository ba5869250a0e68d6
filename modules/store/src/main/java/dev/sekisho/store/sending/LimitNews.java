// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sending;

/**
 * What is new about an account that has reached a limit.
 *
 * @param first true if the limit was not reached within its period before, on any node
 * @param tellPostmaster true if the postmaster is to be told: nobody has within a day
 */
public record LimitNews(boolean first, boolean tellPostmaster) {}
