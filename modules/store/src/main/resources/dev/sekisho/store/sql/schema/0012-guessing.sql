-- SPDX-License-Identifier: Apache-2.0
-- Guesses of passwords, who is held off for them, where users have logged in from, and whom the operator has banned.
-- Times are milliseconds since 1970. Addresses are an IPv4 address or the /64 of an IPv6 address.

-- Logins that failed within the last day. The account is 24 bits of the name's hash; the name itself is kept only if it is a user's.
CREATE TABLE login_guesses (
    id BIGINT NOT NULL PRIMARY KEY,
    begun BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    address ${text} NOT NULL,
    network ${text} NOT NULL,
    account INTEGER NOT NULL,
    user_name ${text},
    standing ${text} NOT NULL,
    taken_back BOOLEAN NOT NULL
);

CREATE INDEX login_guesses_by_changed ON login_guesses (changed);

CREATE INDEX login_guesses_by_begun ON login_guesses (begun);

CREATE TABLE login_hold_offs (
    kind ${text} NOT NULL,
    subject ${text} NOT NULL,
    ends BIGINT NOT NULL,
    round INTEGER NOT NULL,
    changed BIGINT NOT NULL,
    PRIMARY KEY (kind, subject)
) ${clustered};

CREATE INDEX login_hold_offs_by_changed ON login_hold_offs (changed);

-- Where each user has logged in from, and when last, to the hour.
CREATE TABLE login_addresses (
    address ${text} NOT NULL,
    user_name ${text} NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (address, user_name)
) ${clustered};

CREATE INDEX login_addresses_by_user ON login_addresses (user_name, last);

CREATE INDEX login_addresses_by_last ON login_addresses (last);

-- The address is in hexadecimal digits. An end that is null never comes.
CREATE TABLE bans (
    address ${text} NOT NULL,
    prefix_length INTEGER NOT NULL,
    shown ${text} NOT NULL,
    begun BIGINT NOT NULL,
    ends BIGINT,
    all_ports BOOLEAN NOT NULL,
    who ${text} NOT NULL,
    why ${text} NOT NULL,
    PRIMARY KEY (address, prefix_length)
) ${clustered};

-- One row, counted up with every change of the bans, so that a node sees by one number that it must read them again.
CREATE TABLE ban_version (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);

INSERT INTO ban_version (id, version) VALUES (1, 0);
