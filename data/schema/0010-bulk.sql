-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A row that comes or goes whole leaves one line in the journal, not one for each of its fields: field is '', and what stood in its fields is a
-- JSON object in after or before.  Lines of older versions (1 there, and a line a field) stay as they are.  This view tells both the same way,
-- one line a field.

CREATE VIEW journal_line AS
  SELECT id, gesture_id, object, object_uid, field, before, after FROM journal
  UNION ALL
  SELECT j.id, j.gesture_id, j.object, j.object_uid, v.key, NULL, v.value FROM journal AS j CROSS JOIN json_each (j.after) AS v
   WHERE j.field = '' AND typeof (j.after) = 'text'
  UNION ALL
  SELECT j.id, j.gesture_id, j.object, j.object_uid, v.key, v.value, NULL FROM journal AS j CROSS JOIN json_each (j.before) AS v
   WHERE j.field = '' AND typeof (j.before) = 'text';

-- An undo of many changes is done in pieces: it has taken back what the gesture wrote from this line of the journal on.  NULL: it is done.
ALTER TABLE gesture ADD COLUMN reached INTEGER;
CREATE INDEX gesture_reached ON gesture (id) WHERE reached IS NOT NULL;
