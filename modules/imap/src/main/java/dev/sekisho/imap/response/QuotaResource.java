// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.response;

/**
 * How much of a resource is used (RFC 9208 5).
 *
 * @param name the resource, such as STORAGE
 * @param usage how much is used, in the resource's units: of STORAGE, 1,024 octets
 * @param limit how much may be used
 */
public record QuotaResource(String name, long usage, long limit) {}
