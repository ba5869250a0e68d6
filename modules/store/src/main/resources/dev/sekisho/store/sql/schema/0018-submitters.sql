-- SPDX-License-Identifier: Apache-2.0
-- Who logged in to hand a message over; nobody where no login was needed, and in what was queued before this step.
ALTER TABLE outgoing_messages ADD COLUMN submitter ${text};
