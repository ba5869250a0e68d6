// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

/**
 * A DNS list of clients that are unwanted.
 *
 * @param list the list
 * @param weight what an entry in it adds to the weight of a client, 1 or more
 */
public record DnsBlockList(DnsList list, int weight) {
    public DnsBlockList {
        if (weight < 1) {
            throw new IllegalArgumentException("the weight of " + list + " must be 1 or more, found " + weight);
        }
    }
}
