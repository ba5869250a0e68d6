// SPDX-License-Identifier: Apache-2.0
/** The classes of environment. */
package dev.sekisho.config.environment;
