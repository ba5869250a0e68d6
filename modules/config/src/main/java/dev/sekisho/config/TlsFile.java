// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import dev.sekisho.tls.HostPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code tls.xml}.
 *
 * @param files finds the files it names
 */
record TlsFile(NamedFiles files) {

    /** What a checked file says. */
    TlsConfiguration read(Section file) {
        TlsConfiguration.Engine engine =
                file.value(TlsTable.ENGINE).map(Found::value).orElse(TlsConfiguration.Engine.AUTO);
        List<TlsIdentity> identities = new ArrayList<>();
        boolean defaultFound = false;
        for (Section section : file.sections(TlsTable.IDENTITY)) {
            boolean isDefault =
                    section.attribute(TlsTable.DEFAULT).map(Found::value).orElse(false);
            if (isDefault && defaultFound) {
                section.refuse("a second identity is the default", "keep default=\"true\" at one of them");
            }
            defaultFound |= isDefault;
            int place = isDefault ? 0 : identities.size();
            identity(section).ifPresent(identity -> identities.add(place, identity));
        }
        return new TlsConfiguration(engine, identities);
    }

    private Optional<TlsIdentity> identity(Section section) {
        boolean store = present(section, TlsTable.PKCS12);
        boolean pem = present(section, TlsTable.CERTIFICATE);
        if (store == pem || (store && present(section, TlsTable.KEY))) {
            section.refuse(
                    "the identity does not say in one way where its key and certificate are",
                    "write <certificate> and <key>, or <pkcs12> alone");
            return Optional.empty();
        }
        Optional<PasswordSource> password = section.section(TlsTable.PASSWORD).flatMap(files::password);
        Optional<Path> chain = file(section, TlsTable.CHAIN);
        Optional<Path> key = file(section, TlsTable.KEY);
        List<HostPattern> hosts =
                section.values(TlsTable.HOST).stream().map(Found::value).toList();
        return file(section, store ? TlsTable.PKCS12 : TlsTable.CERTIFICATE)
                .map(path ->
                        new TlsIdentity(name(section, path), path, chain, key, password, hosts, section.position()));
    }

    private static String name(Section section, Path path) {
        return section.attribute(TlsTable.NAME).map(Found::value).orElse(String.valueOf(path.getFileName()));
    }

    private static boolean present(Section section, Element<?> element) {
        return section.section(element).isPresent();
    }

    private Optional<Path> file(Section section, Element<Path> element) {
        return section.value(element).flatMap(found -> files.existing(section, found));
    }
}
