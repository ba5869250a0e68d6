// SPDX-License-Identifier: Apache-2.0
/**
 * Schemes by which passwords are hashed: PBKDF2, and the hashes that other systems made. These are verified, never made; what verifying costs is bounded
 * when the text is read.
 *
 * <p>The hash of this server, and what an account has, do not belong here.
 */
package dev.sekisho.store.password.scheme;
