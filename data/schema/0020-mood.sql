-- 0020-mood.sql: what the manager said about the mood and the kind of a message.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Why: later messages are judged by these, too.  The words are kept with the row, so that nothing is forgotten when a message is edited there or
-- its source is removed.

CREATE TABLE mood_correction (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  text           TEXT NOT NULL,
  mood           TEXT NOT NULL CHECK (mood IN ('negative', 'neutral', 'positive')),
  kind           TEXT NOT NULL CHECK (kind IN ('question', 'complaint', 'praise', 'idea', 'spam', 'talk')),
  at             INTEGER NOT NULL
) STRICT;
CREATE INDEX mood_correction_interaction ON mood_correction (interaction_id) WHERE interaction_id IS NOT NULL;
