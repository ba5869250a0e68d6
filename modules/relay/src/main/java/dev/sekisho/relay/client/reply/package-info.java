// SPDX-License-Identifier: Apache-2.0
/**
 * What a server answers: its replies and EHLO keywords, read in bounded memory, and the failure that an answer can mean.
 *
 * <p>What is sent does not belong here.
 */
package dev.sekisho.relay.client.reply;
