// SPDX-License-Identifier: Apache-2.0
/**
 * Commands on keys and certificates: what there is, a new one taken in, the self-signed one renewed. They work on the files, whether or not a
 * server runs; a running one takes in what they write.
 */
package dev.sekisho.cli.cert;
