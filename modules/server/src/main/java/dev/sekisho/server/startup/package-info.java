// SPDX-License-Identifier: Apache-2.0
/** The classes of startup. */
package dev.sekisho.server.startup;
