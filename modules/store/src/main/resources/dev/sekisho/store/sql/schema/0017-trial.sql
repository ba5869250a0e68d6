-- What values on trial would have refused, counted, and since when each is on trial. Times are milliseconds since 1970.

-- The sender is <> for the null sender, and empty where there is none; so is the user.
CREATE TABLE trial_findings (
    listener ${text} NOT NULL,
    property ${text} NOT NULL,
    trial_value ${text} NOT NULL,
    reason ${text} NOT NULL,
    client ${text} NOT NULL,
    user_name ${text} NOT NULL,
    sender ${text} NOT NULL,
    recipient ${text} NOT NULL,
    reply ${text} NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    sessions BIGINT NOT NULL,
    PRIMARY KEY (listener, property, trial_value, reason, client, user_name, sender)
) ${clustered};

CREATE INDEX trial_findings_by_last_seen ON trial_findings (last_seen);

-- A value that no server has had on trial for a while is forgotten.
CREATE TABLE trials (
    listener ${text} NOT NULL,
    property ${text} NOT NULL,
    trial_value ${text} NOT NULL,
    begun BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    PRIMARY KEY (listener, property, trial_value)
) ${clustered};
