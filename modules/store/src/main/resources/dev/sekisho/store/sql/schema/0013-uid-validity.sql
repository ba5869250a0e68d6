-- SPDX-License-Identifier: Apache-2.0
-- The UIDVALIDITY that a mailbox got last. One row: a mailbox that takes the name of a deleted one needs a greater one, whichever node makes it.
CREATE TABLE uid_validity (
    id INTEGER NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

INSERT INTO uid_validity (id, last) SELECT 1, COALESCE(MAX(uid_validity), 0) FROM mailboxes;
