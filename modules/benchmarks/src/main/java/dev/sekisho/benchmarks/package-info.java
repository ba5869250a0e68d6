// SPDX-License-Identifier: Apache-2.0
/**
 * The benchmarks: which server gets which work, in what order, and how the results are printed.
 *
 * <p>Servers are processes, started as their users start them; nothing here is linked with Sekisho. Figures are CPU seconds of the whole
 * process tree of a server. The compared servers get the work in turn, so that other load of the machine affects both.
 */
package dev.sekisho.benchmarks;
