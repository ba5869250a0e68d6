// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration, parsed once, at the edge, into values.
 *
 * <p>Here belong the values that a configuration is made of, the tables that describe its files, and what reads them. Here do not belong
 * James, Netty, certificates' contents, or anything that acts on a configuration.
 *
 * <p>{@link dev.sekisho.config.ConfigurationLoader} is the way in: it gives a whole {@link dev.sekisho.config.SekishoConfiguration}, or
 * all the problems at once.
 */
package dev.sekisho.config;
