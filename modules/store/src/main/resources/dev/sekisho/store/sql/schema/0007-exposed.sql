-- SPDX-License-Identifier: Apache-2.0
-- When the user's password was sent in cleartext, where somebody may have read it; null if it was not since it was last changed.
ALTER TABLE users ADD COLUMN exposed BIGINT;
