// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.tls;

import dev.sekisho.config.environment.FileReferences;
import dev.sekisho.config.environment.PasswordSchema;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.tls.material.HostPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code tls.xml}.
 *
 * @param files finds the files it names
 */
public record TlsFileReader(FileReferences files) {

    /** What a checked file says. */
    public TlsConfiguration read(ConfigSection file) {
        TlsConfiguration.Engine engine =
                file.value(TlsSchema.ENGINE).map(ParsedValue::value).orElse(TlsConfiguration.Engine.AUTO);
        List<IdentityConfiguration> identities = new ArrayList<>();
        boolean defaultFound = false;
        for (ConfigSection section : file.sections(TlsSchema.IDENTITY)) {
            boolean isDefault =
                    section.attribute(TlsSchema.DEFAULT).map(ParsedValue::value).orElse(false);
            if (isDefault && defaultFound) {
                section.refuse("a second identity is the default", "keep default=\"true\" at one of them");
            }
            defaultFound |= isDefault;
            int place = isDefault ? 0 : identities.size();
            identity(section).ifPresent(identity -> identities.add(place, identity));
        }
        return new TlsConfiguration(engine, identities);
    }

    private Optional<IdentityConfiguration> identity(ConfigSection section) {
        boolean store = present(section, TlsSchema.PKCS12);
        boolean pem = present(section, TlsSchema.CERTIFICATE);
        if (store == pem || (store && present(section, TlsSchema.KEY))) {
            section.refuse(
                    "the identity must name exactly one source of its key and certificate",
                    "write <certificate> and <key>, or <pkcs12> alone");
            return Optional.empty();
        }
        Optional<PasswordSource> password =
                section.section(PasswordSchema.PASSWORD).flatMap(files::password);
        Optional<Path> chain = file(section, TlsSchema.CHAIN);
        Optional<Path> key = file(section, TlsSchema.KEY);
        List<HostPattern> hosts =
                section.values(TlsSchema.HOST).stream().map(ParsedValue::value).toList();
        return file(section, store ? TlsSchema.PKCS12 : TlsSchema.CERTIFICATE)
                .map(path -> new IdentityConfiguration(
                        name(section, path), path, chain, key, password, hosts, section.position()));
    }

    private static String name(ConfigSection section, Path path) {
        return section.attribute(TlsSchema.NAME).map(ParsedValue::value).orElse(String.valueOf(path.getFileName()));
    }

    private static boolean present(ConfigSection section, ElementSchema<?> element) {
        return section.section(element).isPresent();
    }

    private Optional<Path> file(ConfigSection section, ElementSchema<Path> element) {
        return section.value(element).flatMap(found -> files.existing(section, found));
    }
}
