-- 0025-platforms.sql: the lists of people of a source that reads several places.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- derived: as before, and which server or room the list is of; '': the source's one list.
CREATE TABLE roster_new (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  place       TEXT    NOT NULL DEFAULT '',
  seen        INTEGER NOT NULL,
  missed      INTEGER NOT NULL DEFAULT 0,
  gone        INTEGER,
  UNIQUE (source_id, place, identity_id)
) STRICT;
-- Those of several places were one list that told nothing: they are found anew.
INSERT INTO roster_new (source_id, identity_id, seen, missed, gone)
  SELECT r.source_id, r.identity_id, r.seen, r.missed, r.gone FROM roster AS r JOIN source AS s ON s.id = r.source_id
    WHERE s.type NOT IN ('discord', 'matrix') ORDER BY r.source_id, r.identity_id;
DROP TABLE roster;
ALTER TABLE roster_new RENAME TO roster;
CREATE INDEX roster_identity ON roster (identity_id);
