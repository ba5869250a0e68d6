// SPDX-License-Identifier: Apache-2.0
/** Whom a command that connects somewhere believes. Knows neither configuration nor store. */
package dev.sekisho.cli.trust;
