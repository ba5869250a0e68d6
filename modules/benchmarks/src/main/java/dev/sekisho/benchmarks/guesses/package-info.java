// SPDX-License-Identifier: Apache-2.0
/** An attack on the passwords of a server, while its users log in. Linux alone: guesses come from many addresses of 127.0.0.0/8. */
package dev.sekisho.benchmarks.guesses;
