// SPDX-License-Identifier: Apache-2.0
/** The classes of command. */
package dev.sekisho.cli.command;
