// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads {@code store.xml}.
 *
 * @param files finds the files it names
 */
record StoreFile(NamedFiles files) {

    /** What a checked file says; empty if it names no database server. */
    Optional<StoreConfiguration> read(Section file) {
        return file.section(StoreTable.POSTGRESQL).map(this::postgresql);
    }

    private StoreConfiguration postgresql(Section section) {
        String host = section.value(StoreTable.HOST).map(Found::value).orElse("localhost");
        StoreConfiguration.Tls tls = tls(section, host);
        return new StoreConfiguration.Postgresql(
                host,
                section.value(StoreTable.PORT).map(Found::value).orElse(StoreTable.DEFAULT_PORT),
                section.value(StoreTable.DATABASE).map(Found::value).orElse(StoreTable.DEFAULT_NAME),
                section.value(StoreTable.USER).map(Found::value).orElse(StoreTable.DEFAULT_NAME),
                section.section(StoreTable.PASSWORD).flatMap(files::password),
                section.value(StoreTable.CONNECTIONS).map(Found::value).orElse(StoreTable.DEFAULT_CONNECTIONS),
                tls,
                authority(section, tls));
    }

    private static StoreConfiguration.Tls tls(Section section, String host) {
        Optional<Found<StoreConfiguration.Tls>> said = section.value(StoreTable.TLS);
        boolean local = host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
        said.filter(found -> found.value() == StoreConfiguration.Tls.NONE && !local)
                .ifPresent(found -> section.warn(
                        found,
                        "all mail and the password of the database go to " + host + " in cleartext",
                        "write <tls>verified</tls>"));
        return said.map(Found::value).orElse(local ? StoreConfiguration.Tls.NONE : StoreConfiguration.Tls.VERIFIED);
    }

    private Optional<Path> authority(Section section, StoreConfiguration.Tls tls) {
        Optional<Found<Path>> said = section.value(StoreTable.AUTHORITY);
        said.filter(found -> tls != StoreConfiguration.Tls.VERIFIED)
                .ifPresent(found -> section.refuse(
                        found,
                        "<authority> is named, and with <tls>" + tls.text() + "</tls> nobody asks it",
                        "write <tls>verified</tls>, or remove <authority>"));
        return said.flatMap(found -> files.existing(section, found));
    }
}
