// SPDX-License-Identifier: Apache-2.0
/**
 * What a start needs and can fail for: the server's folder, its certificates and TLS engine, its store, its right to open files and ports,
 * and the exit codes of what was refused.
 *
 * <p>Here belongs what is asked once, before ports are open. The order of a start is {@code dev.sekisho.server}'s.
 */
package dev.sekisho.server.startup;
