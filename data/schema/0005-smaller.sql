-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A smaller file.  Nearly every interaction comes from outside, and nothing ever asks for it by its uid: 36 letters and their place in an
-- index were a fifth of a big workspace.  Now a row has a uid of its own only if a person made it, or the journal already speaks of it;
-- the others derive theirs from their time and id, in the same form.  Look one up as veche_db_id_for_uid() does, never by uid alone.

CREATE TABLE interaction_new (              -- everything on a timeline, one row each
  id          INTEGER PRIMARY KEY,
  own_uid     TEXT,                         -- NULL: from outside
  kind        TEXT NOT NULL,                -- message post reply comment reaction join leave | call dm email meeting note attendance | service
  at          INTEGER NOT NULL,
  channel_id  INTEGER REFERENCES channel (id) ON DELETE SET NULL,   -- NULL: logged by hand
  remote_id   TEXT,                         -- unique in its channel
  identity_id INTEGER REFERENCES identity (id) ON DELETE SET NULL,  -- the author's account
  member_id   INTEGER REFERENCES member (id) ON DELETE SET NULL,    -- the author; for a log by hand, the person it was with
  direction   TEXT NOT NULL DEFAULT 'in' CHECK (direction IN ('in', 'out')),  -- out: said by us
  reply_to    TEXT,                         -- remote id of what it answers, in the same channel
  reply_to_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  thread      TEXT,                         -- the platform's own thread id, when it has one
  text        TEXT,
  url         TEXT,
  edited      INTEGER,                      -- when it was last changed there
  deleted     INTEGER,                      -- when we learnt that it is gone there; the text stays
  meta        TEXT,                         -- JSON: media, reactions, forward, poll …
  batch_id    INTEGER REFERENCES batch (id),
  -- UUIDv8: milliseconds, the rest of the microseconds, id; veche_functions.c reads the id back
  uid         TEXT GENERATED ALWAYS AS (ifnull (own_uid, printf ('%08x-%04x-8%03x-8000-%012x', (at / 1000 >> 16) & 4294967295,
                                        (at / 1000) & 65535, abs (at % 1000), id))) VIRTUAL,
  UNIQUE (channel_id, remote_id)
) STRICT;

INSERT INTO interaction_new (id, own_uid, kind, at, channel_id, remote_id, identity_id, member_id, direction, reply_to, reply_to_id, thread, text,
                             url, edited, deleted, meta, batch_id)
  SELECT id, iif (batch_id IS NULL OR uid IN (SELECT object_uid FROM journal WHERE object = 'interaction'
                                              UNION SELECT before FROM journal WHERE field IN ('interaction_id', 'reply_to_id', 'answer_id')
                                              UNION SELECT after FROM journal WHERE field IN ('interaction_id', 'reply_to_id', 'answer_id')), uid, NULL),
         kind, at, channel_id, remote_id, identity_id, member_id, direction, reply_to, reply_to_id, thread, text, url, edited, deleted, meta, batch_id
    FROM interaction ORDER BY id;
DROP TABLE interaction;
ALTER TABLE interaction_new RENAME TO interaction;

-- The row's id stands at the end of every entry anyway.
CREATE UNIQUE INDEX interaction_uid ON interaction (own_uid) WHERE own_uid IS NOT NULL;
CREATE INDEX interaction_member ON interaction (member_id, at) WHERE member_id IS NOT NULL;
CREATE INDEX interaction_channel ON interaction (channel_id, at);
CREATE INDEX interaction_reply ON interaction (reply_to_id) WHERE reply_to_id IS NOT NULL;
CREATE INDEX interaction_orphan ON interaction (channel_id, reply_to) WHERE reply_to IS NOT NULL AND reply_to_id IS NULL;
CREATE INDEX interaction_identity ON interaction (identity_id) WHERE identity_id IS NOT NULL;
CREATE INDEX interaction_thread ON interaction (channel_id, thread, at) WHERE thread IS NOT NULL;
CREATE INDEX interaction_by_batch ON interaction (batch_id) WHERE batch_id IS NOT NULL;
