// SPDX-License-Identifier: Apache-2.0
/** What a server used: CPU time and memory of its processes, as the kernel counts them, and their ratios. Linux only. */
package dev.sekisho.benchmarks.measure;
