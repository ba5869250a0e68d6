// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A page in Japanese has the sections of the English one, and in each section the same blocks of commands, as many rows and items, and the same commands, files
 * and elements.
 */
class TranslationTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * What a translation does not change in a section.
     *
     * @param level how deep its heading is
     * @param rows how many rows its tables have
     * @param items how many items its lists have
     * @param blocks the lines of its blocks of code, without their comments
     * @param code what stands between backticks in its text
     */
    private record Section(int level, int rows, int items, List<String> blocks, Set<String> code) {}

    @ParameterizedTest
    @CsvSource({"README.md, README.ja.md", "docs/guide.md, docs/ja/guide.md"})
    void hasWhatTheEnglishPageHas(String english, String japanese) throws IOException {
        assertThat(sections(japanese)).containsExactlyElementsOf(sections(english));
    }

    private static List<Section> sections(String page) throws IOException {
        List<Section> sections = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        boolean fence = false;
        for (String line : Files.readAllLines(ROOT.resolve(page))) {
            fence ^= line.strip().startsWith("```");
            if (line.startsWith("#") && !fence && !lines.isEmpty()) {
                sections.add(section(lines));
                lines.clear();
            }
            lines.add(line);
        }
        sections.add(section(lines));
        return sections;
    }

    private static Section section(List<String> lines) {
        List<String> blocks = new ArrayList<>();
        Set<String> code = new TreeSet<>();
        int rows = 0;
        int items = 0;
        boolean inside = false;
        for (String line : lines) {
            boolean fence = line.strip().startsWith("```");
            if (inside || fence) {
                blocks.add(line.replaceFirst("\\s*#.*$", ""));
                inside ^= fence;
            } else {
                CODE.matcher(line).results().map(TranslationTest::quoted).forEach(code::add);
                rows += line.startsWith("|") ? 1 : 0;
                items += line.matches("(-|\\d+\\.) .*") ? 1 : 0;
            }
        }
        return new Section(level(lines.get(0)), rows, items, blocks, code);
    }

    private static String quoted(MatchResult match) {
        return match.group(1);
    }

    private static int level(String heading) {
        return heading.length() - heading.replaceFirst("^#+", "").length();
    }
}
