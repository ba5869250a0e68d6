// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/sekisho} itself, with a Java that only prints how it was called, a line for each argument. */
class StartScriptTest {
    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void copyTheScript() throws Exception {
        Path unpacked = Files.createDirectories(folder.resolve("a folder with spaces"));
        home = Installation.unpack(unpacked).home();
    }

    @Test
    void runsTheServerForRunAndTheCommandLineForAllElse() throws Exception {
        assertThat(onJava("17.0.15", "run", "--port-offset", "10000"))
                .containsSubsequence("dev.sekisho.server.Main", "--port-offset", "10000")
                .doesNotContain("run", "dev.sekisho.cli.Main");
        assertThat(onJava("17.0.15", "user", "add", "an address with spaces"))
                .containsSubsequence("dev.sekisho.cli.Main", "user", "add", "an address with spaces")
                .doesNotContain("dev.sekisho.server.Main");
    }

    @Test
    void findsItsFolderThroughSymbolicLinksFromAnywhere() throws Exception {
        Path first = Files.createSymbolicLink(folder.resolve("first"), folder.relativize(home.resolve("bin/sekisho")));
        Path second = Files.createSymbolicLink(folder.resolve("second"), first);

        Command.Result result = Command.of(second.toString(), "status")
                .with("JAVA_HOME", java("21.0.1").toString())
                .run();

        assertThat(result.output()).contains("-Dsekisho.home=" + home.toRealPath() + "\n");
    }

    @Test
    void takesOptionsFromTheFileAndThenFromTheEnvironment() throws Exception {
        Files.writeString(home.resolve("conf/jvm.options"), "# heap\n-Xmx300m\n\n-Dname=two words");

        String called = sekisho("run")
                .with("JAVA_HOME", java("17.0.15").toString())
                .with("SEKISHO_JAVA_OPTS", "-Xmx400m -Dother=1")
                .run()
                .output();

        assertThat(called.lines()).containsSubsequence("-Xmx300m", "-Dname=two words", "-Xmx400m", "-Dother=1");
        assertThat(onJava("17.0.15", "status")).doesNotContain("-Xmx300m", "-Dother=1");
    }

    @Test
    void givesNewerJavasWhatTheyAskForAndOlderOnesNothingTheyDoNotKnow() throws Exception {
        assertThat(onJava("17.0.15", "run"))
                .noneMatch(option -> option.startsWith("--enable-native-access"))
                .noneMatch(option -> option.startsWith("--sun-misc"));
        assertThat(onJava("25", "run"))
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void answersRootThatAsksForHelpAndRefusesRootAllElseWhereTheDataIsAnothers() throws Exception {
        anothersData();

        assertThat(asRoot("user", "list").exit()).isEqualTo(77);
        assertThat(asRoot("run", "--help").exit()).isEqualTo(77);
        for (String[] question : new String[][] {{"help"}, {"--version"}, {"user", "add", "--help"}, {}}) {
            assertThat(asRoot(question).exit()).as(String.join(" ", question)).isZero();
        }
    }

    /** A folder var of another user: root's own can be given away, and for others root's is another's. */
    private void anothersData() throws Exception {
        Path data = home.resolve("var");
        if (Files.getOwner(home).getName().equals("root")) {
            Files.setOwner(
                    Files.createDirectories(data),
                    data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        } else {
            Files.createSymbolicLink(data, Path.of("/usr"));
        }
    }

    /** The script with an {@code id} that says it is root. */
    private Command.Result asRoot(String... arguments) throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Path id = Files.writeString(programs.resolve("id"), "#!/bin/sh\necho 0\n");
        Files.setPosixFilePermissions(id, PosixFilePermissions.fromString("rwxr-xr-x"));
        return sekisho(arguments)
                .with("JAVA_HOME", java("17.0.15").toString())
                .with("PATH", programs + ":" + System.getenv("PATH"))
                .run();
    }

    @Test
    void saysWhichJavaIsTooOldAndWhichIsNeeded() throws Exception {
        Command.Result outcome =
                sekisho("run").with("JAVA_HOME", java("11.0.2").toString()).run();

        assertThat(outcome.exit()).isEqualTo(69);
        assertThat(outcome.all()).contains("is Java 11.0.2", "Java 17 or newer is needed");
    }

    @Test
    void saysWhenThereIsNoJavaAtAll() throws Exception {
        Command.Result wrong = sekisho("status")
                .with("JAVA_HOME", folder.resolve("nowhere").toString())
                .run();
        assertThat(wrong.exit()).isEqualTo(69);
        assertThat(wrong.all()).contains("JAVA_HOME is " + folder.resolve("nowhere"));
    }

    @Test
    void leavesAClassArchiveAsideThatIsNoArchive() throws Exception {
        Path java = java("17.0.15");
        sekisho("run").with("JAVA_HOME", java.toString()).run();
        String option = onJava("17.0.15", "run").stream()
                .filter(argument -> argument.startsWith("-XX:ArchiveClassesAtExit="))
                .findFirst()
                .orElseThrow();
        Path archive = Path.of(option.substring(option.indexOf('=') + 1));
        Files.writeString(archive, "half an archive");
        Files.writeString(java.resolve("refuses"), "");

        assertThat(sekisho("run")
                        .with("JAVA_HOME", java.toString())
                        .run()
                        .output()
                        .lines())
                .contains(option);
        assertThat(archive).doesNotExist();
    }

    private List<String> onJava(String version, String... arguments) throws Exception {
        return sekisho(arguments)
                .with("JAVA_HOME", java(version).toString())
                .run()
                .output()
                .lines()
                .toList();
    }

    private Command sekisho(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = home.resolve("bin/sekisho").toString();
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return Command.of(words);
    }

    /** A folder like a Java installation's. If it has a file {@code refuses}, no class archive is good enough for it. */
    private Path java(String version) throws Exception {
        Path java = Files.createDirectories(folder.resolve("java-" + version));
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"a test\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path program = Files.createDirectories(java.resolve("bin")).resolve("java");
        Files.writeString(
                program,
                "#!/bin/sh\n[ \"$1\" = -Xshare:on ] && [ -e \"" + java + "/refuses\" ] && exit 1\n"
                        + "printf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return java;
    }
}
