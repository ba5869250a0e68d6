// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: what is typed is read here, and answered with tables for people, JSON for programs, and an exit code.
 *
 * <p>What a command is about belongs elsewhere: proving to {@code prove}, the running server to {@code server}, users, domains and
 * aliases to {@code accounts}, keys of peers to {@code pins}.
 */
package dev.sekisho.cli;
