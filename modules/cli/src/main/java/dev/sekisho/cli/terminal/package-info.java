// SPDX-License-Identifier: Apache-2.0
/** The classes of terminal. */
package dev.sekisho.cli.terminal;
