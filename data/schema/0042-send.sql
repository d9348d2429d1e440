-- 0042-send.sql: what was typed always stands somewhere: in the outbox, where it was sent, or in the draft.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Derived.  Where words and files are messages of their own, some arrive and others do not: what stands there is never sent again.
ALTER TABLE outbox ADD COLUMN words_sent INTEGER;
ALTER TABLE outbox_file ADD COLUMN sent INTEGER;

-- A reply that goes without having left (undo, withdrawal, its source is removed) is a draft again, before what was begun meanwhile.
CREATE TRIGGER outbox_back BEFORE DELETE ON outbox WHEN old.sent IS NULL AND old.action IS NULL
BEGIN
  INSERT INTO draft (interaction_id, text, at)
    SELECT i.id, old.text, old.at FROM interaction AS i WHERE i.id = old.interaction_id AND old.text <> '' AND old.words_sent IS NULL
    ON CONFLICT (interaction_id) DO UPDATE SET text = excluded.text || char (10, 10) || draft.text, at = excluded.at WHERE draft.text <> excluded.text;
  INSERT INTO draft_file (interaction_id, name, type, size, hash, alt, position)
    SELECT i.id, f.name, f.type, f.size, f.hash, f.alt,
           f.position + coalesce ((SELECT max (d.position) + 1 FROM draft_file AS d WHERE d.interaction_id = i.id), 0)
      FROM interaction AS i JOIN outbox_file AS f ON f.outbox_id = old.id WHERE i.id = old.interaction_id AND f.sent IS NULL ORDER BY f.position;
END;
-- Undo takes its files out first.
CREATE TRIGGER outbox_file_back BEFORE DELETE ON outbox_file WHEN old.sent IS NULL
BEGIN
  INSERT INTO draft_file (interaction_id, name, type, size, hash, alt, position)
    SELECT o.interaction_id, old.name, old.type, old.size, old.hash, old.alt, old.position
      FROM outbox AS o JOIN interaction AS i ON i.id = o.interaction_id WHERE o.id = old.outbox_id AND o.sent IS NULL;
END;

-- Done again, it is no draft any more.
CREATE TRIGGER outbox_again AFTER INSERT ON outbox WHEN new.state = 'queued' AND new.action IS NULL AND new.text <> ''
BEGIN
  DELETE FROM draft WHERE interaction_id = new.interaction_id AND text = new.text;
  UPDATE draft SET text = substr (text, length (new.text) + 3)
    WHERE interaction_id = new.interaction_id AND substr (text, 1, length (new.text) + 2) = new.text || char (10, 10);
END;
CREATE TRIGGER outbox_file_again AFTER INSERT ON outbox_file
BEGIN
  DELETE FROM draft_file WHERE hash = new.hash AND name = new.name AND interaction_id = (SELECT o.interaction_id FROM outbox AS o WHERE o.id = new.outbox_id);
END;
