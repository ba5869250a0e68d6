// SPDX-License-Identifier: Apache-2.0
/** The classes of material. */
package dev.sekisho.tls.material;
