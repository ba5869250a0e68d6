// SPDX-License-Identifier: Apache-2.0
/**
 * The load: many clients of SMTP and POP3 under TLS at once. Every reply is looked at; one that is not as it should be fails the run.
 *
 * <p>Here does not belong what is measured, or of whom.
 */
package dev.sekisho.benchmarks.load;
