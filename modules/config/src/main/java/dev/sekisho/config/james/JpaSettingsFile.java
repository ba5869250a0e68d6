// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.store.StoreSchema;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that James' JPA backends read: not read here, and not passed over, because whoever has it means another database. */
public final class JpaSettingsFile {
    private static final String FILE = "database.properties";
    private static final String OTHER_NAME = "james-database.properties";

    private JpaSettingsFile() {}

    public static void refuse(Path folder, ProblemList problems) {
        for (String name : new String[] {FILE, OTHER_NAME}) {
            if (Files.exists(folder.resolve(name))) {
                problems.refuse(
                        SourcePosition.ofFile(name),
                        "",
                        "these settings of James' JPA backends and their data are not read",
                        "name a PostgreSQL database in " + StoreSchema.FILE
                                + " (<store><postgresql><host>...</host></postgresql></store>), or none for the"
                                + " SQLite file in var, and move this file away");
            }
        }
    }
}
