-- SPDX-License-Identifier: Apache-2.0
-- Mail on its way out: what waits, what is held and why, what came of each recipient.

-- A process that sends; what it has taken returns when its lease has ended.
CREATE TABLE outgoing_nodes (
    id ${text} NOT NULL PRIMARY KEY,
    expires BIGINT NOT NULL
);

-- What was handed over, for as long as it may be handed over a second time after a crash.
CREATE TABLE outgoing_keys (
    name ${text} NOT NULL,
    recipient ${text} NOT NULL,
    kept BIGINT NOT NULL,
    PRIMARY KEY (name, recipient)
) ${clustered};

CREATE INDEX outgoing_keys_by_time ON outgoing_keys (kept);

CREATE TABLE outgoing_messages (
    id ${id},
    name ${text} NOT NULL,
    sender ${text},
    ret ${text},
    envid ${text},
    accepted BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    body_id BIGINT NOT NULL REFERENCES bodies (id)
);

CREATE INDEX outgoing_messages_by_body ON outgoing_messages (body_id);

-- status: 0 waits for next_attempt, 1 is held until a demand is met, 2 is taken by a node, 3 is held by the operator,
-- 4 is delivered, 5 has failed. bounced: the operator wants it back with its sender. expected: pins with blanks between them.
CREATE TABLE outgoing_recipients (
    id ${id},
    message_id BIGINT NOT NULL REFERENCES outgoing_messages (id),
    address ${text} NOT NULL,
    notices ${text},
    orcpt ${text},
    route ${text} NOT NULL,
    destination ${text} NOT NULL,
    status SMALLINT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt BIGINT NOT NULL,
    warned SMALLINT NOT NULL,
    bounced SMALLINT NOT NULL,
    taken_by ${text},
    host ${text},
    reason ${text},
    presented ${text},
    expected ${text}
);

CREATE INDEX outgoing_recipients_waiting ON outgoing_recipients (next_attempt, id) WHERE status = 0;
CREATE INDEX outgoing_recipients_held ON outgoing_recipients (next_attempt, id) WHERE status = 1;
CREATE INDEX outgoing_recipients_taken ON outgoing_recipients (taken_by, id) WHERE status = 2;
CREATE INDEX outgoing_recipients_by_message ON outgoing_recipients (message_id, id);
