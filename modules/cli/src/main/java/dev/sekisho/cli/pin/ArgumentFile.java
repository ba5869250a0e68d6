// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that is an argument of a command, read completely. */
final class ArgumentFile {
    private ArgumentFile() {}

    /**
     * Its octets as characters.
     *
     * @param longest octets that it may have
     * @param what what it is to be, for whoever named it: "enrolment"
     */
    static String text(Path file, long longest, String what) {
        try {
            if (Files.size(file) > longest) {
                throw fault(file, " is longer than " + longest / 1024 + " KiB, which no " + what + " is");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw fault(file, " is not there");
        } catch (AccessDeniedException e) {
            throw fault(file, " may not be read by the user " + System.getProperty("user.name", "?"));
        } catch (IOException e) {
            throw fault(file, Files.isDirectory(file) ? " is a folder" : " cannot be read: " + e.getMessage());
        }
    }

    private static CommandFault fault(Path file, String why) {
        return new CommandFault(ExitCodes.FAILED, file + why + "; nothing was changed");
    }
}
