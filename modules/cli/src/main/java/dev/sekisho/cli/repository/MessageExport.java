// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.repository;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.store.repository.RepositoryMail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a message to a stream, chunk by chunk.
 *
 * @param view where it is
 * @param mail the mail
 */
record MessageExport(RepositoryView view, RepositoryMail mail) {

    /** To a stream, which is flushed and not closed. */
    void to(OutputStream out) {
        try {
            view.octets(mail).transferTo(out);
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** To a file, which has its name only when all is in it. */
    void to(Path file, boolean overwrite) {
        if (Files.exists(file) && !overwrite) {
            throw new CommandFault(ExitCodes.FAILED, file + " already exists; name another file, or use --overwrite");
        }
        if (file.getParent() == null || !Files.isDirectory(file.getParent())) {
            throw new CommandFault(ExitCodes.FAILED, file.getParent() + " is not a folder; create it first");
        }
        try {
            // The JDK makes such files for their owner only.
            Path unfinished = Files.createTempFile(file.getParent(), ".sekisho-", ".part");
            try {
                try (OutputStream out = Files.newOutputStream(unfinished)) {
                    to(out);
                }
                if (overwrite) {
                    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.move(unfinished, file);
                }
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private CommandFault failed(IOException e) {
        return new CommandFault(ExitCodes.FAILED, "mail " + mail.key() + " cannot be exported: " + e.getMessage());
    }
}
