// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.net.InetAddress;

/** Remembers bad logins by address. */
public interface FailedLoginLedger {
    /** True while logins from the address are not looked at. */
    boolean heldOff(InetAddress peer);

    /** True if there is an account of this name. May block. */
    boolean known(String name);

    /** A login failed. */
    void failed(InetAddress peer);
}
