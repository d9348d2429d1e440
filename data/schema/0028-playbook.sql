-- 0028-playbook.sql: what has been done of a playbook, message by message; what stands beside a mention follows its author.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TABLE playbook_tick (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  triage_id  INTEGER NOT NULL REFERENCES triage (id) ON DELETE CASCADE,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  step       TEXT NOT NULL,     -- its words: it stays ticked when others are put before it
  at         INTEGER NOT NULL,
  UNIQUE (triage_id, article_id, step)
) STRICT;
CREATE INDEX playbook_tick_article ON playbook_tick (article_id);

-- The mentions of a person: they are judged anew when something is said of that person, and follow when it turns out to be another's.
CREATE INDEX triage_author ON triage (member_id) WHERE member_id IS NOT NULL;
UPDATE triage SET member_id = (SELECT member_id FROM interaction AS i WHERE i.id = interaction_id), judged = min (judged, 1)
 WHERE member_id IS NOT NULL AND member_id IS NOT (SELECT member_id FROM interaction AS i WHERE i.id = interaction_id);
