// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

/**
 * What a server has answered to one command.
 *
 * @param untagged how many lines began with an asterisk
 * @param octets of all that came, the tagged line included
 * @param beginning the first of these octets, as ISO-8859-1
 */
public record ImapReply(int untagged, long octets, String beginning) {}
