// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.maildrop;

import java.util.Optional;
import org.apache.james.core.Username;

/** The maildrops of users. Blocks; called by workers only. */
public interface MaildropSource {
    /** Locks and opens a user's maildrop; empty if another session has it. */
    Optional<LockedMaildrop> open(Username user) throws Exception;
}
