// SPDX-License-Identifier: Apache-2.0
/** The classes of ocsp. */
package dev.sekisho.tls.ocsp;
