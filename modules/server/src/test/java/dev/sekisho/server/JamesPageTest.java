// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/james.md} says is there, is there. */
class JamesPageTest {
    private static final Pattern QUOTED = Pattern.compile("`([A-Za-z0-9.]+)`");

    private static String section(String heading) throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "james.md"));
        String from = page.substring(page.indexOf("\n## " + heading + "\n") + 1);
        int end = from.indexOf("\n## ");
        return end < 0 ? from : from.substring(0, end);
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static void loads(String name) {
        assertThatCode(() -> Class.forName(name, false, JamesPageTest.class.getClassLoader()))
                .as(name)
                .doesNotThrowAnyException();
    }

    @Test
    void eachMailetThatWorksIsThere() throws IOException {
        String mailets = section("Mailets");
        List<String> names = quoted(mailets.substring(0, mailets.indexOf("\n| Refused")));
        assertThat(names).hasSizeGreaterThan(30);
        names.forEach(name -> loads(name.contains(".") ? name : "org.apache.james.transport.mailets." + name));
    }

    @Test
    void eachMatcherIsThere() throws IOException {
        List<String> names = quoted(section("Matchers"));
        assertThat(names).hasSizeGreaterThan(30);
        names.stream()
                .filter(name -> !name.equals("RemoteDelivery"))
                .forEach(name -> loads("org.apache.james.transport.matchers." + name));
    }

    @Test
    void theDkimMailetsAreWhereThePageSays() throws IOException {
        quoted(section("DKIM")).stream().filter(name -> name.startsWith("org.")).forEach(JamesPageTest::loads);
    }
}
