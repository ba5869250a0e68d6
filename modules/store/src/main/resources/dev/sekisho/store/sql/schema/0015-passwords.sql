-- SPDX-License-Identifier: Apache-2.0
-- Any number of passwords of a user, each with a name; the first is named main, and James' users repository has no other.
-- scope: a code of PasswordScope. changed: when the password itself was set; a hash that replaces another of the same password changes nothing.
-- last_used: to the hour, and from which address; null if never since it was kept.
CREATE TABLE passwords (
    user_name ${text} NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    name ${text} NOT NULL,
    hash ${text} NOT NULL,
    scope SMALLINT NOT NULL,
    expires BIGINT,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    last_used BIGINT,
    last_used_from ${text},
    PRIMARY KEY (user_name, name)
) ${clustered};

INSERT INTO passwords (user_name, name, hash, scope, added, changed) SELECT name, 'main', password, 3, changed, changed FROM users;

ALTER TABLE users DROP COLUMN password;

-- Since when nobody may log in as the user; null if the user may.
ALTER TABLE users ADD COLUMN disabled BIGINT;

-- The secret from which salts are derived, of users and of names that are none, in base64. It comes with the first salt, and never changes.
CREATE TABLE password_secret (
    id INTEGER NOT NULL PRIMARY KEY,
    secret ${text} NOT NULL
);
