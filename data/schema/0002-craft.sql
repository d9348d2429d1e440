-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The craft of knowing people: one person with many accounts, fields of the manager's own, organisations, consents, segments that
-- stay live, what people offer and need, whom we asked what, and what the program proposes but never does by itself.
--
-- The rules of 0001 hold: rows that a person made carry a uid and go through the journal, "derived" ones do not.

---------------------------------------------------------------------------------------------------------------------------- members

-- A member that was merged into another stays, hidden (archived = 2), with all that was not moved: a split finds it as it was.
ALTER TABLE member ADD COLUMN merged_into_id INTEGER REFERENCES member (id) ON DELETE SET NULL;
ALTER TABLE member ADD COLUMN came_through_id INTEGER REFERENCES member (id) ON DELETE SET NULL;  -- who brought them
ALTER TABLE member ADD COLUMN offers TEXT;                            -- what they can give, in words; needs is its twin
ALTER TABLE member ADD COLUMN leader INTEGER NOT NULL DEFAULT 0;      -- people listen to them
ALTER TABLE member ADD COLUMN reach INTEGER NOT NULL DEFAULT 0;       -- they have an audience of their own
ALTER TABLE member ADD COLUMN watched INTEGER NOT NULL DEFAULT 0;     -- on the manager's watch list
ALTER TABLE member ADD COLUMN preferred_platform TEXT;                -- where to write to them
ALTER TABLE member ADD COLUMN quiet_from TEXT;                        -- 'HH:MM' local: not between these
ALTER TABLE member ADD COLUMN quiet_until TEXT;
CREATE INDEX member_merged ON member (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX member_came_through ON member (came_through_id) WHERE came_through_id IS NOT NULL;
CREATE INDEX member_city ON member (city, stage, archived, last_seen) WHERE city IS NOT NULL;
CREATE INDEX member_birthday ON member (substr (birthday, -5)) WHERE birthday IS NOT NULL;

ALTER TABLE identity_handle ADD COLUMN since INTEGER;                 -- NULL: not known

CREATE TABLE custom_field (                 -- a field that the manager defined
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice', 'yes-no', 'member')),
  choices  TEXT,                            -- of a choice: one a line
  private  INTEGER NOT NULL DEFAULT 0,      -- left out of exports unless ticked
  position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE member_field (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  field_id  INTEGER NOT NULL REFERENCES custom_field (id) ON DELETE CASCADE,
  value     ANY,                            -- text, number (real), date 'YYYY-MM-DD', choice as its text, yes-no 1 or 0
  ref_id    INTEGER REFERENCES member (id) ON DELETE SET NULL,  -- of kind 'member'
  UNIQUE (member_id, field_id)
) STRICT;
CREATE INDEX member_field_value ON member_field (field_id, value, member_id);
CREATE INDEX member_field_ref ON member_field (ref_id) WHERE ref_id IS NOT NULL;

CREATE TABLE organisation (                 -- a partner, a sponsor, a befriended community; a team is our own: a council, volunteers
  id      INTEGER PRIMARY KEY,
  uid     TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL DEFAULT 'partner' CHECK (kind IN ('partner', 'sponsor', 'community', 'team', 'employer', 'other')),
  url     TEXT,
  city    TEXT,
  about   TEXT,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE organisation_member (
  id              INTEGER PRIMARY KEY,
  uid             TEXT NOT NULL UNIQUE,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  member_id       INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  role            TEXT,                     -- "директор", "our contact there"
  UNIQUE (organisation_id, member_id)
) STRICT;
CREATE INDEX organisation_member_member ON organisation_member (member_id);

CREATE TABLE consent (                      -- what a person allowed, for one purpose; the newest of a purpose holds
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  purpose   TEXT NOT NULL CHECK (purpose IN ('contact', 'mention', 'directory', 'photo', 'talent')),
  state     TEXT NOT NULL CHECK (state IN ('asked', 'given', 'refused', 'withdrawn')),
  at        INTEGER NOT NULL,
  until     TEXT,                           -- day; NULL: for good
  evidence  TEXT                            -- where and how: a link, a quote
) STRICT;
CREATE INDEX consent_member ON consent (member_id, purpose, at DESC);
CREATE INDEX consent_purpose ON consent (purpose, state, member_id);

CREATE TABLE segment (                      -- a saved filter; stays live
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL UNIQUE,
  filter   TEXT NOT NULL,                   -- JSON of VecheFilter
  position INTEGER NOT NULL DEFAULT 0,
  created  INTEGER NOT NULL
) STRICT;

------------------------------------------------------------------------------------------------------------------- one person or two

CREATE TABLE pair_verdict (                 -- what a person decided about two members
  id    INTEGER PRIMARY KEY,
  uid   TEXT NOT NULL UNIQUE,
  a_id  INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  b_id  INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  kind  TEXT NOT NULL CHECK (kind IN ('never', 'later')),
  at    INTEGER NOT NULL,
  until INTEGER,                            -- of 'later'
  UNIQUE (a_id, b_id)
) STRICT;
CREATE INDEX pair_verdict_b ON pair_verdict (b_id);

CREATE TABLE duplicate (                    -- derived: pairs that look like one person; made anew in the background
  id      INTEGER PRIMARY KEY,
  a_id    INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  b_id    INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  score   INTEGER NOT NULL,                 -- 0 … 100
  reasons TEXT NOT NULL,                    -- JSON: what, points, detail
  at      INTEGER NOT NULL,
  UNIQUE (a_id, b_id)
) STRICT;
CREATE INDEX duplicate_b ON duplicate (b_id);
CREATE INDEX duplicate_score ON duplicate (score DESC, id);

--------------------------------------------------------------------------------------------------------------- who can answer this?

-- Counts by competency, level and origin without touching the rows.
CREATE INDEX member_competency_count ON member_competency (competency_id, level, origin);
CREATE INDEX member_competency_claims ON member_competency (member_id, competency_id, level, origin);   -- who can what, in one pass

CREATE TABLE ask (                          -- we asked somebody to answer something
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  member_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,       -- who was asked
  for_id         INTEGER REFERENCES member (id) ON DELETE SET NULL,               -- whose question it is
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,          -- the question, where it is a message
  competency_id  INTEGER REFERENCES competency (id) ON DELETE SET NULL,           -- its main topic
  question       TEXT NOT NULL,
  platform       TEXT,
  at             INTEGER NOT NULL,
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'declined', 'dropped')),
  closed         INTEGER,
  answer_id      INTEGER REFERENCES interaction (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX ask_member ON ask (member_id, at DESC);
CREATE INDEX ask_state ON ask (state, at);
CREATE INDEX ask_interaction ON ask (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE TABLE proposal (                     -- what the program read out of people's words; nothing until a person accepts it
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  member_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  kind           TEXT NOT NULL CHECK (kind IN ('competency', 'city', 'need', 'offer')),
  value          TEXT NOT NULL,             -- name of the competency, the city, the words of the need
  level          INTEGER,                   -- of a competency
  quote          TEXT NOT NULL,             -- the very words it was read out of
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  origin         TEXT NOT NULL CHECK (origin IN ('intro', 'answers')),
  count          INTEGER NOT NULL DEFAULT 1,-- answers: how many messages say so
  at             INTEGER NOT NULL,
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected')),
  UNIQUE (member_id, kind, value)
) STRICT;
CREATE INDEX proposal_state ON proposal (state, member_id);
CREATE INDEX proposal_interaction ON proposal (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE TABLE wish (                         -- the board of needs and offers
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  member_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  kind           TEXT NOT NULL CHECK (kind IN ('need', 'offer')),
  text           TEXT NOT NULL,
  at             INTEGER NOT NULL,
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'met', 'dropped')),
  met_by_id      INTEGER REFERENCES member (id) ON DELETE SET NULL,
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX wish_state ON wish (state, kind, at DESC);
CREATE INDEX wish_member ON wish (member_id);

------------------------------------------------------------------------------------------------------------------------ attachments

CREATE TABLE attachment (                   -- a file or a screenshot that the manager keeps with a person
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  name      TEXT NOT NULL,
  type      TEXT NOT NULL,                  -- 'image/png'
  size      INTEGER NOT NULL,
  hash      TEXT NOT NULL,                  -- SHA-256 of what is in it: the same file is kept once
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_member ON attachment (member_id, at DESC);
CREATE INDEX attachment_hash ON attachment (hash);

CREATE TABLE attachment_part (              -- derived: what is in it, a megabyte a row; swept at opening when nothing points to it
  id   INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  part INTEGER NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (hash, part)
) STRICT;
