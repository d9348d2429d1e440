-- 0004-platforms.sql: what each platform's connector asks for, and what it found out about its place.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Why: five or more platforms differ in what their setup asks (chats, categories, a login) and in what a program may see there; a setting each
-- would be a column each, so they are one object that only the connector reads.  What can't be seen is told in words, so it is kept by code.

ALTER TABLE source ADD COLUMN settings TEXT;                        -- JSON object of texts and lists of texts
ALTER TABLE source ADD COLUMN quiet_from INTEGER;                   -- minutes after local midnight: no runs from here …
ALTER TABLE source ADD COLUMN quiet_to INTEGER;                     -- … to here; NULL: none
ALTER TABLE source ADD COLUMN metered INTEGER NOT NULL DEFAULT 0;   -- runs on a metered network too
-- derived
ALTER TABLE source ADD COLUMN place TEXT;                           -- what the place calls itself
ALTER TABLE source ADD COLUMN max_length INTEGER NOT NULL DEFAULT 0;-- of a reply there; 0: as the platform's usual
ALTER TABLE source ADD COLUMN described INTEGER;                    -- when it was last asked what can be seen
ALTER TABLE source ADD COLUMN rate_limit INTEGER;                   -- requests, as its answers say; NULL: they do not
ALTER TABLE source ADD COLUMN rate_remaining INTEGER;
ALTER TABLE source ADD COLUMN rate_reset INTEGER;

CREATE TABLE source_notice (                -- derived: what can't be seen or done there
  id        INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  code      TEXT NOT NULL,                  -- 'privacy-mode', 'encrypted-room' …
  about     TEXT NOT NULL DEFAULT '',       -- of which chat, room, right
  seen      INTEGER NOT NULL,
  UNIQUE (source_id, code, about)
) STRICT;

-- derived: an earlier attempt may have arrived, so it is looked for before it is sent again
ALTER TABLE outbox ADD COLUMN maybe_sent INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET maybe_sent = 1 WHERE attempts > 0 AND state <> 'sent';
