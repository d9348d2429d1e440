-- 0008-places.sql: places that somebody looks at by hand.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Why: a site or chat where we have no account is a source as well.  What is known of it is that somebody looked, and when: each look is a row
-- of its own, so that it can be taken back, and shows what was seen of the place over time.

ALTER TABLE source ADD COLUMN snoozed INTEGER;   -- the next look waits until then

CREATE TABLE source_check (                      -- somebody looked
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  found     INTEGER NOT NULL DEFAULT 0           -- how much was written down of it
) STRICT;
CREATE INDEX source_check_source ON source_check (source_id, at);
