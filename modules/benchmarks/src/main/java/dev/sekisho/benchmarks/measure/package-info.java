// SPDX-License-Identifier: Apache-2.0
/** What a server used: CPU time and memory of its processes, as the kernel counts them, and ratios of it. Linux alone. */
package dev.sekisho.benchmarks.measure;
