-- 0021-priority.sql: what comes first in the Inbox, who owns it, and until when it should be answered.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Whose it is: one person at most, NULL is nobody.  Handed over: with a day and words.
ALTER TABLE triage ADD COLUMN owner_id INTEGER REFERENCES member (id) ON DELETE SET NULL;
ALTER TABLE triage ADD COLUMN owner_due INTEGER;
ALTER TABLE triage ADD COLUMN owner_note TEXT;

-- derived, by analysis/veche-triage.c while the program rests.  Priority at a moment = points + a share for waiting, which follows from began and
-- target at that moment: nothing has to be written while time goes by.
ALTER TABLE triage ADD COLUMN mood TEXT NOT NULL DEFAULT '' CHECK (mood IN ('', 'negative', 'neutral', 'positive'));
ALTER TABLE triage ADD COLUMN kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'question', 'complaint', 'praise', 'idea', 'spam', 'talk'));
ALTER TABLE triage ADD COLUMN points INTEGER NOT NULL DEFAULT 0;   -- the part of the sum that stands still
ALTER TABLE triage ADD COLUMN began INTEGER NOT NULL DEFAULT 0;    -- seconds of open hours at which its clock began: pauses have moved it on
ALTER TABLE triage ADD COLUMN target INTEGER NOT NULL DEFAULT 0;   -- seconds of open hours that an answer may take; 0: no clock runs
ALTER TABLE triage ADD COLUMN answer_by INTEGER;                   -- the moment at which these are over
ALTER TABLE triage ADD COLUMN author INTEGER NOT NULL DEFAULT 0;   -- what is known of them: VecheAuthorSigns
ALTER TABLE triage ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;  -- negative messages of theirs in the 90 days before it
ALTER TABLE triage ADD COLUMN heat INTEGER NOT NULL DEFAULT 0;     -- tenths of a standard deviation by which its thread grows faster than usual
ALTER TABLE triage ADD COLUMN channel_id INTEGER;                  -- where it was said, so that filters need not read the message
ALTER TABLE triage ADD COLUMN member_id INTEGER;                   -- who said it: for counting what else they said
ALTER TABLE triage ADD COLUMN judged INTEGER NOT NULL DEFAULT 0;   -- 0: its words are to be read, 1: its sum is to be made, 2: done

-- Lists and counts of what is not done read this alone, never the rows and never a text.
CREATE INDEX triage_waiting ON triage (state, snoozed_until, at, points, began, target, answered, mood, kind, author, owner_id, answer_by, reason, seen,
                                       channel_id, interaction_id)
  WHERE state <> 'done';
CREATE INDEX triage_due ON triage (judged, at) WHERE judged < 2;
CREATE INDEX triage_owner ON triage (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX triage_negative ON triage (member_id, at) WHERE mood = 'negative';
CREATE INDEX triage_answered ON triage (answered, at, kind, interaction_id) WHERE answered IS NOT NULL;
CREATE INDEX triage_hot ON triage (heat) WHERE heat <> 0;

CREATE TABLE reply_target (                 -- how long an answer may take
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  kind      TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'question', 'complaint', 'praise', 'idea', 'spam', 'talk')),   -- '': all others
  source_id INTEGER REFERENCES source (id) ON DELETE CASCADE,   -- NULL: all others
  minutes   INTEGER NOT NULL                -- of open hours; 0: no clock runs
) STRICT;
CREATE INDEX reply_target_source ON reply_target (source_id);

CREATE TABLE holiday (                      -- a day on which nobody answers
  id   INTEGER PRIMARY KEY,
  uid  TEXT NOT NULL UNIQUE,
  day  TEXT NOT NULL,                       -- '2027-01-01'
  name TEXT
) STRICT;

CREATE TABLE inbox_setting (                -- 'hours', 'weight:…': what a person set, so that it can be undone
  id    INTEGER PRIMARY KEY,
  uid   TEXT NOT NULL UNIQUE,
  name  TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE inbox_view (                   -- a filter of the Inbox that was saved
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  query    TEXT NOT NULL,                   -- JSON, model/veche-inbox-view.h
  position INTEGER NOT NULL DEFAULT 0,
  created  INTEGER NOT NULL
) STRICT;
