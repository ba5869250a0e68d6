-- SPDX-License-Identifier: Apache-2.0
-- What IMAP wants to know beside the messages: the use of a mailbox, what was expunged, and the structure of messages.

-- special_use: a code of SpecialUse, null for none.
-- expunged_from: the table expunged has all expunges with a higher modification sequence, and may lack others.
ALTER TABLE mailboxes ADD COLUMN special_use SMALLINT;
ALTER TABLE mailboxes ADD COLUMN expunged_from BIGINT NOT NULL DEFAULT 1;

UPDATE mailboxes SET expunged_from = modseq WHERE modseq > 1;

CREATE UNIQUE INDEX mailboxes_by_use ON mailboxes (owner, namespace, special_use) WHERE special_use IS NOT NULL;

CREATE INDEX messages_by_modseq ON messages (mailbox_id, modseq);

-- UIDs that followed each other and were expunged together, all of which a message had.
CREATE TABLE expunged (
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    modseq BIGINT NOT NULL,
    first_uid BIGINT NOT NULL,
    last_uid BIGINT NOT NULL,
    removed BIGINT NOT NULL,
    PRIMARY KEY (mailbox_id, modseq, first_uid)
) ${clustered};

CREATE INDEX expunged_by_time ON expunged (removed);

-- What was computed of a body, in the form of this version of SummaryCodec; another version is computed again.
CREATE TABLE message_summaries (
    body_id BIGINT NOT NULL PRIMARY KEY REFERENCES bodies (id) ON DELETE CASCADE,
    version SMALLINT NOT NULL,
    summary ${bytes} NOT NULL
);
