// SPDX-License-Identifier: Apache-2.0
/** Commands on the store as a whole: a backup and its way back, a check, the move to PostgreSQL. What they do is the store's own; here it is asked for and shown. */
package dev.sekisho.cli.store;
