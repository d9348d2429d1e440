-- 0013-sources.sql: who stands on the lists of people that platforms give.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- derived: who stood on the list of a source's people, so that who is missed from a later one has left.
CREATE TABLE roster (
  id          INTEGER PRIMARY KEY,          -- as every table that the whole workspace is taken out by
  source_id   INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  seen        INTEGER NOT NULL,             -- when the reading began that last found them
  missed      INTEGER NOT NULL DEFAULT 0,   -- whole readings since that did not
  gone        INTEGER,                      -- when it was noticed that they had left; NULL: there
  UNIQUE (source_id, identity_id)
) STRICT;
CREATE INDEX roster_identity ON roster (identity_id);

-- derived: when the reading began that members_cursor goes on with; NULL: it does not hold everybody, and says nothing of who left.
ALTER TABLE source ADD COLUMN members_began INTEGER;
