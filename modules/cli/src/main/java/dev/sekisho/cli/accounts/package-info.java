// SPDX-License-Identifier: Apache-2.0
/**
 * Commands on users, domains and aliases. They work on the store, whether or not a server has it open. A running server applies a change the
 * next time it reads the store.
 */
package dev.sekisho.cli.accounts;
