-- SPDX-License-Identifier: Apache-2.0
-- What searches ask: the full-text index, of which everything can be computed again, and indexes of flags.

-- How far the body of each message is indexed; state: a code of IndexState. The row comes with the first message of the body, whoever brings it.
-- not_before: of a body that waits, when it may be taken.
CREATE TABLE body_index (
    body_id BIGINT NOT NULL PRIMARY KEY REFERENCES bodies (id) ON DELETE CASCADE,
    state SMALLINT NOT NULL,
    not_before BIGINT NOT NULL
);

INSERT INTO body_index (body_id, state, not_before) SELECT DISTINCT body_id, 0, 0 FROM messages;

CREATE INDEX body_index_waiting ON body_index (not_before, body_id) WHERE state = 0;

-- Those that no search can leave out because of the index.
CREATE INDEX body_index_incomplete ON body_index (body_id) WHERE state <> 1;

-- The grams of each body: on SQLite words of four hexadecimal digits, on PostgreSQL numbers.
${sqlite}
CREATE VIRTUAL TABLE body_grams USING fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

${sqlite}
CREATE TRIGGER body_index_of_message AFTER INSERT ON messages BEGIN
    INSERT INTO body_index (body_id, state, not_before) VALUES (new.body_id, 0, 0) ON CONFLICT (body_id) DO NOTHING; END;

${sqlite}
CREATE TRIGGER body_grams_of_index AFTER DELETE ON body_index WHEN old.state <> 0 BEGIN
    DELETE FROM body_grams WHERE rowid = old.body_id; END;

${postgresql}
CREATE TABLE body_grams (
    body_id BIGINT NOT NULL PRIMARY KEY REFERENCES body_index (body_id) ON DELETE CASCADE,
    grams SMALLINT[] NOT NULL
) WITH (toast_tuple_target = 128);

${postgresql}
ALTER TABLE body_grams ALTER COLUMN grams SET STORAGE EXTERNAL;

${postgresql}
-- What was added last is read through by every search, so that it is not to be much.
CREATE INDEX body_grams_by_gram ON body_grams USING gin (grams) WITH (gin_pending_list_limit = 512);

${postgresql}
CREATE FUNCTION body_index_of_message() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO body_index (body_id, state, not_before) VALUES (NEW.body_id, 0, 0) ON CONFLICT (body_id) DO NOTHING; RETURN NULL; END';

${postgresql}
CREATE TRIGGER body_index_of_message AFTER INSERT ON messages FOR EACH ROW EXECUTE FUNCTION body_index_of_message();

-- As messages_deleted: few messages are in these, or they are read sooner than the messages themselves.
CREATE INDEX messages_unseen ON messages (mailbox_id, uid) WHERE (flags & 32) = 0;
CREATE INDEX messages_flagged ON messages (mailbox_id, uid) WHERE (flags & 8) <> 0;
