// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlReadingTest {
    private static final String LISTENER =
            "<smtpservers><smtpserver><bind>127.0.0.1:587</bind><smtpGreeting>Grüß Gott 関所</smtpGreeting></smtpserver></smtpservers>";

    @TempDir
    Path folder;

    @Test
    void takesAByteOrderMarkForWhatItIs() throws IOException {
        assertThat(greeting(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, LISTENER, StandardCharsets.UTF_8))
                .isEqualTo("Grüß Gott 関所");
        assertThat(greeting(new byte[] {(byte) 0xFE, (byte) 0xFF}, LISTENER, StandardCharsets.UTF_16BE))
                .isEqualTo("Grüß Gott 関所");
        assertThat(greeting(new byte[] {(byte) 0xFF, (byte) 0xFE}, LISTENER, StandardCharsets.UTF_16LE))
                .isEqualTo("Grüß Gott 関所");
    }

    @Test
    void takesTheEncodingOfTheDeclaration() throws IOException {
        String declaration = "<?xml version=\"1.0\" encoding=\"%s\"?>\n";

        assertThat(greeting(
                        new byte[0],
                        declaration.formatted("ISO-8859-1") + LISTENER.replace(" 関所", ""),
                        StandardCharsets.ISO_8859_1))
                .isEqualTo("Grüß Gott");
        assertThat(greeting(
                        new byte[0],
                        declaration.formatted("Shift_JIS") + LISTENER.replace("Grüß Gott ", ""),
                        Charset.forName("Shift_JIS")))
                .isEqualTo("関所");
    }

    @Test
    void saysAtWhichLineAFileIsNotInItsEncodingAndWhatToDo() throws IOException {
        String text = "<smtpservers>\r\n<!-- ok -->\n<!-- Gr\u00fc\u00df Gott -->\n</smtpservers>";
        String remedy = "; save the file as UTF-8, or name its encoding in the first line: <?xml version=\"1.0\""
                + " encoding=\"ISO-8859-1\"?>";
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(problems(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .containsExactly(
                            "smtpserver.xml:3: the characters of this line are not in UTF-8, the encoding of a file whose first"
                                    + " line names no other" + remedy);
            assertThat(problems(
                            ("<?xml version='1.0' encoding='UTF-8'?>\n" + text).getBytes(StandardCharsets.ISO_8859_1)))
                    .containsExactly(
                            "smtpserver.xml:4: the characters of this line are not in UTF-8, the encoding that the first"
                                    + " line names" + remedy);
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private List<String> problems(byte[] file) throws IOException {
        Files.write(folder.resolve("smtpserver.xml"), file);
        return new TestConfiguration(folder).problems();
    }

    @Test
    void knowsTheLineOfATagThatStretchesOverLines() {
        assertThat(new TestConfiguration(folder)
                        .file(
                                "smtpserver.xml",
                                "<smtpservers>\r\n  <smtpserver\r\n     enabled='perhaps'\r\n  >\r\n    <bind>127.0.0.1:587</bind>"
                                        + "<!-- a\r\n comment -->\r\n  </smtpserver>\r\n</smtpservers>")
                        .problems())
                .containsExactly(
                        "smtpserver.xml:2: listener 127.0.0.1:587: enabled=\"perhaps\" is neither true nor false; use true or false");
    }

    @Test
    void opensNoOtherFile() throws IOException {
        Files.writeString(folder.resolve("elsewhere.txt"), "what must not be read");

        assertThat(new TestConfiguration(folder)
                        .file(
                                "smtpserver.xml",
                                "<!DOCTYPE a [<!ENTITY e SYSTEM \""
                                        + folder.resolve("elsewhere.txt").toUri()
                                        + "\">]><smtpservers><smtpserver><jmxName>&e;</jmxName></smtpserver></smtpservers>")
                        .problems())
                .allSatisfy(problem -> assertThat(problem).contains("DTD").doesNotContain("must not be read"));
    }

    @Test
    void refusesAnEntityThatIsNotDeclared() {
        assertThat(new TestConfiguration(folder)
                        .smtp("<bind>127.0.0.1:587</bind><smtpGreeting>&nbsp;</smtpGreeting>")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("smtpserver.xml:1: ")
                .contains("nbsp");
    }

    @Test
    void refusesEntitiesThatGrow() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"0123456789\">");
        for (int i = 1; i < 20; i++) {
            bomb.append("<!ENTITY e")
                    .append(i)
                    .append(" \"")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }

        assertThat(new TestConfiguration(folder)
                        .file("smtpserver.xml", bomb + "]><smtpservers>&e19;</smtpservers>")
                        .problems())
                .singleElement()
                .asString()
                .contains("DTD");
    }

    @Test
    void refusesElementsThatAreNestedWithoutEnd() {
        assertThat(new TestConfiguration(folder)
                        .file("smtpserver.xml", "<a>".repeat(100_000))
                        .problems())
                .containsExactly("smtpserver.xml:1: elements are nested deeper than 64; close what is open");
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        assertThat(new TestConfiguration(folder)
                        .file("smtpserver.xml", " ".repeat(4 * 1024 * 1024 + 1))
                        .problems())
                .containsExactly("smtpserver.xml: the file is larger than 4 MiB; split it or make it smaller");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(new TestConfiguration(folder).file("smtpserver.xml", "").problems())
                .singleElement()
                .asString()
                .contains("the XML is not well formed");
    }

    @Test
    void refusesAFolderInPlaceOfAFile() throws IOException {
        Files.createDirectory(folder.resolve("smtpserver.xml"));

        assertThat(new TestConfiguration(folder).problems())
                .singleElement()
                .asString()
                .startsWith("smtpserver.xml: the file cannot be read");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThat(new TestConfiguration(folder.resolve("nowhere")).problems())
                .anySatisfy(problem -> assertThat(problem).contains("nowhere: the folder cannot be read"));
    }

    private String greeting(byte[] mark, String text, Charset charset) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(mark);
        bytes.write(text.getBytes(charset));
        return new TestConfiguration(folder)
                .file("smtpserver.xml", bytes.toByteArray())
                .listener()
                .banner()
                .text()
                .orElseThrow();
    }
}
