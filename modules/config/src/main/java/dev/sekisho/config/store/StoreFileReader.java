// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.store;

import dev.sekisho.config.environment.FileReferences;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads {@code store.xml}.
 *
 * @param files finds the files it names
 */
public record StoreFileReader(FileReferences files) {

    /** What a checked file says. */
    public StoreConfiguration read(ConfigSection file) {
        boolean textIndex =
                file.value(StoreSchema.TEXT_INDEX).map(ParsedValue::value).orElse(true);
        return file.section(StoreSchema.POSTGRESQL)
                .map(section -> postgresql(section, textIndex))
                .orElseGet(() -> new StoreConfiguration.OwnFile(textIndex));
    }

    private StoreConfiguration postgresql(ConfigSection section, boolean textIndex) {
        String host = section.value(StoreSchema.HOST).map(ParsedValue::value).orElse("localhost");
        StoreConfiguration.Tls tls = tls(section, host);
        return new StoreConfiguration.Postgresql(
                host,
                section.value(StoreSchema.PORT).map(ParsedValue::value).orElse(StoreSchema.DEFAULT_PORT),
                section.value(StoreSchema.DATABASE).map(ParsedValue::value).orElse(StoreSchema.DEFAULT_NAME),
                section.value(StoreSchema.USER).map(ParsedValue::value).orElse(StoreSchema.DEFAULT_NAME),
                section.section(StoreSchema.PASSWORD).flatMap(files::password),
                section.value(StoreSchema.CONNECTIONS).map(ParsedValue::value).orElse(StoreSchema.DEFAULT_CONNECTIONS),
                new StoreConfiguration.Encryption(tls, authority(section, tls)),
                textIndex);
    }

    private static StoreConfiguration.Tls tls(ConfigSection section, String host) {
        Optional<ParsedValue<StoreConfiguration.Tls>> said = section.value(StoreSchema.TLS);
        boolean local = host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
        said.filter(found -> found.value() == StoreConfiguration.Tls.NONE && !local)
                .ifPresent(found -> section.warn(
                        found,
                        "all mail and the database password are sent to " + host + " in cleartext",
                        "write <tls>verified</tls>"));
        return said.map(ParsedValue::value)
                .orElse(local ? StoreConfiguration.Tls.NONE : StoreConfiguration.Tls.VERIFIED);
    }

    private Optional<Path> authority(ConfigSection section, StoreConfiguration.Tls tls) {
        Optional<ParsedValue<Path>> said = section.value(StoreSchema.AUTHORITY);
        said.filter(found -> tls != StoreConfiguration.Tls.VERIFIED)
                .ifPresent(found -> section.refuse(
                        found,
                        "<authority> is given, but with <tls>" + tls.text() + "</tls> it is not used",
                        "write <tls>verified</tls>, or remove <authority>"));
        return said.flatMap(found -> files.existing(section, found));
    }
}
