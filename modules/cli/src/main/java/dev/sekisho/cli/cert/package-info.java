// SPDX-License-Identifier: Apache-2.0
/**
 * Commands on keys and certificates: list, import, renew the self-signed one. They work on the files, whether or not a server runs. A running
 * server loads what they write.
 */
package dev.sekisho.cli.cert;
