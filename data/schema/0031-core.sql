-- 0031-core.sql: what rules did, each act a row of its own; what is open and what may be taken back, found at once.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Points added to the priority of a mention.  Those that older rules added are one number, triage.boost, and count as before.
CREATE TABLE triage_boost (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  triage_id INTEGER NOT NULL REFERENCES triage (id) ON DELETE CASCADE,
  points    INTEGER NOT NULL
) STRICT;
CREATE INDEX triage_boost_triage ON triage_boost (triage_id);

-- What is not done is put in doubt piece by piece, in the order of the ids.
CREATE INDEX triage_open ON triage (id) WHERE state <> 'done';
-- Ctrl+Z is the person's: however much rules did since, it finds the person's last act at once.
CREATE INDEX gesture_own ON gesture (id) WHERE undoes IS NULL AND actor NOT GLOB 'rule:*';
