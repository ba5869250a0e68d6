// SPDX-License-Identifier: Apache-2.0
/**
 * What is asked about clients that do not log in, on a port where any server may deliver: DNS lists, the client's name in the DNS,
 * greylisting. Values and decisions.
 *
 * <p>Not here: questions to the DNS, the table of the greylist, and replies, which belong to SMTP.
 */
package dev.sekisho.policy.client;
