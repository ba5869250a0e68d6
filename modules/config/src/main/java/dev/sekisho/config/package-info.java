// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration, parsed once, at the edge, into values.
 *
 * <p>Here: the values of a configuration, the schemas of its files, and what reads them. Not here: James, Netty, the contents of certificates,
 * and anything that acts on a configuration.
 *
 * <p>{@link dev.sekisho.config.ConfigurationLoader} is the entry point: it returns a complete {@link dev.sekisho.config.SekishoConfiguration},
 * or all problems at once.
 */
package dev.sekisho.config;
