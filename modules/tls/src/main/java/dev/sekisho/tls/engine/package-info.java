// SPDX-License-Identifier: Apache-2.0
/** The classes of engine. */
package dev.sekisho.tls.engine;
