-- 0061-kinds.sql: kinds of events that a workspace had before kinds brought a programme and a length get them, once.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

ALTER TABLE plan_template ADD COLUMN behind INTEGER NOT NULL DEFAULT 0;   -- derived: 1 until they came, or somebody made their own
UPDATE plan_template SET behind = 1
  WHERE subject = 'event' AND code IN ('meeting', 'webinar', 'workshop', 'contest') AND minutes IS NULL
    AND NOT EXISTS (SELECT 1 FROM plan_template_item WHERE template_id = plan_template.id AND kind = 'part');
-- Undo takes the parts away, not this: whom they did not please is not given them again.
CREATE TRIGGER plan_template_part AFTER INSERT ON plan_template_item WHEN new.kind = 'part'
BEGIN
  UPDATE plan_template SET behind = 0 WHERE id = new.template_id AND behind = 1;
END;
CREATE TRIGGER plan_template_minutes AFTER UPDATE OF minutes ON plan_template WHEN new.minutes IS NOT NULL AND new.behind = 1
BEGIN
  UPDATE plan_template SET behind = 0 WHERE id = new.id;
END;
