// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.client;

/**
 * What is asked about clients that do not log in.
 *
 * @param lookup what the DNS says of them
 * @param greylist what is remembered of their attempts
 */
public record ClientServices(ClientLookup lookup, Greylist greylist) {}
