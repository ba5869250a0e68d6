// SPDX-License-Identifier: Apache-2.0
/**
 * The load generator: many SMTP and POP3 clients with TLS at once. It checks every reply, and a wrong reply fails the run.
 *
 * <p>Not here: what is measured, and on which server.
 */
package dev.sekisho.benchmarks.load;
