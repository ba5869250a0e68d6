// SPDX-License-Identifier: Apache-2.0
/** Tests of the care of whole stores, on databases that the tests have damaged. */
package dev.sekisho.store.maintenance;
