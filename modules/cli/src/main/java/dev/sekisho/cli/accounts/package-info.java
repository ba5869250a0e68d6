// SPDX-License-Identifier: Apache-2.0
/**
 * Commands on users, domains and aliases. They work on the store itself, whether or not a server has it open too; a running server
 * sees a change at its next look.
 */
package dev.sekisho.cli.accounts;
