// SPDX-License-Identifier: Apache-2.0
/** The commands about pins, typed. */
package dev.sekisho.cli.pin;
