// SPDX-License-Identifier: Apache-2.0
/** The classes of process. */
package dev.sekisho.cli.process;
