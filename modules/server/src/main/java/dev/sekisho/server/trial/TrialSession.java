// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.trial;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.trial.TrialRefusal;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.trial.TrialFinding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What values on trial would have refused of one session: each is told once. Confined to a connection. */
public final class TrialSession {
    /** So many findings of one session are told. */
    static final int MOST = 100;

    private static final int LONGEST = 320;

    private final ListenerName listener;
    private final ClientConnection connection;
    private final TrialRecorder recorder;
    private final Set<TrialFinding.Subject> told = new HashSet<>();

    /** Of a session that begins. */
    public TrialSession(ListenerName listener, ClientConnection connection, TrialRecorder recorder) {
        this.listener = listener;
        this.connection = connection;
        this.recorder = recorder;
    }

    /** These would have been refused. */
    public void found(List<TrialRefusal> refusals, TrialParty party) {
        refusals.forEach(refusal -> found(refusal, party));
    }

    private void found(TrialRefusal refusal, TrialParty party) {
        TrialFinding.Subject subject = new TrialFinding.Subject(
                listener.text(),
                refusal.property(),
                refusal.value(),
                refusal.reason(),
                connection.client().getAddress().getHostAddress().replaceFirst("%.*", ""),
                cut(party.user().orElse("")),
                cut(party.sender().orElse("")));
        if (told.size() >= MOST || !told.add(subject)) {
            return;
        }
        String recipient = cut(party.recipient().orElse(""));
        recorder.found(subject, recipient, refusal.reply());
        ConnectionEvents.of(LogEvent.TRIAL, listener, connection)
                .with(LogKey.USER, party.user())
                .with(LogKey.FROM, party.sender())
                .with(LogKey.TO, party.recipient())
                .with(LogKey.PROPERTY, refusal.property())
                .with(LogKey.VALUE, refusal.value())
                .with(LogKey.REASON, refusal.reason())
                .tell();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
