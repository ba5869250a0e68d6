// SPDX-License-Identifier: Apache-2.0
/**
 * The benchmarks: which work is given to which servers, in what order, and how the outcome is told.
 *
 * <p>Servers are processes, started as their users start them; nothing here is linked with Sekisho. Figures are CPU seconds of a
 * server's whole process tree, taken in turn from the two that are compared, so that what else the machine does meets both.
 */
package dev.sekisho.benchmarks;
