-- SPDX-License-Identifier: Apache-2.0
-- POP before SMTP: 1 for an account that may send, without a login, from where it has just read mail by POP3.
ALTER TABLE users ADD COLUMN pop_before_smtp SMALLINT NOT NULL DEFAULT 0;

-- Where such accounts have last logged in by POP3: by which password, when that was set, and when it was.
CREATE TABLE pop_logins (
    address ${text} NOT NULL,
    user_name ${text} NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    password ${text} NOT NULL,
    changed BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (address, user_name)
) ${clustered};

CREATE INDEX pop_logins_by_user ON pop_logins (user_name, at);
