// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.nio.file.Path;

/**
 * What a server under test is to be.
 *
 * @param disposition how the server disposes of mail
 * @param accounts how many users there are, numbered from 0
 * @param key what it presents to clients
 * @param folder where it may write; there is nothing in it
 */
public record ServerSetup(MailDisposition disposition, int accounts, KeyFiles key, Path folder) {}
