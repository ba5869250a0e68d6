// SPDX-License-Identifier: Apache-2.0
/** The classes of address. */
package dev.sekisho.policy.address;
