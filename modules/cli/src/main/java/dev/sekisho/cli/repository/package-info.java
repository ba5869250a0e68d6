// SPDX-License-Identifier: Apache-2.0
/** {@code sekisho repository}: the mail that a processor put into a mail repository, and what the operator can do with it. */
package dev.sekisho.cli.repository;
