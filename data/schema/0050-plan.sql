-- 0050-plan.sql: what a retrospective drops, and ties by having been at the same event.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

ALTER TABLE project ADD COLUMN drop_next TEXT;   -- retrospective: what the next quarter leaves out

-- derived: who was at an event that is over, as it was put into tie, so that it can be taken out of there again.  Without a reference to the event: what
-- an event that goes has given is taken back after it went.
CREATE TABLE event_tie (
  event_id  INTEGER NOT NULL,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  weight    REAL NOT NULL,                       -- of each pair of them
  at        INTEGER NOT NULL,
  PRIMARY KEY (event_id, member_id)
) STRICT;
CREATE INDEX event_tie_member ON event_tie (member_id);
