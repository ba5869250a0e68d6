// SPDX-License-Identifier: Apache-2.0
/** The classes of server. */
package dev.sekisho.tls.server;
