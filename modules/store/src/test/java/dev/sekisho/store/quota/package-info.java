// SPDX-License-Identifier: Apache-2.0
/** Quotas on both engines. */
package dev.sekisho.store.quota;
