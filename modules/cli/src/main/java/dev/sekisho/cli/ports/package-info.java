// SPDX-License-Identifier: Apache-2.0
/** The classes of ports. */
package dev.sekisho.cli.ports;
