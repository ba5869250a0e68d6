// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.HeaderFields;

/**
 * What {@link StructureReader} found.
 *
 * @param header the kept fields of the message's header
 */
public record ReadStructure(MessageStructure structure, HeaderFields header) {}
