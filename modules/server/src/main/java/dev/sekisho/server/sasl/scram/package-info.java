// SPDX-License-Identifier: Apache-2.0
/**
 * The messages of SCRAM-SHA-256 and SCRAM-SHA-256-PLUS on the server's side (RFC 5802, RFC 7677), and the check of a proof: functions of what was said and
 * of an account's keys, without a connection and without a store. How an account is looked up, and how often one may try, is elsewhere.
 */
@NullMarked
package dev.sekisho.server.sasl.scram;

import org.jspecify.annotations.NullMarked;
