-- SPDX-License-Identifier: Apache-2.0
-- To how many recipients each user has sent, in steps of 5 minutes since 1970. Other times are milliseconds since 1970.
CREATE TABLE sent_recipients (
    user_name ${text} NOT NULL,
    step BIGINT NOT NULL,
    recipients BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    PRIMARY KEY (user_name, step)
) ${clustered};

CREATE INDEX sent_recipients_by_changed ON sent_recipients (changed);

-- Limits that an operator gave one user, in the place of those of the listeners; null where there were some and are no more.
CREATE TABLE user_limits (
    user_name ${text} NOT NULL PRIMARY KEY,
    an_hour INTEGER,
    a_day INTEGER,
    changed BIGINT NOT NULL
) ${clustered};

CREATE INDEX user_limits_by_changed ON user_limits (changed);

-- Users that have reached a limit: when first within its period, until when nothing is accepted, and when the postmaster was told.
CREATE TABLE reached_limits (
    user_name ${text} NOT NULL,
    period ${text} NOT NULL,
    most INTEGER NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL,
    notified BIGINT,
    PRIMARY KEY (user_name, period)
) ${clustered};
