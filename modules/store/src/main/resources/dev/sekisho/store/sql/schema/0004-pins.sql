-- SPDX-License-Identifier: Apache-2.0
-- The keys of peers, and all that happened to them.
-- Times are milliseconds since 1970, days are year-month-day in UTC. Lists hold blanks between their entries.

CREATE TABLE pins (
    pin ${text} NOT NULL PRIMARY KEY,
    peer ${text} NOT NULL,
    state ${text} NOT NULL,
    until_day ${text},
    purpose ${text} NOT NULL,
    hosts ${text} NOT NULL,
    note ${text} NOT NULL,
    senders ${text} NOT NULL,
    recipient_domains ${text} NOT NULL,
    rate_messages BIGINT,
    rate_seconds BIGINT,
    message_bytes BIGINT,
    added BIGINT NOT NULL,
    first_seen BIGINT,
    last_seen BIGINT
);

CREATE INDEX pins_by_peer ON pins (peer);

-- Rows are added, never changed and never removed.
CREATE TABLE pin_history (
    id ${id},
    pin ${text} NOT NULL,
    peer ${text} NOT NULL,
    moment BIGINT NOT NULL,
    who ${text} NOT NULL,
    step ${text} NOT NULL,
    state_before ${text} NOT NULL,
    state_after ${text} NOT NULL,
    why ${text} NOT NULL
);

CREATE INDEX pin_history_by_peer ON pin_history (peer, id);

CREATE INDEX pin_history_by_pin ON pin_history (pin, id);

-- One row, counted up with every change of what is accepted, so that a node sees by one number that it must read again.
CREATE TABLE pin_version (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);

INSERT INTO pin_version (id, version) VALUES (1, 0);
