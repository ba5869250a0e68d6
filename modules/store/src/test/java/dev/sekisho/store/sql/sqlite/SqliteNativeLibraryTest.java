// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.sql.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

class SqliteNativeLibraryTest {
    private static final List<String> PROPERTIES = List.of("org.sqlite.lib.path", "org.sqlite.tmpdir");

    @TempDir
    Path folder;

    private Path spare;

    @BeforeEach
    @AfterEach
    void forget() {
        PROPERTIES.forEach(System::clearProperty);
        spare = folder.resolve("spare");
    }

    @Test
    void isUnpackedOnceAndKept() throws IOException {
        Path own = SqliteNativeLibrary.kept(folder.resolve("native"));
        Path library = own.resolve(LibraryLoaderUtil.getNativeLibName());
        assertThat(library).isRegularFile();
        Object key = Files.getAttribute(library, "unix:ino");
        assertThat(SqliteNativeLibrary.kept(folder.resolve("native"))).isEqualTo(own);
        assertThat(Files.getAttribute(library, "unix:ino")).isEqualTo(key);
        try (var left = Files.list(own)) {
            assertThat(left).containsExactly(library);
        }
    }

    @Test
    void whatIsNotTheDriversOctetForOctetIsWrittenAnew() throws IOException {
        Path library = SqliteNativeLibrary.kept(folder.resolve("native")).resolve(LibraryLoaderUtil.getNativeLibName());
        byte[] whole = Files.readAllBytes(library);
        byte[] other = whole.clone();
        other[other.length / 2] ^= 1;
        Files.write(library, other);
        SqliteNativeLibrary.kept(folder.resolve("native"));
        assertThat(library).hasBinaryContent(whole);
        Files.write(library, new byte[0]);
        SqliteNativeLibrary.kept(folder.resolve("native"));
        assertThat(library).hasBinaryContent(whole);
    }

    @Test
    void anotherVersionsIsNotUsedAndGoes() throws IOException {
        Path old = Files.createDirectories(folder.resolve("native/sqlite-3.1.0-Linux-x86_64"));
        Files.writeString(old.resolve(LibraryLoaderUtil.getNativeLibName()), "of an older driver");
        assertThat(SqliteNativeLibrary.kept(folder.resolve("native"))).isNotEqualTo(old);
        assertThat(old).doesNotExist();
    }

    @Test
    void makesNoFolderForItsFolder() {
        assertThatThrownBy(() -> SqliteNativeLibrary.kept(folder.resolve("var/native")))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(folder.resolve("var")).doesNotExist();
    }

    @Test
    void isLoadedFromWhereItIsKept() throws IOException {
        List<String> asked = new ArrayList<>();
        library(() -> asked.add(System.getProperty("org.sqlite.lib.path"))).load();
        assertThat(asked)
                .containsExactly(
                        SqliteNativeLibrary.kept(folder.resolve("native")).toString());
    }

    @Test
    void whereItCannotBeKeptOrUnpackedAFolderOfItsOwnForTemporaryFilesServes() throws IOException {
        Files.writeString(folder.resolve("native"), "in the way");
        Files.createDirectory(spare);
        library(() -> System.getProperty("org.sqlite.tmpdir") != null).load();
        assertThat(Path.of(System.getProperty("org.sqlite.tmpdir")))
                .hasParent(spare)
                .isDirectory();
        assertThat(System.getProperty("org.sqlite.lib.path")).isNull();
    }

    @Test
    void whatKeepsItFromBeingLoadedIsToldInOneSentence() throws IOException {
        Files.createDirectory(spare);
        SqliteNativeLibrary nowhere = library(() -> {
            throw new IOException("No space left on device");
        });
        assertThatThrownBy(nowhere::load)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageStartingWith("SQLite cannot be loaded (No space left on device); it has to be unpacked")
                .hasMessageContaining(spare.toString())
                .hasMessageContaining("make room");
    }

    private SqliteNativeLibrary library(SqliteNativeLibrary.Driver driver) {
        return new SqliteNativeLibrary(
                Optional.of(folder.resolve("native")), folder.resolve("tmp"), List.of(spare), driver);
    }
}
