-- SPDX-License-Identifier: Apache-2.0
-- 1 where the operator wants to hold what a node is at: it is held then, if it is not delivered. Of no meaning while status is not 2.
ALTER TABLE outgoing_recipients ADD COLUMN stopping SMALLINT NOT NULL DEFAULT 0;
