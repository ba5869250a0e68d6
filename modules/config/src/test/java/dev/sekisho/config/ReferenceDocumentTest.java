// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.james.JamesCompatSchema;
import dev.sekisho.config.listener.ListenerSchema;
import dev.sekisho.config.listener.PolicySchema;
import dev.sekisho.config.relay.RelaySchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.store.StoreSchema;
import dev.sekisho.config.tls.TlsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference in the documentation matches the schemas. {@code -Dsekisho.reference=write} writes it again. */
class ReferenceDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "configuration.md");
    private static final String BEGIN =
            "<!-- The rest of this page is generated from the schemas of modules/config. -->\n";

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.*?)` \\|");

    @Test
    void theDocumentationSaysWhatTheTablesSay() throws IOException {
        String document = Files.readString(DOCUMENT);
        String byHand = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
        if ("write".equals(System.getProperty("sekisho.reference"))) {
            Files.writeString(DOCUMENT, byHand + ReferenceDocument.markdown());
        }

        assertThat(Files.readString(DOCUMENT))
                .as(
                        "mvn test -pl modules/config -am -Dtest=ReferenceDocumentTest -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dsekisho.reference=write writes it anew")
                .isEqualTo(byHand + ReferenceDocument.markdown());
    }

    @Test
    void everythingThatIsReadHasARowAndEveryRowIsRead() throws IOException {
        Set<String> read = new TreeSet<>();
        for (ElementSchema<?> root : List.of(SekishoSchema.ROOT, TlsSchema.ROOT, StoreSchema.ROOT, RelaySchema.ROOT)) {
            names(root, "", read);
        }
        for (ListenerSchema table : ListenerSchema.ALL) {
            names(table.listener(), "", read);
        }
        read.add(JamesCompatSchema.IMAP_PACKAGES.name());

        Set<String> rows = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rows).containsExactlyInAnyOrderElementsOf(read);
    }

    /** As the rows have them: what is in a policy has a table of its own, and what is on trial is written as beside it. */
    private static void names(ElementSchema<?> parent, String path, Set<String> names) {
        parent.attributes()
                .forEach(attribute -> names.add((path.isEmpty() ? "" : path + " ") + attribute.name() + "="));
        for (ElementSchema<?> child : parent.children()) {
            boolean top = path.isEmpty() || path.equals("policy");
            String name = top ? child.name() : path + "/" + child.name();
            names.add(name);
            if (!child.equals(PolicySchema.TRIAL)) {
                names(child, name, names);
            }
        }
    }
}
