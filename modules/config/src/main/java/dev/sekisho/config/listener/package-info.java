// SPDX-License-Identifier: Apache-2.0
/** The classes of listener. */
package dev.sekisho.config.listener;
