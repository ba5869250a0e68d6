// SPDX-License-Identifier: Apache-2.0
/** The servers under test: each writes its configuration into a folder of its own, starts its processes, and ends them. */
package dev.sekisho.benchmarks.servers;
