-- 0062-people.sql: an invitation can be withdrawn: who takes part no longer did not always decline.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TABLE project_invitation_new (       -- somebody was asked to take a slot
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  slot_id        INTEGER NOT NULL REFERENCES project_slot (id) ON DELETE CASCADE,
  member_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  state          TEXT NOT NULL DEFAULT 'invited' CHECK (state IN ('invited', 'accepted', 'declined', 'silent', 'withdrawn')),
  at             INTEGER NOT NULL,          -- when they were asked
  answered       INTEGER,
  platform       TEXT,                      -- where
  text           TEXT,                      -- in which words
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,   -- their answer
  note           TEXT,                      -- why they take it no longer
  UNIQUE (slot_id, member_id)
) STRICT;
INSERT INTO project_invitation_new (id, uid, slot_id, member_id, state, at, answered, platform, text, interaction_id, note)
  SELECT id, uid, slot_id, member_id, state, at, answered, platform, text, interaction_id, note FROM project_invitation ORDER BY id;
DROP TABLE project_invitation;
ALTER TABLE project_invitation_new RENAME TO project_invitation;
CREATE INDEX project_invitation_member ON project_invitation (member_id, at DESC);
CREATE INDEX project_invitation_state ON project_invitation (state, at);
CREATE INDEX project_invitation_interaction ON project_invitation (interaction_id) WHERE interaction_id IS NOT NULL;
