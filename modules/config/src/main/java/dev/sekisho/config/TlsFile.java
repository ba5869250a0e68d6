// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.TlsIdentity.KeyStoreFile;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code tls.xml}.
 *
 * @param folder the folder it is in
 * @param machine whose environment variables are asked
 */
record TlsFile(Path folder, Machine machine) {

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
        Set<String> hosts =
                section.values(TlsTable.HOST).stream().map(Found::value).collect(Collectors.toUnmodifiableSet());
        Optional<PasswordSource> password = section.section(TlsTable.PASSWORD).flatMap(this::password);
        Optional<Path> store = file(section, TlsTable.PKCS12);
        Optional<Path> certificate = file(section, TlsTable.CERTIFICATE);
        Optional<Path> key = file(section, TlsTable.KEY);
        boolean asStore = present(section, TlsTable.PKCS12);
        boolean asPem = present(section, TlsTable.CERTIFICATE) && present(section, TlsTable.KEY);
        boolean half = present(section, TlsTable.CERTIFICATE) != present(section, TlsTable.KEY);
        if (asStore == asPem || half) {
            section.refuse(
                    "the identity is not whole, or said twice", "write <certificate> and <key>, or <pkcs12> alone");
            return Optional.empty();
        }
        return asStore
                ? store.map(
                        path -> new KeyStoreFile(hosts, path, KeyStoreFile.Type.PKCS12, password, section.position()))
                : certificate.flatMap(chain ->
                        key.map(path -> new TlsIdentity.Pem(hosts, chain, path, password, section.position())));
    }

    private static boolean present(Section section, Element<?> element) {
        return section.section(element).isPresent();
    }

    private Optional<Path> file(Section section, Element<Path> element) {
        return section.value(element).flatMap(found -> existing(section, found));
    }

    private Optional<Path> existing(Section section, Found<Path> found) {
        Path path = folder.resolve(found.value());
        if (Files.isRegularFile(path)) {
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
        return file.isPresent()
                ? existing(password, file.get()).map(PasswordSource.InFile::new)
                : variable.flatMap(found -> inEnvironment(password, found));
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
        return Optional.of(new PasswordSource.Literal(text.value()));
    }

    private Optional<PasswordSource> inEnvironment(Section password, Found<String> variable) {
        if (machine.variable(variable.value()).isEmpty()) {
            password.refuse(
                    variable,
                    "the environment variable " + variable.value() + " is not set",
                    "set it before the start");
            return Optional.empty();
        }
        return Optional.of(new PasswordSource.InEnvironment(variable.value()));
    }
}
