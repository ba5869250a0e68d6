// SPDX-License-Identifier: Apache-2.0
/** The servers under test. Each writes its configuration to its own folder, starts its processes, and stops them. */
package dev.sekisho.benchmarks.servers;
