// SPDX-License-Identifier: Apache-2.0
/** The store as a whole: through a kill, with little memory, and over time. */
package dev.sekisho.store;
