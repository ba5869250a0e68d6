-- SPDX-License-Identifier: Apache-2.0
-- What a transaction leaves of itself, so that its end can be found out if COMMIT gets no answer. Its number does not do: a server that has crashed gives
-- numbers out again whose log it had not written yet.
${postgresql}
CREATE TABLE commit_marks (
    mark BIGINT NOT NULL PRIMARY KEY,
    made TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp()
);
