-- 0027-sending.sql: what a reply is sent with, and how a mention was closed.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TABLE closing (                      -- a mention that was not answered where it was asked: how it ended, and why
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  triage_id INTEGER NOT NULL REFERENCES triage (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  how       TEXT NOT NULL CHECK (how IN ('elsewhere', 'needless', 'repeated', 'spam', 'other')),
  place     TEXT NOT NULL DEFAULT '' CHECK (place IN ('', 'direct', 'email', 'call', 'meeting', 'other')),   -- of 'elsewhere'
  reason    TEXT NOT NULL DEFAULT '' CHECK (reason IN ('', 'private', 'long', 'asked', 'heated', 'person')), -- of 'elsewhere'
  words     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX closing_triage ON closing (triage_id);

-- What is in a file stands in attachment_part, once.
CREATE TABLE draft_file (                   -- with the draft: not a gesture
  id             INTEGER PRIMARY KEY,
  interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
  name           TEXT NOT NULL,
  type           TEXT NOT NULL,             -- 'image/png'
  size           INTEGER NOT NULL,
  hash           TEXT NOT NULL,
  alt            TEXT NOT NULL DEFAULT '',  -- what is to be seen in it, for who can't
  position       INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_file_interaction ON draft_file (interaction_id, position);
CREATE INDEX draft_file_hash ON draft_file (hash);

CREATE TABLE outbox_file (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  name      TEXT NOT NULL,
  type      TEXT NOT NULL,
  size      INTEGER NOT NULL,
  hash      TEXT NOT NULL,
  alt       TEXT NOT NULL DEFAULT '',
  position  INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_file_outbox ON outbox_file (outbox_id, position);
CREATE INDEX outbox_file_hash ON outbox_file (hash);
