-- 0060-event.sql: what an event needs before it and leaves behind: programmes in templates, letters to its guests, rewards.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A kind of event brings its programme ("part") and how long it lasts, too.
ALTER TABLE plan_template ADD COLUMN minutes INTEGER;                 -- of an event; NULL: as long as it is
CREATE TABLE plan_template_item_new (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  template_id INTEGER NOT NULL REFERENCES plan_template (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL CHECK (kind IN ('step', 'task', 'slot', 'part')),
  title       TEXT NOT NULL,
  about       TEXT,
  shift       INTEGER,                      -- days from the day, -14: two weeks before; NULL: without a day
  checklist   TEXT,                         -- of a task: one a line
  competency  TEXT,                         -- of a slot: its name, for the competency may not be there yet
  level       INTEGER NOT NULL DEFAULT 0,
  needed      INTEGER NOT NULL DEFAULT 1,
  hours       INTEGER NOT NULL DEFAULT 0,
  position    INTEGER NOT NULL DEFAULT 0,
  minutes     INTEGER NOT NULL DEFAULT 0,   -- of a part of the programme; 0: not said
  form        TEXT                          -- of a part: what event_item.kind says
) STRICT;
INSERT INTO plan_template_item_new (id, uid, template_id, kind, title, about, shift, checklist, competency, level, needed, hours, position)
  SELECT id, uid, template_id, kind, title, about, shift, checklist, competency, level, needed, hours, position FROM plan_template_item ORDER BY id;
DROP TABLE plan_template_item;
ALTER TABLE plan_template_item_new RENAME TO plan_template_item;
CREATE INDEX plan_template_item_template ON plan_template_item (template_id, position);

ALTER TABLE event ADD COLUMN answers TEXT;                            -- address where the answers to the survey are read
ALTER TABLE event_participant ADD COLUMN reward TEXT;                 -- what they get for it
ALTER TABLE event_participant ADD COLUMN rewarded INTEGER;            -- when it was given
ALTER TABLE event_entry ADD COLUMN given INTEGER;                     -- when the prize was given

-- What was put for a guest into the draft of the reply to what they said last: undone, it is taken out of there, as long as nobody changed it.
CREATE TABLE event_letter (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  participant_id INTEGER NOT NULL REFERENCES event_participant (id) ON DELETE CASCADE,
  kind           TEXT NOT NULL CHECK (kind IN ('invitation', 'thanks', 'survey')),
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,   -- NULL: they said nothing that could be answered
  text           TEXT NOT NULL,
  at             INTEGER NOT NULL
) STRICT;
CREATE INDEX event_letter_participant ON event_letter (participant_id, kind);
CREATE INDEX event_letter_interaction ON event_letter (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TRIGGER event_letter_put AFTER INSERT ON event_letter WHEN new.interaction_id IS NOT NULL
BEGIN
  INSERT INTO draft (interaction_id, text, at) VALUES (new.interaction_id, new.text, new.at)
    ON CONFLICT (interaction_id) DO UPDATE SET text = draft.text || char (10, 10) || excluded.text, at = excluded.at WHERE draft.text <> excluded.text;
END;
CREATE TRIGGER event_letter_back BEFORE DELETE ON event_letter WHEN old.interaction_id IS NOT NULL
BEGIN
  DELETE FROM draft WHERE interaction_id = old.interaction_id AND text = old.text;
  UPDATE draft SET text = substr (text, 1, length (text) - length (old.text) - 2)
    WHERE interaction_id = old.interaction_id AND substr (text, -length (old.text) - 2) = char (10, 10) || old.text;
END;
