-- SPDX-License-Identifier: Apache-2.0
-- Who may log in, which domains are local, and what an address becomes.
-- Times are milliseconds since 1970. Names of users and domains are kept in lower case.

CREATE TABLE domains (
    name ${text} NOT NULL PRIMARY KEY,
    is_default BOOLEAN NOT NULL,
    added BIGINT NOT NULL
);

CREATE UNIQUE INDEX domains_one_default ON domains (is_default) WHERE is_default;

CREATE TABLE users (
    name ${text} NOT NULL PRIMARY KEY,
    domain ${text} NOT NULL,
    password ${text} NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL
);

CREATE INDEX users_by_domain ON users (domain);

-- local_part is * for a whole domain, both are * for everything.
CREATE TABLE rewrites (
    domain ${text} NOT NULL,
    local_part ${text} NOT NULL,
    mapping ${text} NOT NULL,
    added BIGINT NOT NULL,
    PRIMARY KEY (domain, local_part, mapping)
);

CREATE INDEX rewrites_by_mapping ON rewrites (mapping);

CREATE TABLE delegations (
    owner ${text} NOT NULL,
    delegate ${text} NOT NULL,
    PRIMARY KEY (owner, delegate)
);

CREATE INDEX delegations_by_delegate ON delegations (delegate);
