-- SPDX-License-Identifier: Apache-2.0
-- Greylisting: the network of a client, a sender and a recipient, as the SHA-256 of the three in hexadecimal digits; when they were first seen
-- together, and when such an attempt was accepted last. After expires the row counts nothing.
CREATE TABLE greylist (
    triplet ${text} NOT NULL PRIMARY KEY,
    first_seen BIGINT NOT NULL,
    accepted BIGINT,
    expires BIGINT NOT NULL
) ${clustered};

CREATE INDEX greylist_by_expires ON greylist (expires);

-- The networks of clients whose attempts were accepted: how often, counted once an hour at most, and when last.
CREATE TABLE greylist_clients (
    client ${text} NOT NULL PRIMARY KEY,
    accepted_count BIGINT NOT NULL,
    last_accepted BIGINT NOT NULL,
    expires BIGINT NOT NULL
) ${clustered};

CREATE INDEX greylist_clients_by_expires ON greylist_clients (expires);
