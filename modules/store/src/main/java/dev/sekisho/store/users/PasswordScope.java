// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.sql.StoredCode;

/** What a password may be used for. */
public enum PasswordScope implements StoredCode {
    /** To send mail: SMTP. */
    SEND(1),
    /** To read mail: IMAP and POP3. */
    RECEIVE(2),
    /** Both. */
    BOTH(3);

    private final int code;

    PasswordScope(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** Whether a password of this scope may be used for that. */
    public boolean covers(PasswordScope needed) {
        return (code & needed.code) == needed.code;
    }

    static PasswordScope of(long code) {
        return StoredCode.find(values(), code)
                .orElseThrow(() -> new IllegalArgumentException("no scope of a password has the code " + code));
    }
}
