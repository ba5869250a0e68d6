-- SPDX-License-Identifier: Apache-2.0
-- What a row of passwords is, as StoredHash.Kind has it: 0 a hash of another system or one that cannot be read, 1 a hash of this server with
-- keys for SCRAM, 2 a secret for mechanisms that need one in the clear, 3 the key of a device.
ALTER TABLE passwords ADD COLUMN kind SMALLINT NOT NULL DEFAULT 0;

UPDATE passwords SET kind = 1 WHERE hash LIKE 'SCRAM-SHA-256$%';

-- A key is of one account.
CREATE UNIQUE INDEX passwords_by_device_key ON passwords (hash) WHERE kind = 3;
