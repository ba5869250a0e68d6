-- SPDX-License-Identifier: Apache-2.0
-- A store as the version of 30 November 2026 has written it, while it had mail of both queues in hand: what later versions open and go on with.
PRAGMA application_id = 1399155561;
PRAGMA user_version = 0;
PRAGMA page_size = 4096;
PRAGMA encoding = 'UTF-8';
PRAGMA auto_vacuum = 0;
CREATE TABLE schema_history (step INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL, checksum CHAR(64) NOT NULL, taken BIGINT NOT NULL);
CREATE TABLE domains (
    name TEXT NOT NULL PRIMARY KEY,
    is_default BOOLEAN NOT NULL,
    added BIGINT NOT NULL
);
CREATE TABLE users (
    name TEXT NOT NULL PRIMARY KEY,
    domain TEXT NOT NULL,
    password TEXT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL
, exposed BIGINT);
CREATE TABLE rewrites (
    domain TEXT NOT NULL,
    local_part TEXT NOT NULL,
    mapping TEXT NOT NULL,
    added BIGINT NOT NULL,
    PRIMARY KEY (domain, local_part, mapping)
);
CREATE TABLE delegations (
    owner TEXT NOT NULL,
    delegate TEXT NOT NULL,
    PRIMARY KEY (owner, delegate)
);
CREATE TABLE bodies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    size BIGINT,
    head BLOB NOT NULL
);
CREATE TABLE body_chunks (
    body_id BIGINT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (body_id, number)
);
CREATE TABLE body_releases (
    body_id BIGINT NOT NULL PRIMARY KEY REFERENCES bodies (id) ON DELETE CASCADE,
    not_before BIGINT NOT NULL
);
CREATE TABLE nodes (
    id TEXT NOT NULL PRIMARY KEY,
    expires BIGINT NOT NULL
);
CREATE TABLE queues (
    name TEXT NOT NULL PRIMARY KEY,
    added BIGINT NOT NULL
);
CREATE TABLE queue_mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    status SMALLINT NOT NULL,
    rank SMALLINT NOT NULL,
    next_delivery BIGINT NOT NULL,
    taken_by TEXT,
    added BIGINT NOT NULL,
    name TEXT NOT NULL,
    sender TEXT,
    envelope TEXT NOT NULL,
    body_id BIGINT REFERENCES bodies (id)
);
CREATE TABLE repositories (
    url TEXT NOT NULL PRIMARY KEY,
    added BIGINT NOT NULL
);
CREATE TABLE repository_mails (
    repository TEXT NOT NULL,
    name TEXT NOT NULL,
    added BIGINT NOT NULL,
    sender TEXT,
    envelope TEXT NOT NULL,
    body_id BIGINT REFERENCES bodies (id),
    PRIMARY KEY (repository, name)
);
CREATE TABLE dead_letters (
    group_name TEXT NOT NULL,
    insertion_id TEXT NOT NULL,
    event TEXT NOT NULL,
    added BIGINT NOT NULL,
    PRIMARY KEY (group_name, insertion_id)
);
CREATE TABLE mailboxes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    uid_validity BIGINT NOT NULL,
    last_uid BIGINT NOT NULL,
    modseq BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    unseen BIGINT NOT NULL,
    octets BIGINT NOT NULL,
    recent_from BIGINT NOT NULL
);
CREATE TABLE mailbox_rights (
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    entry TEXT NOT NULL,
    rights TEXT NOT NULL,
    PRIMARY KEY (mailbox_id, entry)
);
CREATE TABLE mailbox_keywords (
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    keyword TEXT NOT NULL,
    PRIMARY KEY (mailbox_id, keyword)
);
CREATE TABLE mailbox_annotations (
    mailbox_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (mailbox_id, name)
);
CREATE TABLE subscriptions (
    user_name TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    PRIMARY KEY (user_name, mailbox)
);
CREATE TABLE messages (
    mailbox_id BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    modseq BIGINT NOT NULL,
    flags INTEGER NOT NULL,
    keywords TEXT NOT NULL,
    octets BIGINT NOT NULL,
    header_octets BIGINT NOT NULL,
    arrived BIGINT NOT NULL,
    saved BIGINT NOT NULL,
    message_id BLOB NOT NULL,
    thread_id BLOB NOT NULL,
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    prefix TEXT NOT NULL,
    properties TEXT,
    PRIMARY KEY (mailbox_id, uid)
) WITHOUT ROWID;
CREATE TABLE quota_limits (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    messages BIGINT,
    octets BIGINT,
    PRIMARY KEY (kind, name)
);
CREATE TABLE maildrop_locks (
    mailbox_id BIGINT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE TABLE pins (
    pin TEXT NOT NULL PRIMARY KEY,
    peer TEXT NOT NULL,
    state TEXT NOT NULL,
    until_day TEXT,
    purpose TEXT NOT NULL,
    hosts TEXT NOT NULL,
    note TEXT NOT NULL,
    senders TEXT NOT NULL,
    recipient_domains TEXT NOT NULL,
    rate_messages BIGINT,
    rate_seconds BIGINT,
    message_bytes BIGINT,
    added BIGINT NOT NULL,
    first_seen BIGINT,
    last_seen BIGINT
);
CREATE TABLE pin_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pin TEXT NOT NULL,
    peer TEXT NOT NULL,
    moment BIGINT NOT NULL,
    who TEXT NOT NULL,
    step TEXT NOT NULL,
    state_before TEXT NOT NULL,
    state_after TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE TABLE pin_version (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);
CREATE TABLE outgoing_nodes (
    id TEXT NOT NULL PRIMARY KEY,
    expires BIGINT NOT NULL
);
CREATE TABLE outgoing_keys (
    name TEXT NOT NULL,
    recipient TEXT NOT NULL,
    kept BIGINT NOT NULL,
    PRIMARY KEY (name, recipient)
) WITHOUT ROWID;
CREATE TABLE outgoing_messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    sender TEXT,
    ret TEXT,
    envid TEXT,
    accepted BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    body_id BIGINT NOT NULL REFERENCES bodies (id)
);
CREATE TABLE outgoing_recipients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id BIGINT NOT NULL REFERENCES outgoing_messages (id),
    address TEXT NOT NULL,
    notices TEXT,
    orcpt TEXT,
    route TEXT NOT NULL,
    destination TEXT NOT NULL,
    status SMALLINT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt BIGINT NOT NULL,
    warned SMALLINT NOT NULL,
    bounced SMALLINT NOT NULL,
    taken_by TEXT,
    host TEXT,
    reason TEXT,
    presented TEXT,
    expected TEXT
, stopping SMALLINT NOT NULL DEFAULT 0);
CREATE TABLE sender_grants (
    user_name TEXT NOT NULL,
    what TEXT NOT NULL,
    added BIGINT NOT NULL,
    PRIMARY KEY (user_name, what)
) WITHOUT ROWID;
CREATE TABLE sender_secrets (
    number BIGINT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL,
    made BIGINT NOT NULL
);
CREATE TABLE return_paths (
    token TEXT NOT NULL PRIMARY KEY,
    sender TEXT NOT NULL,
    made BIGINT NOT NULL
);
INSERT INTO schema_history VALUES (1, '0001-accounts.sql', 'a7773136b7f5c5ac75807e57ca6fe2bcaee7530467827cd56caad5da23abb983', 1796037832451);
INSERT INTO schema_history VALUES (2, '0002-mail.sql', '4b7a5e1e30bd2a0e15a6143ef4fbd4c5df6d66997b7a33c6ae158b33cb4e4bce', 1796037832511);
INSERT INTO schema_history VALUES (3, '0003-mailboxes.sql', 'ac7f46649e554ea72e6f45f7339580873287a2f5d8ccc46cd47dd41caa27ffae', 1796037832553);
INSERT INTO schema_history VALUES (4, '0004-pins.sql', '8f2790deee22e7e6e4a5f40e8288b1f88624bce5a74f33c703161297a8d01b62', 1796037832556);
INSERT INTO schema_history VALUES (5, '0005-outgoing.sql', '0fd978900fb0d3f6ae2b9c34299a17fc660725d080d82338d2f15ad51837fe49', 1796037832564);
INSERT INTO schema_history VALUES (6, '0006-stopping.sql', '0f86b99581724349725a0ffbac478af09d632347b112ba245a4cf9aa91b801f0', 1796037832569);
INSERT INTO schema_history VALUES (7, '0007-exposed.sql', '92c6687ad502445f85c9cfb67e8b5ace9472d0b615cba8e1c41ca6f76cf568a1', 1796037832576);
INSERT INTO schema_history VALUES (8, '0008-senders.sql', 'bf8161df98d3ca9d0fdb9554057c20c920717a36d53ccaaeb81986d11ad4ad87', 1796037832651);
INSERT INTO domains VALUES ('example.org', 1, 1796037832866);
INSERT INTO domains VALUES ('example.net', 0, 1796037832868);
INSERT INTO users VALUES ('anna@example.org', 'example.org', '$pbkdf2-sha512$i=10$G1JL73aQI9ufAsHrm2XKiQ$z0a88KJxiUoUmTAgkEF3euNU9WVFg3gWpMOC7iGLlUe2y878+sQkpQXyrlfbham9vsKZz0wW0Qz8lLhdtP9c0w', 1796037832972, 1796037832972, NULL);
INSERT INTO users VALUES ('bert@example.org', 'example.org', '$pbkdf2-sha512$i=10$golzM/EBeORzeZk9ZokKaQ$8bP6x538OlRgNQRXddzj9Jv1f1te6R1WJW4qGAW+OHMIpFgWmRQQSEPRmiX99lXnZNP1REApA6KQIVsGpimIQw', 1796037832980, 1796037832980, 1796037832986);
INSERT INTO rewrites VALUES ('example.org', 'info', 'alias:anna@example.org', 1796037833165);
INSERT INTO rewrites VALUES ('example.org', 'bert', 'forward:bert@elsewhere.example', 1796037833172);
INSERT INTO rewrites VALUES ('example.org', 'bert', 'forward:bert@example.org', 1796037833172);
INSERT INTO delegations VALUES ('anna@example.org', 'bert@example.org');
INSERT INTO bodies VALUES (1, 27, X'5375626a6563743a20746f20626f74680d0a0d0a48656c6c6f0d0a');
INSERT INTO bodies VALUES (2, 144018, CAST('Subject: large' || char(13, 10, 13, 10) || replace(hex(zeroblob(8190)), '00', '0123456789abcd' || char(13, 10)) || '0123456789abcd' AS BLOB));
INSERT INTO bodies VALUES (3, 78, X'5375626a6563743a20666c61676765640d0a436f6e74656e742d547970653a20746578742f706c61696e3b20636861727365743d7574662d380d0a0d0ae38193e38293e381abe381a1e381af0d0a');
INSERT INTO bodies VALUES (4, 23, X'5375626a6563743a207365656e0d0a0d0a7365656e0d0a');
INSERT INTO bodies VALUES (6, 29, X'5375626a6563743a2064656c657465640d0a0d0a64656c657465640d0a');
INSERT INTO bodies VALUES (7, 45, X'5375626a6563743a2073706f6f6c2d74616b656e0d0a0d0a626f6479206f662073706f6f6c2d74616b656e0d0a');
INSERT INTO bodies VALUES (8, 49, X'5375626a6563743a2073706f6f6c2d77616974696e670d0a0d0a626f6479206f662073706f6f6c2d77616974696e670d0a');
INSERT INTO bodies VALUES (9, 45, X'5375626a6563743a2073706f6f6c2d72656164790d0a0d0a626f6479206f662073706f6f6c2d72656164790d0a');
INSERT INTO bodies VALUES (10, 47, X'5375626a6563743a2073706f6f6c2d7365636f6e640d0a0d0a626f6479206f662073706f6f6c2d7365636f6e640d0a');
INSERT INTO bodies VALUES (11, 49, X'5375626a6563743a2073706f6f6c2d756e6b6e6f776e0d0a0d0a626f6479206f662073706f6f6c2d756e6b6e6f776e0d0a');
INSERT INTO bodies VALUES (12, 25, X'5375626a6563743a206f746865720d0a0d0a6f746865720d0a');
INSERT INTO bodies VALUES (13, 53, X'5375626a6563743a206f75742d666f727761726465642d310d0a0d0a626f6479206f66206f75742d666f727761726465642d310d0a');
INSERT INTO bodies VALUES (14, 53, X'5375626a6563743a206f75742d666f727761726465642d320d0a0d0a626f6479206f66206f75742d666f727761726465642d320d0a');
INSERT INTO bodies VALUES (15, 53, X'5375626a6563743a206f75742d666f727761726465642d330d0a0d0a626f6479206f66206f75742d666f727761726465642d330d0a');
INSERT INTO bodies VALUES (16, 37, X'5375626a6563743a206f75742d6e65770d0a0d0a626f6479206f66206f75742d6e65770d0a');
INSERT INTO bodies VALUES (17, 41, X'5375626a6563743a206f75742d70617274730d0a0d0a626f6479206f66206f75742d70617274730d0a');
INSERT INTO bodies VALUES (18, 47, X'5375626a6563743a206f75742d64656665727265640d0a0d0a626f6479206f66206f75742d64656665727265640d0a');
INSERT INTO bodies VALUES (19, 45, X'5375626a6563743a206f75742d626c6f636b65640d0a0d0a626f6479206f66206f75742d626c6f636b65640d0a');
INSERT INTO bodies VALUES (20, 53, X'5375626a6563743a206f75742d68656c642d70696e6e65640d0a0d0a626f6479206f66206f75742d68656c642d70696e6e65640d0a');
INSERT INTO bodies VALUES (21, 47, X'5375626a6563743a206f75742d68656c642d746c730d0a0d0a626f6479206f66206f75742d68656c642d746c730d0a');
INSERT INTO bodies VALUES (22, 45, X'5375626a6563743a206f75742d73746f707065640d0a0d0a626f6479206f66206f75742d73746f707065640d0a');
INSERT INTO bodies VALUES (23, 47, X'5375626a6563743a206f75742d72657475726e65640d0a0d0a626f6479206f66206f75742d72657475726e65640d0a');
INSERT INTO bodies VALUES (24, 53, X'5375626a6563743a206f75742d66726f6d2d6e6f626f64790d0a0d0a626f6479206f66206f75742d66726f6d2d6e6f626f64790d0a');
INSERT INTO bodies VALUES (25, 41, X'5375626a6563743a206f75742d74616b656e0d0a0d0a626f6479206f66206f75742d74616b656e0d0a');
INSERT INTO bodies VALUES (26, 59, X'5375626a6563743a206f75742d74616b656e2d73746f7070696e670d0a0d0a626f6479206f66206f75742d74616b656e2d73746f7070696e670d0a');
INSERT INTO bodies VALUES (27, 39, X'5375626a6563743a206b6570742d6f6e650d0a0d0a626f6479206f66206b6570742d6f6e650d0a');
INSERT INTO bodies VALUES (28, 39, X'5375626a6563743a206b6570742d74776f0d0a0d0a626f6479206f66206b6570742d74776f0d0a');
INSERT INTO bodies VALUES (29, 22, X'5375626a6563743a20626f756e63650d0a0d0a780d0a');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('pin_history', 14);
INSERT INTO sqlite_sequence VALUES ('bodies', 29);
INSERT INTO sqlite_sequence VALUES ('mailboxes', 4);
INSERT INTO sqlite_sequence VALUES ('queue_mails', 7);
INSERT INTO sqlite_sequence VALUES ('outgoing_messages', 14);
INSERT INTO sqlite_sequence VALUES ('outgoing_recipients', 17);
INSERT INTO body_chunks VALUES (2, 1, CAST(char(13, 10) || replace(hex(zeroblob(809)), '00', '0123456789abcd' || char(13, 10)) AS BLOB));
INSERT INTO nodes VALUES ('d2d85bf6-d515-433b-9c63-f30705ed97ef', 1796037896728);
INSERT INTO queues VALUES ('spool', 1796037836373);
INSERT INTO queues VALUES ('outgoing', 1796037836955);
INSERT INTO queue_mails VALUES (1, 'spool', 2, 4, 1796032800000, 'd2d85bf6-d515-433b-9c63-f30705ed97ef', 1796037836701, 'spool-taken', 'anna@example.org', '{"recipients":["bert@example.org","info@example.org"],"state":"root","error":null,"remoteHost":"client.example","remoteAddress":"192.0.2.1","lastUpdated":1796037836452,"attributes":{"colour":{"serializer":"StringSerializer","value":"red"},"count":{"serializer":"IntSerializer","value":5}},"headers":[]}', 7);
INSERT INTO queue_mails VALUES (2, 'spool', 0, 4, 1796036400000, NULL, 1796037836912, 'spool-waiting', 'anna@example.org', '{"recipients":["bert@example.org","info@example.org"],"state":"root","error":null,"remoteHost":"client.example","remoteAddress":"192.0.2.1","lastUpdated":1796037836898,"attributes":{"colour":{"serializer":"StringSerializer","value":"red"},"count":{"serializer":"IntSerializer","value":5}},"headers":[]}', 8);
INSERT INTO queue_mails VALUES (3, 'spool', 1, 1, 1796032800000, NULL, 1796037836939, 'spool-ready', 'anna@example.org', '{"recipients":["bert@example.org","info@example.org"],"state":"root","error":null,"remoteHost":"client.example","remoteAddress":"192.0.2.1","lastUpdated":1796037836914,"attributes":{"dsn-ret":{"serializer":"StringSerializer","value":"HDRS"},"dsn-envid":{"serializer":"StringSerializer","value":"QQ314159"},"colour":{"serializer":"StringSerializer","value":"red"},"MAIL_PRIORITY":{"serializer":"IntSerializer","value":8},"count":{"serializer":"IntSerializer","value":5},"dsn-notify":{"serializer":"MapSerializer","value":{"bert@example.org":{"serializer":"StringSerializer","value":"SUCCESS,FAILURE"}}},"dsn-orcpt":{"serializer":"MapSerializer","value":{"bert@example.org":{"serializer":"StringSerializer","value":"asked@example.org"}}}},"headers":[["bert@example.org","X-For","bert"]]}', 9);
INSERT INTO queue_mails VALUES (4, 'spool', 1, 4, 1796032800000, NULL, 1796037836941, 'spool-second', 'anna@example.org', '{"recipients":["bert@example.org","info@example.org"],"state":"root","error":null,"remoteHost":"client.example","remoteAddress":"192.0.2.1","lastUpdated":1796037836940,"attributes":{"colour":{"serializer":"StringSerializer","value":"red"},"count":{"serializer":"IntSerializer","value":5}},"headers":[]}', 10);
INSERT INTO queue_mails VALUES (5, 'spool', 1, 4, 1796032800000, NULL, 1796037836942, 'spool-without-message', 'anna@example.org', '{"recipients":["bert@example.org"],"state":"root","error":null,"remoteHost":"localhost","remoteAddress":"127.0.0.1","lastUpdated":1796037836942,"attributes":{},"headers":[]}', NULL);
INSERT INTO queue_mails VALUES (6, 'spool', 7, 4, 1796032800000, NULL, 1796037836944, 'spool-unknown', 'anna@example.org', '{"recipients":["bert@example.org","info@example.org"],"state":"root","error":null,"remoteHost":"client.example","remoteAddress":"192.0.2.1","lastUpdated":1796037836943,"attributes":{"colour":{"serializer":"StringSerializer","value":"red"},"count":{"serializer":"IntSerializer","value":5}},"headers":[]}', 11);
INSERT INTO queue_mails VALUES (7, 'outgoing', 1, 4, 1796032800000, NULL, 1796037836961, 'other-ready', NULL, '{"recipients":["friend@elsewhere.example"],"state":"relay","error":null,"remoteHost":"localhost","remoteAddress":"127.0.0.1","lastUpdated":1796037836960,"attributes":{},"headers":[]}', 12);
INSERT INTO repositories VALUES ('store://var/mail/error', 1796037837151);
INSERT INTO repositories VALUES ('store://var/mail/undeliverable', 1796037837151);
INSERT INTO repositories VALUES ('store://var/mail/loop', 1796037837151);
INSERT INTO repository_mails VALUES ('var/mail/error', 'kept-one', 1796037837153, 'anna@example.org', '{"recipients":["bert@example.org","info@example.org"],"state":"error","error":"a mailet failed\nin line 2","remoteHost":"client.example","remoteAddress":"192.0.2.1","lastUpdated":1796037837152,"attributes":{"count":{"serializer":"IntSerializer","value":5},"mail-processing-error-count":{"serializer":"IntSerializer","value":5},"colour":{"serializer":"StringSerializer","value":"red"}},"headers":[]}', 27);
INSERT INTO repository_mails VALUES ('var/mail/error', 'kept-two', 1796037837156, 'anna@example.org', '{"recipients":["bert@example.org","info@example.org"],"state":"error","error":null,"remoteHost":"client.example","remoteAddress":"192.0.2.1","lastUpdated":1796037837156,"attributes":{"colour":{"serializer":"StringSerializer","value":"red"},"count":{"serializer":"IntSerializer","value":5}},"headers":[]}', 28);
INSERT INTO repository_mails VALUES ('var/mail/undeliverable', 'kept-bounce', 1796037837157, NULL, '{"recipients":["gone@far.example"],"state":"error","error":"<gone@far.example>: 550 5.1.1 no","remoteHost":"localhost","remoteAddress":"127.0.0.1","lastUpdated":1796037837157,"attributes":{},"headers":[]}', 29);
INSERT INTO dead_letters VALUES ('org.apache.james.events.EventBusTestFixture$GroupA', '51d7bb1f-6c61-42e7-819c-a96da329a3d2', 'org.apache.james.events.EventBusTestFixture.TestEvent&6e0dd59d-660e-4d9b-b22f-0354479f47b4&user', 1796037837159);
INSERT INTO dead_letters VALUES ('org.apache.james.events.EventBusTestFixture$GroupA', '4ef0ec0e-d729-4669-a2a9-5ffc44765fc3', 'org.apache.james.events.EventBusTestFixture.TestEvent&5a7a9f3f-5f03-44be-b457-a51e93760645&user', 1796037837159);
INSERT INTO dead_letters VALUES ('org.apache.james.events.EventBusTestFixture$GroupB', '88733e86-fa0e-43c0-8d92-8d8585e85046', 'org.apache.james.events.EventBusTestFixture.TestEvent&6e0dd59d-660e-4d9b-b22f-0354479f47b4&user', 1796037837159);
INSERT INTO mailboxes VALUES (1, 'anna@example.org', '#private', 'INBOX', 2752888373, 1, 1, 1, 1, 59, 1);
INSERT INTO mailboxes VALUES (2, 'bert@example.org', '#private', 'INBOX', 724894830, 2, 2, 2, 2, 144077, 1);
INSERT INTO mailboxes VALUES (3, 'anna@example.org', '#private', 'Work', 17237734, 0, 0, 0, 0, 0, 1);
INSERT INTO mailboxes VALUES (4, 'anna@example.org', '#private', 'Work.Done', 2814379105, 4, 6, 3, 2, 130, 1);
INSERT INTO mailbox_rights VALUES (4, 'bert@example.org', 'lrs');
INSERT INTO mailbox_keywords VALUES (4, '$Forwarded');
INSERT INTO mailbox_keywords VALUES (4, 'Later');
INSERT INTO mailbox_annotations VALUES (4, '/private/comment', 'done things');
INSERT INTO subscriptions VALUES ('anna@example.org', '#private:anna@example.org:Work.Done');
INSERT INTO messages VALUES (1, 1, 1, 16, '', 59, 54, 1796032800000, 1796032800000, X'01a22be5a5007000b4c59b3110000001', X'01a22be5a5007000b4c59b3110000001', 1, replace(replace('Delivered-To: anna@example.org\r\n', '\r', char(13)), '\n', char(10)), NULL);
INSERT INTO messages VALUES (2, 1, 1, 16, '', 59, 54, 1796032800000, 1796032800000, X'01a22be5a5007000b4c59b3110000001', X'01a22be5a5007000b4c59b3110000001', 1, replace(replace('Delivered-To: bert@example.org\r\n', '\r', char(13)), '\n', char(10)), NULL);
INSERT INTO messages VALUES (2, 2, 2, 16, '', 144018, 18, 1796032800000, 1796032800000, X'01a22be5a5007000b4c59b3110000002', X'01a22be5a5007000b4c59b3110000002', 2, '', NULL);
INSERT INTO messages VALUES (4, 1, 1, 24, replace(replace('$Forwarded\nLater', '\r', char(13)), '\n', char(10)), 78, 61, 1796037835390, 1796037834242, X'01a22c3276027000a1799540f0000001', X'01a22c3276027000a1799540f0000001', 3, '', '["1","~2045/Content-Type","type","text","~2045/Content-Type","subtype","plain","~2045","Content-Transfer-Encoding","7bit","~2045/Content-Type/params","charset","utf-8"]');
INSERT INTO messages VALUES (4, 2, 2, 48, '', 23, 17, 1796037836061, 1796037834242, X'01a22c3276027000a1799540f0000002', X'01a22c3276027000a1799540f0000002', 4, '', '["1","~2045/Content-Type","type","text","~2045/Content-Type","subtype","plain","~2045","Content-Transfer-Encoding","7bit","~2045/Content-Type/params","charset","US-ASCII"]');
INSERT INTO messages VALUES (4, 4, 6, 18, '', 29, 20, 1796037836233, 1796037834242, X'01a22c3276027000a1799540f0000004', X'01a22c3276027000a1799540f0000004', 6, '', '["1","~2045/Content-Type","type","text","~2045/Content-Type","subtype","plain","~2045","Content-Transfer-Encoding","7bit","~2045/Content-Type/params","charset","US-ASCII"]');
INSERT INTO quota_limits VALUES ('global', '', 1000, -1);
INSERT INTO quota_limits VALUES ('domain', 'example.org', NULL, 5000000);
INSERT INTO quota_limits VALUES ('user', '#private&anna@example.org', 50, NULL);
INSERT INTO maildrop_locks VALUES (1, 'a node that is gone', 1);
INSERT INTO pins VALUES ('sha256/+bCb69DKID3HzuPT/0rFPK4+0QTccye0CB5cBFt26ng=', 'branch', 'retiring', '2026-12-31', 'both', 'mx.branch.example mx2.branch.example', 'call Hanako', '@branch.example boss@head.example', 'example.org', 100, 3600, 5000000, 1796032800000, NULL, NULL);
INSERT INTO pins VALUES ('sha256/gdQQ3QBqvr1W3KJNPbjhcVxuiCPVI6EA0ih9eIFDF+s=', 'branch', 'active', NULL, 'both', 'mx.branch.example mx2.branch.example', '', '@branch.example boss@head.example', 'example.org', 100, 3600, 5000000, 1796032800000, 1796032800000, 1796032800000);
INSERT INTO pins VALUES ('sha256/ullhjiYiGkIATk9gBnVz2WUt4bL8jBpav13aXl6YVZ0=', 'bank', 'retiring', NULL, 'outgoing', 'mx.bank.example', '', '', '', NULL, NULL, NULL, 1796032800000, NULL, NULL);
INSERT INTO pins VALUES ('sha256/4aL4K8QdiH61hnyiuSlVZ4QmBTW2TSMfA5ebYmWvvsI=', 'bank', 'active', NULL, 'outgoing', 'mx.bank.example', '', '', '', NULL, NULL, NULL, 1796032800000, NULL, NULL);
INSERT INTO pins VALUES ('sha256/6aA7HuZCQCCDlPYwJ1W6qs/mBTB5xohGYdCLcwJYuhw=', 'scanner', 'active', NULL, 'incoming', '', 'floor 4', '@branch.example boss@head.example', 'example.org', 100, 3600, 5000000, 1796032800000, NULL, NULL);
INSERT INTO pins VALUES ('sha256/YV9uVx025C3YBz0IDDaznxpm6/mCI91C7kk95umtciE=', 'former', 'revoked', NULL, 'both', 'mx.former.example', '', '', '', NULL, NULL, NULL, 1796032800000, NULL, NULL);
INSERT INTO pins VALUES ('sha256/N+fJehGiBUSDNZ5G8k6tmnZyML1bgUIw8jgx34iNWBw=', 'coming', 'next', NULL, 'both', 'mx.coming.example', '', '', '', NULL, NULL, NULL, 1796032800000, NULL, NULL);
INSERT INTO pin_history VALUES (1, 'sha256/+bCb69DKID3HzuPT/0rFPK4+0QTccye0CB5cBFt26ng=', 'branch', 1796032800000, 'anna', 'add', '', 'active', 'rotation');
INSERT INTO pin_history VALUES (2, 'sha256/gdQQ3QBqvr1W3KJNPbjhcVxuiCPVI6EA0ih9eIFDF+s=', 'branch', 1796032800000, 'anna', 'add', '', 'next', 'rotation');
INSERT INTO pin_history VALUES (3, 'sha256/gdQQ3QBqvr1W3KJNPbjhcVxuiCPVI6EA0ih9eIFDF+s=', 'branch', 1796032800000, 'node 1', 'seen', 'next', 'active', 'its key was seen');
INSERT INTO pin_history VALUES (4, 'sha256/+bCb69DKID3HzuPT/0rFPK4+0QTccye0CB5cBFt26ng=', 'branch', 1796032800000, 'node 1', 'supersede', 'active', 'retiring', 'its key was seen');
INSERT INTO pin_history VALUES (5, 'sha256/+bCb69DKID3HzuPT/0rFPK4+0QTccye0CB5cBFt26ng=', 'branch', 1796032800000, 'anna', 'retire', 'retiring', 'retiring until 2026-12-31', 'rotation');
INSERT INTO pin_history VALUES (6, 'sha256/ullhjiYiGkIATk9gBnVz2WUt4bL8jBpav13aXl6YVZ0=', 'bank', 1796032800000, 'anna', 'add', '', 'active', 'rotation');
INSERT INTO pin_history VALUES (7, 'sha256/4aL4K8QdiH61hnyiuSlVZ4QmBTW2TSMfA5ebYmWvvsI=', 'bank', 1796032800000, 'anna', 'add', '', 'next', 'rotation');
INSERT INTO pin_history VALUES (8, 'sha256/4aL4K8QdiH61hnyiuSlVZ4QmBTW2TSMfA5ebYmWvvsI=', 'bank', 1796032800000, 'anna', 'promote', 'next', 'active', 'rotation');
INSERT INTO pin_history VALUES (9, 'sha256/ullhjiYiGkIATk9gBnVz2WUt4bL8jBpav13aXl6YVZ0=', 'bank', 1796032800000, 'anna', 'supersede', 'active', 'retiring', 'rotation');
INSERT INTO pin_history VALUES (10, 'sha256/6aA7HuZCQCCDlPYwJ1W6qs/mBTB5xohGYdCLcwJYuhw=', 'scanner', 1796032800000, 'anna', 'add', '', 'active', 'rotation');
INSERT INTO pin_history VALUES (11, 'sha256/6aA7HuZCQCCDlPYwJ1W6qs/mBTB5xohGYdCLcwJYuhw=', 'scanner', 1796032800000, 'anna', 'change', 'senders @branch.example boss@head.example; recipients in example.org; rate 100/h; at most 5000000 octets; note floor 3', 'senders @branch.example boss@head.example; recipients in example.org; rate 100/h; at most 5000000 octets; note floor 4', 'rotation');
INSERT INTO pin_history VALUES (12, 'sha256/YV9uVx025C3YBz0IDDaznxpm6/mCI91C7kk95umtciE=', 'former', 1796032800000, 'anna', 'add', '', 'active', 'rotation');
INSERT INTO pin_history VALUES (13, 'sha256/YV9uVx025C3YBz0IDDaznxpm6/mCI91C7kk95umtciE=', 'former', 1796032800000, 'anna', 'revoke', 'active', 'revoked', 'rotation');
INSERT INTO pin_history VALUES (14, 'sha256/N+fJehGiBUSDNZ5G8k6tmnZyML1bgUIw8jgx34iNWBw=', 'coming', 1796032800000, 'anna', 'add', '', 'next', 'rotation');
INSERT INTO pin_version VALUES (1, 12);
INSERT INTO outgoing_nodes VALUES ('5cb2df96-f91e-409e-8296-94698494ba85', 1796037897108);
INSERT INTO outgoing_keys VALUES ('out-blocked', 'blocked@mx.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-deferred', 'deferred@slow.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-forwarded-1', 'a@far.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-forwarded-2', 'a@far.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-forwarded-3', 'a@far.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-from-nobody', 'nobody@far.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-held-pinned', 'held@bank.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-held-tls', 'held@verified.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-new', 'new@far.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-new', 'plain@far.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-parts', 'done@one.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-parts', 'later@two.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-parts', 'never@three.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-returned', 'returned@far.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-stopped', 'stopped@far.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-taken', 'taken@taken.example', 1796032800000);
INSERT INTO outgoing_keys VALUES ('out-taken-stopping', 'stopping@taken.example', 1796032800000);
INSERT INTO outgoing_messages VALUES (1, 'out-forwarded-1', 'SRS0=ANYA3HK2=JT=elsewhere.example=friend@example.org', 'HDRS', 'QQ+15', 1796032800000, 1796464800000, 13);
INSERT INTO outgoing_messages VALUES (2, 'out-forwarded-2', 'SRS0=OAFQPYFF=JT=elsewhere.example=friend@example.org', 'HDRS', 'QQ+15', 1796032800000, 1796464800000, 14);
INSERT INTO outgoing_messages VALUES (3, 'out-forwarded-3', 'SRSK=LY5ZMZQIAIMJDGDQRB7NUG5E@example.org', 'HDRS', 'QQ+15', 1796032800000, 1796464800000, 15);
INSERT INTO outgoing_messages VALUES (4, 'out-new', 'anna@example.org', 'HDRS', 'QQ+7', 1796032800000, 1796464800000, 16);
INSERT INTO outgoing_messages VALUES (5, 'out-parts', 'anna@example.org', 'HDRS', 'QQ+9', 1796032800000, 1796464800000, 17);
INSERT INTO outgoing_messages VALUES (6, 'out-deferred', 'anna@example.org', 'HDRS', 'QQ+12', 1796032800000, 1796464800000, 18);
INSERT INTO outgoing_messages VALUES (7, 'out-blocked', 'anna@example.org', 'HDRS', 'QQ+11', 1796032800000, 1796464800000, 19);
INSERT INTO outgoing_messages VALUES (8, 'out-held-pinned', 'anna@example.org', 'HDRS', 'QQ+15', 1796032800000, 1796464800000, 20);
INSERT INTO outgoing_messages VALUES (9, 'out-held-tls', 'anna@example.org', 'HDRS', 'QQ+12', 1796032800000, 1796464800000, 21);
INSERT INTO outgoing_messages VALUES (10, 'out-stopped', 'anna@example.org', 'HDRS', 'QQ+11', 1796032800000, 1796464800000, 22);
INSERT INTO outgoing_messages VALUES (11, 'out-returned', 'anna@example.org', 'HDRS', 'QQ+12', 1796032800000, 1796464800000, 23);
INSERT INTO outgoing_messages VALUES (12, 'out-from-nobody', NULL, 'HDRS', 'QQ+15', 1796032800000, 1796464800000, 24);
INSERT INTO outgoing_messages VALUES (13, 'out-taken', 'anna@example.org', 'HDRS', 'QQ+9', 1796032800000, 1796464800000, 25);
INSERT INTO outgoing_messages VALUES (14, 'out-taken-stopping', 'anna@example.org', 'HDRS', 'QQ+18', 1796032800000, 1796464800000, 26);
INSERT INTO outgoing_recipients VALUES (1, 1, 'a@far.example', 'SUCCESS,FAILURE', 'rfc822;a@far.example', 'default', 'far.example', 0, 0, 1796032800000, 0, 0, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (2, 2, 'a@far.example', 'SUCCESS,FAILURE', 'rfc822;a@far.example', 'default', 'far.example', 0, 0, 1796032800000, 0, 0, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (3, 3, 'a@far.example', 'SUCCESS,FAILURE', 'rfc822;a@far.example', 'default', 'far.example', 0, 0, 1796032800000, 0, 0, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (4, 4, 'new@far.example', 'SUCCESS,FAILURE', 'rfc822;new@far.example', 'default', 'far.example', 0, 0, 1796032800000, 0, 0, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (5, 4, 'plain@far.example', NULL, NULL, 'default', 'far.example', 0, 0, 1796032800000, 0, 0, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (6, 5, 'done@one.example', 'SUCCESS,FAILURE', 'rfc822;done@one.example', 'default', 'one.example', 4, 1, 1796032800000, 0, 0, NULL, 'mx.one.example', '250 2.0.0 taken as 4711', NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (7, 5, 'later@two.example', 'SUCCESS,FAILURE', 'rfc822;later@two.example', 'default', 'two.example', 0, 1, 1796033700000, 0, 0, NULL, 'mx.two.example', '451 4.3.0 come again', NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (8, 5, 'never@three.example', 'SUCCESS,FAILURE', 'rfc822;never@three.example', 'default', 'three.example', 5, 1, 1796032800000, 0, 0, NULL, 'mx.three.example', '550 5.1.1 no such user', NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (9, 6, 'deferred@slow.example', 'SUCCESS,FAILURE', 'rfc822;deferred@slow.example', 'default', 'slow.example', 0, 7, 1796047200000, 1, 0, NULL, 'mx.slow.example', 'the server did not answer', NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (10, 7, 'blocked@mx.example', 'SUCCESS,FAILURE', 'rfc822;blocked@mx.example', 'default', 'mx.example', 0, 2, 1796036400000, 0, 0, NULL, 'mx.example', 'no server; outbound port 25 appears blocked; a smarthost route is what is needed', NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (11, 8, 'held@bank.example', 'SUCCESS,FAILURE', 'rfc822;held@bank.example', 'bank', 'bank.example', 1, 1, 1796036400000, 0, 0, NULL, 'mx.bank.example', '4.7.5 another key', 'sha256/feKWYGDZDwAsqP9/O6u/P3obgulslAQFqC25FEpT0gI=', 'sha256/ullhjiYiGkIATk9gBnVz2WUt4bL8jBpav13aXl6YVZ0= sha256/4aL4K8QdiH61hnyiuSlVZ4QmBTW2TSMfA5ebYmWvvsI=', 0);
INSERT INTO outgoing_recipients VALUES (12, 9, 'held@verified.example', 'SUCCESS,FAILURE', 'rfc822;held@verified.example', 'verified', 'verified.example', 1, 1, 1796036400000, 1, 0, NULL, 'mx.verified.example', '4.7.5 the certificate is of another name', NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (13, 10, 'stopped@far.example', 'SUCCESS,FAILURE', 'rfc822;stopped@far.example', 'default', 'far.example', 3, 0, 1796032800000, 0, 0, NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO outgoing_recipients VALUES (14, 11, 'returned@far.example', 'SUCCESS,FAILURE', 'rfc822;returned@far.example', 'default', 'far.example', 0, 0, 1796032800000, 0, 1, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (15, 12, 'nobody@far.example', 'SUCCESS,FAILURE', 'rfc822;nobody@far.example', 'default', 'far.example', 0, 0, 1796032800000, 0, 0, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (16, 13, 'taken@taken.example', 'SUCCESS,FAILURE', 'rfc822;taken@taken.example', 'default', 'taken.example', 2, 0, 1796032800000, 0, 0, '5cb2df96-f91e-409e-8296-94698494ba85', NULL, NULL, NULL, NULL, 0);
INSERT INTO outgoing_recipients VALUES (17, 14, 'stopping@taken.example', 'SUCCESS,FAILURE', 'rfc822;stopping@taken.example', 'default', 'taken.example', 2, 0, 1796032800000, 0, 0, '5cb2df96-f91e-409e-8296-94698494ba85', NULL, NULL, NULL, NULL, 1);
INSERT INTO sender_grants VALUES ('bert@example.org', '@example.net', 1796037833175);
INSERT INTO sender_secrets VALUES (1, 'rD2UO0DS9eG2NrNt7Lyrrs+goSROhtImIRmSV+krhUs=', 1796032800000);
INSERT INTO sender_secrets VALUES (2, '/ISQYt0G3g2s41GHNJjNoaagzjjtJbup0U/JMz/Q7TE=', 1796032800000);
INSERT INTO return_paths VALUES ('LY5ZMZQIAIMJDGDQRB7NUG5E', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx@elsewhere.example', 1796032800000);
CREATE UNIQUE INDEX domains_one_default ON domains (is_default) WHERE is_default;
CREATE INDEX users_by_domain ON users (domain);
CREATE INDEX rewrites_by_mapping ON rewrites (mapping);
CREATE INDEX delegations_by_delegate ON delegations (delegate);
CREATE INDEX body_releases_by_time ON body_releases (not_before);
CREATE INDEX queue_mails_waiting ON queue_mails (queue, next_delivery, id) WHERE status = 0;
CREATE INDEX queue_mails_ready ON queue_mails (queue, rank, next_delivery, id) WHERE status = 1;
CREATE INDEX queue_mails_taken ON queue_mails (queue, taken_by, id) WHERE status = 2;
CREATE INDEX queue_mails_by_body ON queue_mails (body_id);
CREATE INDEX repository_mails_by_body ON repository_mails (body_id);
CREATE UNIQUE INDEX mailboxes_by_path ON mailboxes (owner, namespace, name);
CREATE INDEX mailbox_rights_by_entry ON mailbox_rights (entry);
CREATE INDEX messages_by_body ON messages (body_id);
CREATE INDEX messages_by_message_id ON messages (message_id);
CREATE INDEX messages_deleted ON messages (mailbox_id, uid) WHERE (flags & 2) <> 0;
CREATE INDEX pins_by_peer ON pins (peer);
CREATE INDEX pin_history_by_peer ON pin_history (peer, id);
CREATE INDEX pin_history_by_pin ON pin_history (pin, id);
CREATE INDEX outgoing_keys_by_time ON outgoing_keys (kept);
CREATE INDEX outgoing_messages_by_body ON outgoing_messages (body_id);
CREATE INDEX outgoing_recipients_waiting ON outgoing_recipients (next_attempt, id) WHERE status = 0;
CREATE INDEX outgoing_recipients_held ON outgoing_recipients (next_attempt, id) WHERE status = 1;
CREATE INDEX outgoing_recipients_taken ON outgoing_recipients (taken_by, id) WHERE status = 2;
CREATE INDEX outgoing_recipients_by_message ON outgoing_recipients (message_id, id);
CREATE INDEX return_paths_by_made ON return_paths (made);
