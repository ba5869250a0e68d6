// SPDX-License-Identifier: Apache-2.0
/** Which servers a command that connects somewhere trusts. Depends neither on the configuration nor on the store. */
package dev.sekisho.cli.trust;
