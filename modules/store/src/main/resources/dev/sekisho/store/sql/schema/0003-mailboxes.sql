-- SPDX-License-Identifier: Apache-2.0
-- Mailboxes and what is in them.

-- Counters are kept by whoever changes the mailbox's messages, in the same transaction; last_uid and modseq only grow.
-- No message with a UID below recent_from is recent. owner is empty for a mailbox that belongs to nobody.
CREATE TABLE mailboxes (
    id ${id},
    owner ${text} NOT NULL,
    namespace ${text} NOT NULL,
    name ${text} NOT NULL,
    uid_validity BIGINT NOT NULL,
    last_uid BIGINT NOT NULL,
    modseq BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    unseen BIGINT NOT NULL,
    octets BIGINT NOT NULL,
    recent_from BIGINT NOT NULL
);

CREATE UNIQUE INDEX mailboxes_by_path ON mailboxes (owner, namespace, name);

-- RFC 4314: entry is $group, -user or user; rights are the letters.
CREATE TABLE mailbox_rights (
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    entry ${text} NOT NULL,
    rights ${text} NOT NULL,
    PRIMARY KEY (mailbox_id, entry)
);

CREATE INDEX mailbox_rights_by_entry ON mailbox_rights (entry);

-- The keywords that messages of a mailbox have or once had: IMAP lists them as the mailbox's flags.
CREATE TABLE mailbox_keywords (
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    keyword ${text} NOT NULL,
    PRIMARY KEY (mailbox_id, keyword)
);

CREATE TABLE mailbox_annotations (
    mailbox_id BIGINT NOT NULL,
    name ${text} NOT NULL,
    value ${text} NOT NULL,
    PRIMARY KEY (mailbox_id, name)
);

CREATE TABLE subscriptions (
    user_name ${text} NOT NULL,
    mailbox ${text} NOT NULL,
    PRIMARY KEY (user_name, mailbox)
);

-- flags: 1 answered, 2 deleted, 4 draft, 8 flagged, 16 recent, 32 seen; keywords: one to a line.
-- A message is its prefix, which are header lines that its delivery added (RFC 5321 4.4), and its body; octets is the
-- size of both, the first header_octets of which are the header and the empty line behind it.
-- properties: what James derives from the header; null when it is to be derived again by whoever asks.
CREATE TABLE messages (
    mailbox_id BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    modseq BIGINT NOT NULL,
    flags INTEGER NOT NULL,
    keywords ${text} NOT NULL,
    octets BIGINT NOT NULL,
    header_octets BIGINT NOT NULL,
    arrived BIGINT NOT NULL,
    saved BIGINT NOT NULL,
    message_id ${bytes} NOT NULL,
    thread_id ${bytes} NOT NULL,
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    prefix ${text} NOT NULL,
    properties ${text},
    PRIMARY KEY (mailbox_id, uid)
) ${clustered};

CREATE INDEX messages_by_body ON messages (body_id);
CREATE INDEX messages_by_message_id ON messages (message_id);

-- Few messages are in this one, and a new one seldom.
CREATE INDEX messages_deleted ON messages (mailbox_id, uid) WHERE (flags & 2) <> 0;

-- kind: user (name is a quota root), domain or global (name is empty). -1 is without limit, null is not said.
CREATE TABLE quota_limits (
    kind ${text} NOT NULL,
    name ${text} NOT NULL,
    messages BIGINT,
    octets BIGINT,
    PRIMARY KEY (kind, name)
);

-- A POP3 session that has a maildrop to itself.
CREATE TABLE maildrop_locks (
    mailbox_id BIGINT NOT NULL PRIMARY KEY,
    holder ${text} NOT NULL,
    expires BIGINT NOT NULL
);
