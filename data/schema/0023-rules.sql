-- 0023-rules.sql: labels, rules, promises, and what was saved out of the Inbox.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TABLE label (                        -- of mentions; people have tags
  id     INTEGER PRIMARY KEY,
  uid    TEXT NOT NULL UNIQUE,
  name   TEXT NOT NULL UNIQUE,
  colour TEXT NOT NULL DEFAULT 'blue'
           CHECK (colour IN ('blue', 'green', 'yellow', 'orange', 'red', 'purple', 'brown', 'grey'))
) STRICT;

CREATE TABLE triage_label (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  triage_id INTEGER NOT NULL REFERENCES triage (id) ON DELETE CASCADE,
  label_id  INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
  UNIQUE (triage_id, label_id)
) STRICT;
CREATE INDEX triage_label_label ON triage_label (label_id, triage_id);

CREATE TABLE rule (
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL UNIQUE,
  body     TEXT NOT NULL,                   -- conditions and acts as JSON: model/veche-rule.h
  active   INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0,      -- they are asked in this order
  created  INTEGER NOT NULL
) STRICT;

-- derived: which rule did what to which mention.  The act itself is a gesture of the journal, whose actor is "rule:" and the rule's name, so that
-- it can be undone like any other; this says where, and that it is never done twice.
CREATE TABLE rule_act (
  id         INTEGER PRIMARY KEY,
  rule_uid   TEXT NOT NULL,                 -- its rule may be gone
  rule_name  TEXT NOT NULL,
  triage_id  INTEGER NOT NULL REFERENCES triage (id) ON DELETE CASCADE,
  gesture_id INTEGER NOT NULL REFERENCES gesture (id),
  at         INTEGER NOT NULL,
  did        TEXT NOT NULL,                 -- the acts as JSON, as they stood in the rule
  UNIQUE (rule_uid, triage_id)
) STRICT;
CREATE INDEX rule_act_triage ON rule_act (triage_id);
CREATE INDEX rule_act_at ON rule_act (rule_uid, at);

CREATE TABLE promise (                      -- made by us
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  member_id      INTEGER REFERENCES member (id) ON DELETE SET NULL,
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,   -- the message we answered with it
  text           TEXT NOT NULL,
  made           INTEGER NOT NULL,
  due            INTEGER NOT NULL,
  kept           INTEGER                    -- NULL: open
) STRICT;
CREATE INDEX promise_open ON promise (due) WHERE kept IS NULL;
CREATE INDEX promise_member ON promise (member_id, due) WHERE member_id IS NOT NULL;
CREATE INDEX promise_interaction ON promise (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE TABLE finding (                      -- saved out of the Inbox, to be followed
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  kind           TEXT NOT NULL CHECK (kind IN ('feedback', 'faq', 'case')),
  title          TEXT NOT NULL,
  text           TEXT,                      -- the quoted words
  member_id      INTEGER REFERENCES member (id) ON DELETE SET NULL,
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  at             INTEGER NOT NULL,
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done'))
) STRICT;
CREATE INDEX finding_state ON finding (kind, state, at DESC);
CREATE INDEX finding_member ON finding (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX finding_interaction ON finding (interaction_id) WHERE interaction_id IS NOT NULL;

ALTER TABLE triage ADD COLUMN boost INTEGER NOT NULL DEFAULT 0;   -- points that a rule or a person adds to its priority

-- derived: 0 has just come, the rules are to look at it; 1 only its noise is to be judged; 2 both is done
ALTER TABLE triage ADD COLUMN ruled INTEGER NOT NULL DEFAULT 0;
-- derived: says nothing that wants an answer: nick of analysis/veche-noise.h; NULL: no noise
ALTER TABLE triage ADD COLUMN noise TEXT;
UPDATE triage SET ruled = 1;                -- no rule is on yet, and what is old stays as it was left
CREATE INDEX triage_unruled ON triage (id) WHERE ruled < 2;
CREATE INDEX triage_noise ON triage (state, noise) WHERE noise IS NOT NULL;
