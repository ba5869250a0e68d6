-- SPDX-License-Identifier: Apache-2.0
-- Fewer indexes to be kept up to date by each message that comes, and by each that is put into the full-text index. One process writes to SQLite:
-- it needs no order of those that wait.

${sqlite}
DROP TRIGGER body_index_of_message;

${sqlite}
DROP TRIGGER body_grams_of_index;

${sqlite}
DROP INDEX body_index_waiting;

${sqlite}
DROP INDEX body_index_incomplete;

${sqlite}
ALTER TABLE body_index RENAME TO body_index_before;

${sqlite}
CREATE TABLE body_index (
    body_id BIGINT NOT NULL PRIMARY KEY REFERENCES bodies (id) ON DELETE CASCADE,
    state SMALLINT NOT NULL,
    not_before BIGINT NOT NULL
) ${clustered};

${sqlite}
INSERT INTO body_index (body_id, state, not_before) SELECT body_id, state, not_before FROM body_index_before ORDER BY body_id;

${sqlite}
DROP TABLE body_index_before;

${sqlite}
CREATE INDEX body_index_incomplete ON body_index (state, body_id) WHERE state <> 1;

${sqlite}
CREATE TRIGGER body_index_of_message AFTER INSERT ON messages BEGIN
    INSERT INTO body_index (body_id, state, not_before) VALUES (new.body_id, 0, 0) ON CONFLICT (body_id) DO NOTHING; END;

${sqlite}
CREATE TRIGGER body_grams_of_index AFTER DELETE ON body_index WHEN old.state <> 0 BEGIN
    DELETE FROM body_grams WHERE rowid = old.body_id; END;

${sqlite}
INSERT INTO body_grams (body_grams, rank) VALUES ('automerge', 8);
