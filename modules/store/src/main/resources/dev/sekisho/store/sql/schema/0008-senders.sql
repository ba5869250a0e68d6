-- SPDX-License-Identifier: Apache-2.0
-- What a user may send as beside the own address and aliases: an address, a domain with an @ before it, or <>; in lower case.
CREATE TABLE sender_grants (
    user_name ${text} NOT NULL,
    what ${text} NOT NULL,
    added BIGINT NOT NULL,
    PRIMARY KEY (user_name, what)
) ${clustered};

-- The secrets by which rewritten envelope senders are signed. The one with the highest number signs, the others are still believed for a time.
-- A secret is written in base64.
CREATE TABLE sender_secrets (
    number BIGINT NOT NULL PRIMARY KEY,
    secret ${text} NOT NULL,
    made BIGINT NOT NULL
);

-- Envelope senders that have no room in a rewritten one: the token stands for them until they are too old.
CREATE TABLE return_paths (
    token ${text} NOT NULL PRIMARY KEY,
    sender ${text} NOT NULL,
    made BIGINT NOT NULL
);

CREATE INDEX return_paths_by_made ON return_paths (made);
