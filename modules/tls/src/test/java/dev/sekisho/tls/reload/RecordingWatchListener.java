// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.reload;

import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.material.IdentityProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Remembers what a watch told. */
final class RecordingWatchListener implements IdentityWatch.Listener {
    final BlockingQueue<Identity> replaced = new LinkedBlockingQueue<>();
    final List<List<IdentityProblem>> kept = new ArrayList<>();
    final List<Identity> mended = new ArrayList<>();
    final List<ExpiryWarning> expiring = new ArrayList<>();
    final List<Throwable> faults = new ArrayList<>();

    @Override
    public void replaced(Identity identity, List<IdentityProblem> warnings) {
        replaced.add(identity);
    }

    @Override
    public void kept(String identity, List<IdentityProblem> problems) {
        kept.add(problems);
    }

    @Override
    public void mended(Identity identity) {
        mended.add(identity);
    }

    @Override
    public void expiring(ExpiryWarning warning) {
        expiring.add(warning);
    }

    @Override
    public void failed(Throwable fault) {
        faults.add(fault);
    }
}
