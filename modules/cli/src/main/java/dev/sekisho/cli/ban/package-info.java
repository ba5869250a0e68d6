// SPDX-License-Identifier: Apache-2.0
/**
 * Commands on bans and hold-offs: who may not log in. They work on the store, whether or not a server has it open; a running server heeds a
 * change within a second or two.
 */
package dev.sekisho.cli.ban;
