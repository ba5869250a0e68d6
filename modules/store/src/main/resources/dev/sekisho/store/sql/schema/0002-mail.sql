-- SPDX-License-Identifier: Apache-2.0
-- Message bodies, and what refers to them outside of mailboxes: the queues and the mail repositories.

-- A message, kept once however many rows refer to it. size is null while it is being written.
-- head is chunk 0; all chunks but a body's last are of the same size (dev.sekisho.store.body.Bodies).
CREATE TABLE bodies (
    id ${id},
    size BIGINT,
    head ${bytes} NOT NULL
);

CREATE TABLE body_chunks (
    body_id BIGINT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes ${bytes} NOT NULL,
    PRIMARY KEY (body_id, number)
);

-- Bodies that may have become unreferenced: looked at after not_before, removed if nothing refers to them.
CREATE TABLE body_releases (
    body_id BIGINT NOT NULL PRIMARY KEY REFERENCES bodies (id) ON DELETE CASCADE,
    not_before BIGINT NOT NULL
);

CREATE INDEX body_releases_by_time ON body_releases (not_before);

-- A process that takes mail from the queues; what it has taken returns when its lease has ended.
CREATE TABLE nodes (
    id ${text} NOT NULL PRIMARY KEY,
    expires BIGINT NOT NULL
);

CREATE TABLE queues (
    name ${text} NOT NULL PRIMARY KEY,
    added BIGINT NOT NULL
);

-- status: 0 waits for next_delivery, 1 is ready, 2 is taken by a node. rank: 0 goes first.
CREATE TABLE queue_mails (
    id ${id},
    queue ${text} NOT NULL,
    status SMALLINT NOT NULL,
    rank SMALLINT NOT NULL,
    next_delivery BIGINT NOT NULL,
    taken_by ${text},
    added BIGINT NOT NULL,
    name ${text} NOT NULL,
    sender ${text},
    envelope ${text} NOT NULL,
    body_id BIGINT REFERENCES bodies (id)
);

-- Each mail is in one of these only, so that the ready ones are found whatever number waits.
CREATE INDEX queue_mails_waiting ON queue_mails (queue, next_delivery, id) WHERE status = 0;
CREATE INDEX queue_mails_ready ON queue_mails (queue, rank, next_delivery, id) WHERE status = 1;
CREATE INDEX queue_mails_taken ON queue_mails (queue, taken_by, id) WHERE status = 2;

CREATE INDEX queue_mails_by_body ON queue_mails (body_id);

CREATE TABLE repositories (
    url ${text} NOT NULL PRIMARY KEY,
    added BIGINT NOT NULL
);

CREATE TABLE repository_mails (
    repository ${text} NOT NULL,
    name ${text} NOT NULL,
    added BIGINT NOT NULL,
    sender ${text},
    envelope ${text} NOT NULL,
    body_id BIGINT REFERENCES bodies (id),
    PRIMARY KEY (repository, name)
);

CREATE INDEX repository_mails_by_body ON repository_mails (body_id);

-- Events of James' event bus that a listener could not take.
CREATE TABLE dead_letters (
    group_name ${text} NOT NULL,
    insertion_id ${text} NOT NULL,
    event ${text} NOT NULL,
    added BIGINT NOT NULL,
    PRIMARY KEY (group_name, insertion_id)
);
