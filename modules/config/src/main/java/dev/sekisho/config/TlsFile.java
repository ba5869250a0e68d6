// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import dev.sekisho.tls.HostPattern;
import dev.sekisho.tls.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code tls.xml}.
 *
 * @param folder the folder it is in
 * @param machine whose environment variables are asked
 * @param filesMustExist false where they are still to be put there
 */
record TlsFile(Path folder, Machine machine, boolean filesMustExist) {

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
        Optional<PasswordSource> password = section.section(TlsTable.PASSWORD).flatMap(this::password);
        Optional<Path> key = file(section, TlsTable.KEY);
        List<HostPattern> hosts =
                section.values(TlsTable.HOST).stream().map(Found::value).toList();
        return file(section, store ? TlsTable.PKCS12 : TlsTable.CERTIFICATE)
                .map(path -> new TlsIdentity(name(section, path), path, key, password, hosts, section.position()));
    }

    private static String name(Section section, Path path) {
        return section.attribute(TlsTable.NAME).map(Found::value).orElse(String.valueOf(path.getFileName()));
    }

    private static boolean present(Section section, Element<?> element) {
        return section.section(element).isPresent();
    }

    private Optional<Path> file(Section section, Element<Path> element) {
        return section.value(element).flatMap(found -> existing(section, found));
    }

    private Optional<Path> existing(Section section, Found<Path> found) {
        Path path = folder.resolve(found.value());
        if (!filesMustExist || Files.isRegularFile(path)) {
            return Optional.of(path);
        }
        section.refuse(found, found.shown() + " is not a file", "put it at " + path + ", or name another");
        return Optional.empty();
    }

    private Optional<PasswordSource> password(Section password) {
        Optional<Found<Path>> file = password.attribute(TlsTable.PASSWORD_FILE);
        Optional<Found<String>> variable = password.attribute(TlsTable.PASSWORD_VARIABLE);
        Optional<Found<String>> text = password.text(TlsTable.PASSWORD);
        if (Stream.of(file, variable, text).filter(Optional::isPresent).count() != 1) {
            password.refuse(
                    "<password> does not say in one way where the password is",
                    "write <password file=\"...\"/> or <password env=\"...\"/>");
            return Optional.empty();
        }
        if (text.isPresent()) {
            return literal(password, text.get());
        }
        Optional<PasswordSource> source = file.isPresent()
                ? existing(password, file.get()).map(PasswordSource.InFile::new)
                : variable.map(found -> new PasswordSource.InEnvironment(found.value()));
        source.ifPresent(where -> readable(password, where));
        return source;
    }

    private static Optional<PasswordSource> literal(Section password, Found<String> text) {
        boolean said =
                password.attribute(TlsTable.PASSWORD_LITERAL).map(Found::value).orElse(false);
        if (!said) {
            password.refuse(
                    "a password stands in the file, and <password> does not say literal=\"true\"",
                    "use <password file=\"...\"/> or <password env=\"...\"/>");
            return Optional.empty();
        }
        password.warn(text, "a password stands in the file", "use <password file=\"...\"/> or <password env=\"...\"/>");
        return Optional.of(new PasswordSource.Literal(Secret.of(text.value())));
    }

    private void readable(Section password, PasswordSource source) {
        try {
            source.read(machine);
        } catch (IOException e) {
            password.refuse(String.valueOf(e.getMessage()), "put the password there before the start");
        }
    }
}
