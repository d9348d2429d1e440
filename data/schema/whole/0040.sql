-- 0040.sql: what the steps from 0001 to 0040 come to, for a file that is empty. Made by tests/store/test-migrations.c
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- VECHE_WHOLE=FILE store_test_migrations -p /migrations/whole writes what stands below, of all steps that are linked in.

CREATE TABLE setting (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  value    ANY
) STRICT;
CREATE TABLE gesture (                      -- one act of a person: what one Ctrl+Z takes back
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  at       INTEGER NOT NULL,
  actor    TEXT NOT NULL,                   -- who: the manager's name, or 'rule:…'
  kind     TEXT NOT NULL,                   -- what, as a word the interface translates: 'tag', 'log', 'snooze', 'import' …
  subject  TEXT,                            -- whom or what it was about, for the undo toast
  undoes   INTEGER REFERENCES gesture (id), -- set on an undo or redo: the gesture it takes back
  state    INTEGER NOT NULL DEFAULT 0       -- 0 done, 1 taken back, 2 no longer undoable
, reached INTEGER) STRICT;
CREATE INDEX gesture_undo ON gesture (state, id) WHERE undoes IS NULL;
CREATE TABLE journal (                      -- the audit trail; replayed in order of id it rebuilds every row that a person made
  id         INTEGER PRIMARY KEY,
  gesture_id INTEGER NOT NULL REFERENCES gesture (id),
  object     TEXT NOT NULL,                 -- table
  object_uid TEXT NOT NULL,
  field      TEXT NOT NULL,                 -- column; '' is the row itself: NULL → 1 made, 1 → NULL removed
  before     ANY,                           -- a reference to another row is that row's uid
  after      ANY
) STRICT;
CREATE INDEX journal_gesture ON journal (gesture_id);
CREATE INDEX journal_object ON journal (object_uid, field);
CREATE TABLE batch (                        -- one bringing-in: an import or one run of a source; undoing an import removes its rows
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL,                   -- 'telegram-export', 'sync', 'seed', 'demo' …
  name     TEXT,                            -- file name or source name, as a person would say it
  at       INTEGER NOT NULL,
  finished INTEGER,
  added    INTEGER NOT NULL DEFAULT 0,      -- interactions
  people   INTEGER NOT NULL DEFAULT 0,
  mentions INTEGER NOT NULL DEFAULT 0,
  undone   INTEGER                          -- when it was taken back
) STRICT;
CREATE TABLE community (
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  kind     TEXT NOT NULL DEFAULT 'square' CHECK (kind IN ('club', 'square')),
  created  INTEGER NOT NULL
) STRICT;
CREATE TABLE agenda (                       -- the threads of the community's life; three by default, names are the user's
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  shape    TEXT NOT NULL CHECK (shape IN ('circle', 'square', 'triangle', 'diamond')),
  position INTEGER NOT NULL DEFAULT 0,
  low      INTEGER NOT NULL DEFAULT 20,     -- the wanted share, per cent
  high     INTEGER NOT NULL DEFAULT 50
) STRICT;
CREATE TABLE member (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  name           TEXT NOT NULL,
  address_as     TEXT,                      -- how to address: "Аня, на «ты»"
  headline       TEXT,                      -- who they are in three words
  city           TEXT,
  birthday       TEXT,                      -- '1990-05-17' or '--05-17'
  motives        TEXT,
  needs          TEXT,
  likes          TEXT,
  dislikes       TEXT,
  manner         TEXT,                      -- how to talk to this person
  origin         TEXT,                      -- how and through whom they came
  do_not_contact INTEGER NOT NULL DEFAULT 0,
  do_not_mention INTEGER NOT NULL DEFAULT 0,
  important      INTEGER NOT NULL DEFAULT 0,
  role           TEXT NOT NULL DEFAULT '' CHECK (role IN ('', 'staff', 'moderator', 'bot')),
  stage          TEXT NOT NULL DEFAULT '' CHECK (stage IN ('', 'newcomer', 'regular', 'active', 'core', 'fading', 'gone')),
  me             INTEGER NOT NULL DEFAULT 0,-- this is the manager
  archived       INTEGER NOT NULL DEFAULT 0,
  joined         INTEGER,
  created        INTEGER NOT NULL,
  batch_id       INTEGER REFERENCES batch (id),
  -- derived
  name_key       BLOB NOT NULL DEFAULT x'', -- ICU sort key of the name
  last_seen      INTEGER,                   -- their latest interaction
  last_contact   INTEGER,                   -- our latest contact with them
  interactions   INTEGER NOT NULL DEFAULT 0
, merged_into_id INTEGER REFERENCES member (id) ON DELETE SET NULL, came_through_id INTEGER REFERENCES member (id) ON DELETE SET NULL, offers TEXT, leader INTEGER NOT NULL DEFAULT 0, reach INTEGER NOT NULL DEFAULT 0, watched INTEGER NOT NULL DEFAULT 0, preferred_platform TEXT, quiet_from TEXT, quiet_until TEXT) STRICT;
CREATE INDEX member_by_name ON member (archived, name_key, id);
CREATE INDEX member_by_seen ON member (archived, last_seen DESC, id);
CREATE INDEX member_by_joined ON member (archived, joined DESC, id);
CREATE INDEX member_me ON member (me) WHERE me = 1;
CREATE INDEX member_by_batch ON member (batch_id) WHERE batch_id IS NOT NULL;
CREATE TABLE membership (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  community_id INTEGER NOT NULL REFERENCES community (id) ON DELETE CASCADE,
  member_id    INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  joined       INTEGER,
  left_at      INTEGER,
  batch_id     INTEGER REFERENCES batch (id),
  UNIQUE (community_id, member_id)
) STRICT;
CREATE INDEX membership_member ON membership (member_id);
CREATE TABLE identity (                     -- one account on one platform instance; never rewritten, a merge only points it elsewhere
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  member_id    INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  platform     TEXT NOT NULL,               -- 'telegram', 'mastodon', 'vk', 'discourse', 'email', 'phone', 'web' …
  instance     TEXT NOT NULL DEFAULT '',    -- host of a federated platform, else ''
  remote_id    TEXT NOT NULL,               -- the platform's own lasting id; the lower-cased handle where a person typed it
  handle       TEXT,                        -- without the @
  display_name TEXT,
  url          TEXT,
  avatar_url   TEXT,
  bot          INTEGER NOT NULL DEFAULT 0,
  deleted      INTEGER NOT NULL DEFAULT 0,  -- the account is gone or deactivated there
  first_seen   INTEGER,
  batch_id     INTEGER REFERENCES batch (id),
  UNIQUE (platform, instance, remote_id)
) STRICT;
CREATE INDEX identity_member ON identity (member_id);
CREATE INDEX identity_handle_lookup ON identity (handle COLLATE NOCASE) WHERE handle IS NOT NULL;
CREATE INDEX identity_by_batch ON identity (batch_id) WHERE batch_id IS NOT NULL;
CREATE TABLE identity_handle (              -- earlier handles, from outside
  id          INTEGER PRIMARY KEY,
  identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  handle      TEXT NOT NULL,
  until       INTEGER NOT NULL
, since INTEGER) STRICT;
CREATE INDEX identity_handle_identity ON identity_handle (identity_id);
CREATE TABLE member_note (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  author    TEXT,
  text      TEXT NOT NULL
) STRICT;
CREATE INDEX member_note_member ON member_note (member_id, at DESC);
CREATE TABLE tag (
  id   INTEGER PRIMARY KEY,
  uid  TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE member_tag (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  tag_id    INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  UNIQUE (member_id, tag_id)
) STRICT;
CREATE INDEX member_tag_tag ON member_tag (tag_id, member_id);
CREATE TABLE competency (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  name      TEXT NOT NULL UNIQUE,
  parent_id INTEGER REFERENCES competency (id) ON DELETE SET NULL,
  about     TEXT
) STRICT;
CREATE INDEX competency_parent ON competency (parent_id) WHERE parent_id IS NOT NULL;
CREATE TABLE competency_alias (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  competency_id INTEGER NOT NULL REFERENCES competency (id) ON DELETE CASCADE,
  alias         TEXT NOT NULL
) STRICT;
CREATE INDEX competency_alias_competency ON competency_alias (competency_id);
CREATE TABLE member_competency (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  member_id     INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  competency_id INTEGER NOT NULL REFERENCES competency (id) ON DELETE CASCADE,
  level         INTEGER NOT NULL DEFAULT 1 CHECK (level BETWEEN 1 AND 5),
  origin        TEXT NOT NULL DEFAULT 'confirmed' CHECK (origin IN ('self', 'confirmed', 'suggested')),
  at            INTEGER NOT NULL,
  UNIQUE (member_id, competency_id)
) STRICT;
CREATE INDEX member_competency_competency ON member_competency (competency_id, level DESC, member_id);
CREATE TABLE source (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  type        TEXT NOT NULL,                -- the connector's name: 'mastodon', 'feed', 'sample'
  name        TEXT NOT NULL,
  url         TEXT NOT NULL,
  words       TEXT,                         -- feeds: words that make an entry a mention, separated by commas; NULL is every entry
  own_server  INTEGER NOT NULL DEFAULT 0,   -- the manager said "this is my own server": private addresses are allowed
  paused      INTEGER NOT NULL DEFAULT 0,
  every       INTEGER NOT NULL DEFAULT 300, -- seconds between runs
  created     INTEGER NOT NULL,
  -- derived
  account     TEXT,                         -- our handle there
  account_id  TEXT,                         -- our remote id there
  cursor      TEXT,                         -- opaque; saved in the same transaction as the data it brought
  last_run    INTEGER,
  last_ok     INTEGER,
  next_run    INTEGER,
  failures    INTEGER NOT NULL DEFAULT 0,   -- in a row
  error       TEXT,                         -- code nick of VecheConnectorError, NULL when well
  error_text  TEXT                          -- redacted detail for the log and the curious
, settings TEXT, quiet_from INTEGER, quiet_to INTEGER, metered INTEGER NOT NULL DEFAULT 0, place TEXT, max_length INTEGER NOT NULL DEFAULT 0, described INTEGER, rate_limit INTEGER, rate_remaining INTEGER, rate_reset INTEGER, members_cursor TEXT, members_read INTEGER, snoozed INTEGER, members_began INTEGER) STRICT;
CREATE TABLE channel (                      -- a chat, wall, topic, feed; keyed by the platform, so that sync and export meet
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  platform     TEXT NOT NULL,
  instance     TEXT NOT NULL DEFAULT '',
  remote_id    TEXT NOT NULL,
  source_id    INTEGER REFERENCES source (id) ON DELETE SET NULL,
  community_id INTEGER REFERENCES community (id) ON DELETE SET NULL,
  parent_id    INTEGER REFERENCES channel (id) ON DELETE CASCADE,   -- a topic in a forum
  name         TEXT,
  kind         TEXT,                        -- 'group', 'channel', 'personal', 'feed', 'topic' …
  url          TEXT,
  batch_id     INTEGER REFERENCES batch (id), gives_from INTEGER,
  UNIQUE (platform, instance, remote_id)
) STRICT;
CREATE INDEX channel_source ON channel (source_id) WHERE source_id IS NOT NULL;
CREATE TABLE coverage (                     -- time ranges of a channel that are surely complete
  id         INTEGER PRIMARY KEY,
  channel_id INTEGER NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
  since      INTEGER NOT NULL,
  until      INTEGER NOT NULL,
  batch_id   INTEGER REFERENCES batch (id)
) STRICT;
CREATE INDEX coverage_channel ON coverage (channel_id, since);
CREATE TABLE interaction_version (          -- what a message said before it was edited there
  id             INTEGER PRIMARY KEY,
  interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
  text           TEXT NOT NULL,
  since          INTEGER NOT NULL DEFAULT 0,  -- when this wording appeared; 0: with the message
  until          INTEGER NOT NULL
) STRICT;
CREATE INDEX interaction_version_interaction ON interaction_version (interaction_id);
CREATE TABLE triage (                       -- a mention: an interaction that speaks to or of us
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  interaction_id INTEGER NOT NULL UNIQUE REFERENCES interaction (id) ON DELETE CASCADE,
  reason         TEXT NOT NULL,             -- 'mention', 'reply', 'question', 'direct', 'word'
  at             INTEGER NOT NULL,          -- the message's time: the order of the Inbox
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'snoozed', 'done')),
  snoozed_until  INTEGER,                   -- past: it counts as open again, nothing needs to write
  due            INTEGER,
  closed         INTEGER,
  batch_id       INTEGER REFERENCES batch (id),
  -- derived
  seen           INTEGER NOT NULL DEFAULT 0,
  answered       INTEGER                    -- when our first reply went out
, owner_id INTEGER REFERENCES member (id) ON DELETE SET NULL, owner_due INTEGER, owner_note TEXT, mood TEXT NOT NULL DEFAULT '' CHECK (mood IN ('', 'negative', 'neutral', 'positive')), kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'question', 'complaint', 'praise', 'idea', 'spam', 'talk')), points INTEGER NOT NULL DEFAULT 0, began INTEGER NOT NULL DEFAULT 0, target INTEGER NOT NULL DEFAULT 0, answer_by INTEGER, author INTEGER NOT NULL DEFAULT 0, repeats INTEGER NOT NULL DEFAULT 0, heat INTEGER NOT NULL DEFAULT 0, channel_id INTEGER, member_id INTEGER, judged INTEGER NOT NULL DEFAULT 0, boost INTEGER NOT NULL DEFAULT 0, ruled INTEGER NOT NULL DEFAULT 0, noise TEXT) STRICT;
CREATE INDEX triage_state ON triage (state, at DESC, id DESC);
CREATE TABLE competency_evidence (
  id                   INTEGER PRIMARY KEY,
  uid                  TEXT NOT NULL UNIQUE,
  member_competency_id INTEGER NOT NULL REFERENCES member_competency (id) ON DELETE CASCADE,
  kind                 TEXT NOT NULL CHECK (kind IN ('message', 'event', 'self', 'note')),
  at                   INTEGER NOT NULL,
  text                 TEXT,                -- the quoted words
  interaction_id       INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  event_id             INTEGER REFERENCES event (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX competency_evidence_claim ON competency_evidence (member_competency_id, at DESC);
CREATE INDEX competency_evidence_interaction ON competency_evidence (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE outbox (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,      -- also the idempotency key
  source_id      INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,  -- what it answers
  text           TEXT NOT NULL,
  at             INTEGER NOT NULL,          -- when the person pressed Send
  not_before     INTEGER NOT NULL,          -- undo send: nothing leaves earlier
  -- derived
  state          TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
  attempts       INTEGER NOT NULL DEFAULT 0,
  error          TEXT,                      -- code nick
  error_text     TEXT,
  remote_id      TEXT,
  sent           INTEGER,
  retry          INTEGER                    -- after a failure that passes: not again before this
, maybe_sent INTEGER NOT NULL DEFAULT 0, action TEXT CHECK (action IN ('approve', 'decline'))) STRICT;
CREATE INDEX outbox_state ON outbox (state, not_before);
CREATE INDEX outbox_interaction ON outbox (interaction_id);
CREATE TRIGGER outbox_sent_stays BEFORE DELETE ON outbox WHEN old.state IN ('sending', 'sent', 'unknown')
BEGIN SELECT RAISE (ABORT, 'veche: the reply has already been sent'); END;
CREATE TABLE draft (                        -- saved while typing; not a gesture
  id             INTEGER PRIMARY KEY,
  interaction_id INTEGER NOT NULL UNIQUE REFERENCES interaction (id) ON DELETE CASCADE,
  text           TEXT NOT NULL,
  at             INTEGER NOT NULL
) STRICT;
CREATE TABLE bad_item (                     -- one poisoned item must not stop a feed: kept raw, at most 64 kB
  id        INTEGER PRIMARY KEY,
  source_id INTEGER REFERENCES source (id) ON DELETE CASCADE,
  batch_id  INTEGER REFERENCES batch (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  raw       TEXT NOT NULL
) STRICT;
CREATE TABLE project (                      -- the quarter's one big joint work
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  community_id INTEGER REFERENCES community (id) ON DELETE CASCADE,
  agenda_id    INTEGER REFERENCES agenda (id) ON DELETE SET NULL,
  quarter      TEXT NOT NULL,               -- '2026Q4'
  title        TEXT NOT NULL,
  goal         TEXT,
  status       TEXT NOT NULL DEFAULT 'idea' CHECK (status IN ('idea', 'planned', 'active', 'done', 'dropped')),
  owner_id     INTEGER REFERENCES member (id) ON DELETE SET NULL,
  starts       TEXT,                        -- the day it culminates, '2026-12-13'
  outcome      TEXT,
  created      INTEGER NOT NULL
, kind TEXT NOT NULL DEFAULT '', measure TEXT, result TEXT, begins TEXT, ends TEXT, keep TEXT, alter_next TEXT, handover TEXT, position INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX project_quarter ON project (quarter);
CREATE TABLE project_step (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  title      TEXT NOT NULL,
  day        TEXT,                          -- '2026-12-01'
  done       INTEGER NOT NULL DEFAULT 0,
  position   INTEGER NOT NULL DEFAULT 0
, about TEXT, shift INTEGER, owner_id INTEGER REFERENCES member (id) ON DELETE SET NULL, finished INTEGER) STRICT;
CREATE INDEX project_step_project ON project_step (project_id, position);
CREATE TABLE project_slot (                 -- a role in the project: competency × number
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  project_id    INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  title         TEXT NOT NULL,
  about         TEXT,
  competency_id INTEGER REFERENCES competency (id) ON DELETE SET NULL,
  needed        INTEGER NOT NULL DEFAULT 1,
  position      INTEGER NOT NULL DEFAULT 0
, level INTEGER NOT NULL DEFAULT 0, hours INTEGER NOT NULL DEFAULT 0, event_id INTEGER REFERENCES event (id) ON DELETE SET NULL) STRICT;
CREATE INDEX project_slot_project ON project_slot (project_id, position);
CREATE TABLE project_member (               -- who takes part, and the competency they bring
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  project_id    INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  member_id     INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  slot_id       INTEGER REFERENCES project_slot (id) ON DELETE SET NULL,
  competency_id INTEGER REFERENCES competency (id) ON DELETE SET NULL
, role TEXT, hours INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX project_member_project ON project_member (project_id);
CREATE INDEX project_member_member ON project_member (member_id);
CREATE TABLE event (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  community_id INTEGER REFERENCES community (id) ON DELETE CASCADE,
  project_id   INTEGER REFERENCES project (id) ON DELETE SET NULL,
  agenda_id    INTEGER REFERENCES agenda (id) ON DELETE SET NULL,
  title        TEXT NOT NULL,
  kind         TEXT NOT NULL DEFAULT 'meeting',  -- meeting webinar talk workshop contest ritual other
  online       INTEGER NOT NULL DEFAULT 0,
  place        TEXT,
  link         TEXT,
  starts       TEXT NOT NULL,               -- local to tz: '2026-12-13T19:00'
  ends         TEXT,
  tz           TEXT NOT NULL DEFAULT 'UTC', -- IANA name
  status       TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('idea', 'planned', 'active', 'done', 'cancelled')),
  notes        TEXT,
  created      INTEGER NOT NULL
, about TEXT, owner_id INTEGER REFERENCES member (id) ON DELETE SET NULL, handover TEXT, capacity INTEGER, price INTEGER, currency TEXT, sponsor_id INTEGER REFERENCES organisation (id) ON DELETE SET NULL, survey TEXT, outcome TEXT, position INTEGER NOT NULL DEFAULT 0, rrule TEXT, series_id INTEGER REFERENCES event (id) ON DELETE CASCADE, recurs TEXT, ical_uid TEXT, sequence INTEGER NOT NULL DEFAULT 0, ical TEXT, remind INTEGER) STRICT;
CREATE INDEX event_starts ON event (starts);
CREATE TABLE tie (                          -- derived from replies and mentions, decays
  id        INTEGER PRIMARY KEY,
  a_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  b_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  strength  REAL NOT NULL DEFAULT 0,
  at        INTEGER NOT NULL,
  UNIQUE (a_id, b_id)
) STRICT;
CREATE INDEX tie_b ON tie (b_id);
CREATE VIRTUAL TABLE interaction_fts USING fts5 (text, content = 'interaction', content_rowid = 'id', tokenize = 'veche', prefix = '2 3');
CREATE VIRTUAL TABLE member_fts USING fts5 (name, handles, labels, notes, keys, tokenize = 'veche', prefix = '2 3');
CREATE INDEX member_merged ON member (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX member_came_through ON member (came_through_id) WHERE came_through_id IS NOT NULL;
CREATE INDEX member_city ON member (city, stage, archived, last_seen) WHERE city IS NOT NULL;
CREATE INDEX member_birthday ON member (substr (birthday, -5)) WHERE birthday IS NOT NULL;
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
CREATE INDEX member_competency_count ON member_competency (competency_id, level, origin);
CREATE INDEX member_competency_claims ON member_competency (member_id, competency_id, level, origin);
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
CREATE TABLE source_notice (                -- derived: what can't be seen or done there
  id        INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  code      TEXT NOT NULL,                  -- 'privacy-mode', 'encrypted-room' …
  about     TEXT NOT NULL DEFAULT '',       -- of which chat, room, right
  seen      INTEGER NOT NULL,
  UNIQUE (source_id, code, about)
) STRICT;
CREATE TABLE "interaction" (              -- everything on a timeline, one row each
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
CREATE UNIQUE INDEX interaction_uid ON interaction (own_uid) WHERE own_uid IS NOT NULL;
CREATE INDEX interaction_member ON interaction (member_id, at) WHERE member_id IS NOT NULL;
CREATE INDEX interaction_channel ON interaction (channel_id, at);
CREATE INDEX interaction_reply ON interaction (reply_to_id) WHERE reply_to_id IS NOT NULL;
CREATE INDEX interaction_orphan ON interaction (channel_id, reply_to) WHERE reply_to IS NOT NULL AND reply_to_id IS NULL;
CREATE INDEX interaction_identity ON interaction (identity_id) WHERE identity_id IS NOT NULL;
CREATE INDEX interaction_thread ON interaction (channel_id, thread, at) WHERE thread IS NOT NULL;
CREATE INDEX interaction_by_batch ON interaction (batch_id) WHERE batch_id IS NOT NULL;
CREATE TABLE search_due (
  id    INTEGER PRIMARY KEY,                -- of the member
  whole INTEGER NOT NULL                    -- 0: only the labels
) STRICT;
CREATE INDEX ask_answer ON ask (answer_id) WHERE answer_id IS NOT NULL;
CREATE INDEX ask_for ON ask (for_id) WHERE for_id IS NOT NULL;
CREATE INDEX wish_met_by ON wish (met_by_id) WHERE met_by_id IS NOT NULL;
CREATE INDEX wish_interaction ON wish (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX project_owner ON project (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX member_stage ON member (stage, archived, joined, last_seen);
CREATE TABLE source_check (                      -- somebody looked
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  found     INTEGER NOT NULL DEFAULT 0           -- how much was written down of it
) STRICT;
CREATE INDEX source_check_source ON source_check (source_id, at);
CREATE TABLE occasion (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  kind      TEXT NOT NULL CHECK (kind IN ('messages', 'first-help', 'answers', 'with-us', 'birthday')),
  n         INTEGER NOT NULL DEFAULT 0,     -- the hundredth message, the third year; of a birthday: the calendar year
  state     TEXT NOT NULL CHECK (state IN ('congratulated', 'dismissed')),
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX occasion_member ON occasion (member_id, kind, n);
CREATE VIEW journal_line AS
  SELECT id, gesture_id, object, object_uid, field, before, after FROM journal
  UNION ALL
  SELECT j.id, j.gesture_id, j.object, j.object_uid, v.key, NULL, v.value FROM journal AS j CROSS JOIN json_each (j.after) AS v
   WHERE j.field = '' AND typeof (j.after) = 'text'
  UNION ALL
  SELECT j.id, j.gesture_id, j.object, j.object_uid, v.key, v.value, NULL FROM journal AS j CROSS JOIN json_each (j.before) AS v
   WHERE j.field = '' AND typeof (j.before) = 'text';
CREATE INDEX gesture_reached ON gesture (id) WHERE reached IS NOT NULL;
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
CREATE INDEX triage_due ON triage (judged, at) WHERE judged < 2;
CREATE INDEX triage_owner ON triage (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX triage_negative ON triage (member_id, at) WHERE mood = 'negative';
CREATE INDEX triage_answered ON triage (answered, at, kind, interaction_id) WHERE answered IS NOT NULL;
CREATE INDEX triage_hot ON triage (heat) WHERE heat <> 0;
CREATE TABLE reply_target (                 -- how long an answer may take
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  kind      TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'question', 'complaint', 'praise', 'idea', 'spam', 'talk')),   -- '': all others
  source_id INTEGER REFERENCES source (id) ON DELETE CASCADE,   -- NULL: all others
  minutes   INTEGER NOT NULL                -- of open hours; 0: no clock runs
) STRICT;
CREATE INDEX reply_target_source ON reply_target (source_id);
CREATE TABLE holiday (                      -- a day on which nobody answers
  id   INTEGER PRIMARY KEY,
  uid  TEXT NOT NULL UNIQUE,
  day  TEXT NOT NULL,                       -- '2027-01-01'
  name TEXT
) STRICT;
CREATE TABLE inbox_setting (                -- 'hours', 'weight:…': what a person set, so that it can be undone
  id    INTEGER PRIMARY KEY,
  uid   TEXT NOT NULL UNIQUE,
  name  TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE inbox_view (                   -- a filter of the Inbox that was saved
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  query    TEXT NOT NULL,                   -- JSON, model/veche-inbox-view.h
  position INTEGER NOT NULL DEFAULT 0,
  created  INTEGER NOT NULL
) STRICT;
CREATE TABLE article (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  kind         TEXT NOT NULL CHECK (kind IN ('faq', 'link', 'template', 'objection', 'sensitive', 'glossary', 'playbook')),
  title        TEXT NOT NULL,                 -- the question, the name of the link or the template, the objection, the topic, the term
  body         TEXT NOT NULL DEFAULT '',      -- the answer; of a sensitive topic its approved lines; of a playbook how it is handled
  holding      TEXT,                          -- of a sensitive topic: what to say while the answer is not there yet
  community_id INTEGER REFERENCES community (id) ON DELETE SET NULL,   -- NULL: all of them
  language     TEXT,                          -- 'ru', 'en' …; NULL: any
  code         TEXT,                          -- short code without the slash, in small letters
  url          TEXT,
  message_kind TEXT CHECK (message_kind IN ('question', 'complaint', 'praise', 'idea', 'spam', 'talk')),   -- of a playbook: what it is for
  owner        TEXT,                          -- who keeps it right
  review       TEXT,                          -- the day to look whether it still holds: 'YYYY-MM-DD'
  archived     INTEGER NOT NULL DEFAULT 0,
  created      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX article_code ON article (code) WHERE code IS NOT NULL;
CREATE INDEX article_community ON article (community_id) WHERE community_id IS NOT NULL;
CREATE TABLE article_phrase (                 -- how else it is asked, said or called; of a sensitive topic the words that touch it
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  text       TEXT NOT NULL
) STRICT;
CREATE INDEX article_phrase_article ON article_phrase (article_id);
CREATE TABLE article_use (                    -- somebody was answered with it
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  article_id     INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,   -- the message it answered
  question       TEXT,                        -- its words, so that the next one like it is known
  at             INTEGER NOT NULL,
  helped         INTEGER                      -- derived: 1 when thanks followed; NULL: not heard
) STRICT;
CREATE INDEX article_use_article ON article_use (article_id, at);
CREATE INDEX article_use_interaction ON article_use (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE tone_guide (                     -- how a community is spoken to
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  community_id INTEGER REFERENCES community (id) ON DELETE CASCADE,        -- NULL: wherever there is no other
  address      TEXT NOT NULL DEFAULT '' CHECK (address IN ('', 'informal', 'formal')),   -- ты, вы
  about        TEXT
) STRICT;
CREATE INDEX tone_guide_community ON tone_guide (community_id) WHERE community_id IS NOT NULL;
CREATE TABLE tone_word (
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  guide_id INTEGER NOT NULL REFERENCES tone_guide (id) ON DELETE CASCADE,
  word     TEXT NOT NULL,                     -- not to be said, in any of its forms
  instead  TEXT,                              -- what is said instead
  why      TEXT
) STRICT;
CREATE INDEX tone_word_guide ON tone_word (guide_id);
CREATE TABLE candidate_refusal (              -- "not this one": a repeated question that needs no article
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  question TEXT NOT NULL,
  at       INTEGER NOT NULL
) STRICT;
CREATE TABLE candidate (                      -- derived: questions that come again and have no article; made anew at rest
  id        INTEGER PRIMARY KEY,
  question  TEXT NOT NULL,                    -- the one that stands for the others
  questions INTEGER NOT NULL,
  people    INTEGER NOT NULL,
  last      INTEGER NOT NULL,
  examples  TEXT NOT NULL                     -- JSON: ids of interactions, newest first, at most 20
) STRICT;
CREATE TABLE label (                        -- of mentions; people have tags
  id     INTEGER PRIMARY KEY,
  uid    TEXT NOT NULL UNIQUE,
  name   TEXT NOT NULL UNIQUE,
  colour TEXT NOT NULL DEFAULT 'blue'
           CHECK (colour IN ('blue', 'green', 'yellow', 'orange', 'red', 'purple', 'brown', 'grey'))
) STRICT;
CREATE TABLE triage_label (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  triage_id INTEGER NOT NULL REFERENCES triage (id) ON DELETE CASCADE,
  label_id  INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
  UNIQUE (triage_id, label_id)
) STRICT;
CREATE INDEX triage_label_label ON triage_label (label_id, triage_id);
CREATE TABLE rule (
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL UNIQUE,
  body     TEXT NOT NULL,                   -- conditions and acts as JSON: model/veche-rule.h
  active   INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0,      -- they are asked in this order
  created  INTEGER NOT NULL
) STRICT;
CREATE TABLE rule_act (
  id         INTEGER PRIMARY KEY,
  rule_uid   TEXT NOT NULL,                 -- its rule may be gone
  rule_name  TEXT NOT NULL,
  triage_id  INTEGER NOT NULL REFERENCES triage (id) ON DELETE CASCADE,
  gesture_id INTEGER NOT NULL REFERENCES gesture (id),
  at         INTEGER NOT NULL,
  did        TEXT NOT NULL,                 -- the acts as JSON, as they stood in the rule
  UNIQUE (rule_uid, triage_id)
) STRICT;
CREATE INDEX rule_act_triage ON rule_act (triage_id);
CREATE INDEX rule_act_at ON rule_act (rule_uid, at);
CREATE TABLE promise (                      -- made by us
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  member_id      INTEGER REFERENCES member (id) ON DELETE SET NULL,
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,   -- the message we answered with it
  text           TEXT NOT NULL,
  made           INTEGER NOT NULL,
  due            INTEGER NOT NULL,
  kept           INTEGER                    -- NULL: open
) STRICT;
CREATE INDEX promise_open ON promise (due) WHERE kept IS NULL;
CREATE INDEX promise_member ON promise (member_id, due) WHERE member_id IS NOT NULL;
CREATE INDEX promise_interaction ON promise (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE finding (                      -- saved out of the Inbox, to be followed
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  kind           TEXT NOT NULL CHECK (kind IN ('feedback', 'faq', 'case')),
  title          TEXT NOT NULL,
  text           TEXT,                      -- the quoted words
  member_id      INTEGER REFERENCES member (id) ON DELETE SET NULL,
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  at             INTEGER NOT NULL,
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done'))
) STRICT;
CREATE INDEX finding_state ON finding (kind, state, at DESC);
CREATE INDEX finding_member ON finding (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX finding_interaction ON finding (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX triage_unruled ON triage (id) WHERE ruled < 2;
CREATE INDEX triage_noise ON triage (state, noise) WHERE noise IS NOT NULL;
CREATE TABLE "roster" (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  place       TEXT    NOT NULL DEFAULT '',
  seen        INTEGER NOT NULL,
  missed      INTEGER NOT NULL DEFAULT 0,
  gone        INTEGER,
  UNIQUE (source_id, place, identity_id)
) STRICT;
CREATE INDEX roster_identity ON roster (identity_id);
CREATE TABLE closing (                      -- a mention that was not answered where it was asked: how it ended, and why
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  triage_id INTEGER NOT NULL REFERENCES triage (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  how       TEXT NOT NULL CHECK (how IN ('elsewhere', 'needless', 'repeated', 'spam', 'other')),
  place     TEXT NOT NULL DEFAULT '' CHECK (place IN ('', 'direct', 'email', 'call', 'meeting', 'other')),   -- of 'elsewhere'
  reason    TEXT NOT NULL DEFAULT '' CHECK (reason IN ('', 'private', 'long', 'asked', 'heated', 'person')), -- of 'elsewhere'
  words     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX closing_triage ON closing (triage_id);
CREATE TABLE draft_file (                   -- with the draft: not a gesture
  id             INTEGER PRIMARY KEY,
  interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
  name           TEXT NOT NULL,
  type           TEXT NOT NULL,             -- 'image/png'
  size           INTEGER NOT NULL,
  hash           TEXT NOT NULL,
  alt            TEXT NOT NULL DEFAULT '',  -- what is to be seen in it, for who can't
  position       INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_file_interaction ON draft_file (interaction_id, position);
CREATE INDEX draft_file_hash ON draft_file (hash);
CREATE TABLE outbox_file (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  name      TEXT NOT NULL,
  type      TEXT NOT NULL,
  size      INTEGER NOT NULL,
  hash      TEXT NOT NULL,
  alt       TEXT NOT NULL DEFAULT '',
  position  INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_file_outbox ON outbox_file (outbox_id, position);
CREATE INDEX outbox_file_hash ON outbox_file (hash);
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
CREATE INDEX triage_author ON triage (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX triage_waiting ON triage (state, snoozed_until, at, points, began, target, answered, mood, kind, author, owner_id, answer_by, reason, seen,
                                       channel_id, interaction_id, noise, owner_due)
  WHERE state <> 'done';
CREATE TABLE triage_boost (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  triage_id INTEGER NOT NULL REFERENCES triage (id) ON DELETE CASCADE,
  points    INTEGER NOT NULL
) STRICT;
CREATE INDEX triage_boost_triage ON triage_boost (triage_id);
CREATE INDEX triage_open ON triage (id) WHERE state <> 'done';
CREATE INDEX gesture_own ON gesture (id) WHERE undoes IS NULL AND actor NOT GLOB 'rule:*';
CREATE TABLE article_link (                  -- derived: what the last look said; of no worth once the address is another
  article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
  url        TEXT NOT NULL,
  at         INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('good', 'dead', 'unsure')),
  status     INTEGER NOT NULL DEFAULT 0      -- of HTTP; 0: no answer came
) STRICT;
CREATE INDEX project_status ON project (status, quarter);
CREATE INDEX project_step_day ON project_step (done, day);
CREATE INDEX project_step_owner ON project_step (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX project_slot_event ON project_slot (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX project_slot_competency ON project_slot (competency_id) WHERE competency_id IS NOT NULL;
CREATE INDEX project_member_slot ON project_member (slot_id) WHERE slot_id IS NOT NULL;
CREATE TABLE project_invitation (           -- somebody was asked to take a slot
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  slot_id        INTEGER NOT NULL REFERENCES project_slot (id) ON DELETE CASCADE,
  member_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  state          TEXT NOT NULL DEFAULT 'invited' CHECK (state IN ('invited', 'accepted', 'declined', 'silent')),
  at             INTEGER NOT NULL,          -- when they were asked
  answered       INTEGER,
  platform       TEXT,                      -- where
  text           TEXT,                      -- in which words
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,   -- their answer
  note           TEXT,
  UNIQUE (slot_id, member_id)
) STRICT;
CREATE INDEX project_invitation_member ON project_invitation (member_id, at DESC);
CREATE INDEX project_invitation_state ON project_invitation (state, at);
CREATE INDEX project_invitation_interaction ON project_invitation (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE plan_budget (                  -- a line of money
  id              INTEGER PRIMARY KEY,
  uid             TEXT NOT NULL UNIQUE,
  project_id      INTEGER REFERENCES project (id) ON DELETE CASCADE,
  event_id        INTEGER REFERENCES event (id) ON DELETE CASCADE,
  kind            TEXT NOT NULL DEFAULT 'cost' CHECK (kind IN ('cost', 'income')),
  title           TEXT NOT NULL,
  planned         INTEGER NOT NULL DEFAULT 0,
  spent           INTEGER NOT NULL DEFAULT 0,
  currency        TEXT NOT NULL,
  organisation_id INTEGER REFERENCES organisation (id) ON DELETE SET NULL,   -- who pays or is paid
  day             TEXT,
  note            TEXT,
  position        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX plan_budget_project ON plan_budget (project_id, position) WHERE project_id IS NOT NULL;
CREATE INDEX plan_budget_event ON plan_budget (event_id, position) WHERE event_id IS NOT NULL;
CREATE INDEX plan_budget_organisation ON plan_budget (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE TABLE plan_partner (                 -- a partner or sponsor of this project or event
  id              INTEGER PRIMARY KEY,
  uid             TEXT NOT NULL UNIQUE,
  project_id      INTEGER REFERENCES project (id) ON DELETE CASCADE,
  event_id        INTEGER REFERENCES event (id) ON DELETE CASCADE,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  role            TEXT NOT NULL DEFAULT 'partner' CHECK (role IN ('partner', 'sponsor', 'venue', 'media', 'other')),
  state           TEXT NOT NULL DEFAULT 'idea' CHECK (state IN ('idea', 'asked', 'agreed', 'declined')),
  contact_id      INTEGER REFERENCES member (id) ON DELETE SET NULL,
  gives           TEXT,
  wants           TEXT
) STRICT;
CREATE INDEX plan_partner_project ON plan_partner (project_id) WHERE project_id IS NOT NULL;
CREATE INDEX plan_partner_event ON plan_partner (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX plan_partner_organisation ON plan_partner (organisation_id);
CREATE INDEX plan_partner_contact ON plan_partner (contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE plan_link (                    -- a document, a page, materials after an event
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  project_id INTEGER REFERENCES project (id) ON DELETE CASCADE,
  event_id   INTEGER REFERENCES event (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL DEFAULT 'document' CHECK (kind IN ('document', 'page', 'material', 'recording', 'photo', 'survey', 'other')),
  title      TEXT NOT NULL,
  url        TEXT NOT NULL,
  position   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX plan_link_project ON plan_link (project_id, position) WHERE project_id IS NOT NULL;
CREATE INDEX plan_link_event ON plan_link (event_id, position) WHERE event_id IS NOT NULL;
CREATE TABLE plan_risk (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  project_id INTEGER REFERENCES project (id) ON DELETE CASCADE,
  event_id   INTEGER REFERENCES event (id) ON DELETE CASCADE,
  title      TEXT NOT NULL,
  chance     INTEGER NOT NULL DEFAULT 2 CHECK (chance BETWEEN 1 AND 3),
  harm       INTEGER NOT NULL DEFAULT 2 CHECK (harm BETWEEN 1 AND 3),
  answer     TEXT,                          -- what is done about it
  owner_id   INTEGER REFERENCES member (id) ON DELETE SET NULL,
  state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'happened', 'gone'))
) STRICT;
CREATE INDEX plan_risk_project ON plan_risk (project_id) WHERE project_id IS NOT NULL;
CREATE INDEX plan_risk_event ON plan_risk (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX plan_risk_owner ON plan_risk (owner_id) WHERE owner_id IS NOT NULL;
CREATE TABLE plan_decision (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  project_id INTEGER REFERENCES project (id) ON DELETE CASCADE,
  event_id   INTEGER REFERENCES event (id) ON DELETE CASCADE,
  text       TEXT NOT NULL,
  why        TEXT,
  day        TEXT NOT NULL,
  owner_id   INTEGER REFERENCES member (id) ON DELETE SET NULL    -- who decided
) STRICT;
CREATE INDEX plan_decision_project ON plan_decision (project_id, day) WHERE project_id IS NOT NULL;
CREATE INDEX plan_decision_event ON plan_decision (event_id, day) WHERE event_id IS NOT NULL;
CREATE INDEX plan_decision_owner ON plan_decision (owner_id) WHERE owner_id IS NOT NULL;
CREATE TABLE plan_mark (                    -- an action that charts show: what was done, and when
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  day        TEXT NOT NULL,
  until      TEXT,                          -- NULL: one day
  title      TEXT NOT NULL,
  about      TEXT,
  agenda_id  INTEGER REFERENCES agenda (id) ON DELETE SET NULL,
  project_id INTEGER REFERENCES project (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX plan_mark_day ON plan_mark (day);
CREATE INDEX plan_mark_agenda ON plan_mark (agenda_id) WHERE agenda_id IS NOT NULL;
CREATE INDEX plan_mark_project ON plan_mark (project_id) WHERE project_id IS NOT NULL;
CREATE TABLE plan_template (                -- what a kind of project or event needs
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  subject  TEXT NOT NULL CHECK (subject IN ('project', 'event')),
  code     TEXT NOT NULL,                   -- 'conference': what project.kind and event.kind say
  name     TEXT NOT NULL,
  about    TEXT,
  position INTEGER NOT NULL DEFAULT 0,
  UNIQUE (subject, code)
) STRICT;
CREATE TABLE plan_template_item (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  template_id INTEGER NOT NULL REFERENCES plan_template (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL CHECK (kind IN ('step', 'task', 'slot')),
  title       TEXT NOT NULL,
  about       TEXT,
  shift       INTEGER,                      -- days from the day, -14: two weeks before; NULL: without a day
  checklist   TEXT,                         -- of a task: one a line
  competency  TEXT,                         -- of a slot: its name, for the competency may not be there yet
  level       INTEGER NOT NULL DEFAULT 0,
  needed      INTEGER NOT NULL DEFAULT 1,
  hours       INTEGER NOT NULL DEFAULT 0,
  position    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX plan_template_item_template ON plan_template_item (template_id, position);
CREATE INDEX event_ritual ON event (starts) WHERE rrule IS NOT NULL;
CREATE INDEX event_series ON event (series_id, recurs) WHERE series_id IS NOT NULL;
CREATE INDEX event_status ON event (status, starts);
CREATE INDEX event_project ON event (project_id, starts) WHERE project_id IS NOT NULL;
CREATE INDEX event_agenda ON event (agenda_id, starts) WHERE agenda_id IS NOT NULL;
CREATE INDEX event_owner ON event (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX event_sponsor ON event (sponsor_id) WHERE sponsor_id IS NOT NULL;
CREATE INDEX event_ical ON event (ical_uid) WHERE ical_uid IS NOT NULL;
CREATE TABLE event_mark (                   -- an occurrence of a ritual that was skipped, or held without more to say of it
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  event_id INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  recurs   TEXT NOT NULL,                   -- its local start by the rule
  state    TEXT NOT NULL CHECK (state IN ('skipped', 'done')),
  note     TEXT,
  at       INTEGER NOT NULL,
  UNIQUE (event_id, recurs)
) STRICT;
CREATE TABLE "event_participant" (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  event_id       INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  member_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  role           TEXT NOT NULL DEFAULT 'guest' CHECK (role IN ('host', 'speaker', 'helper', 'guest')),
  status         TEXT NOT NULL DEFAULT 'invited'
                   CHECK (status IN ('invited', 'accepted', 'waiting', 'declined', 'came', 'no-show', 'excused')),
  at             INTEGER,                   -- when they were invited or put down: who waits longest comes first
  answered       INTEGER,
  arrived        INTEGER,                   -- at the door
  walk_in        INTEGER NOT NULL DEFAULT 0,-- nobody expected them
  place          INTEGER,                   -- on the waiting list, when a person put it in order; NULL: by at
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,   -- their answer
  paid           INTEGER NOT NULL DEFAULT 0,
  thanked        INTEGER,
  rating         INTEGER CHECK (rating BETWEEN 1 AND 5),
  feedback       TEXT,
  note           TEXT,
  UNIQUE (event_id, member_id)
) STRICT;
CREATE INDEX event_participant_member ON event_participant (member_id, status, event_id);
CREATE INDEX event_participant_status ON event_participant (event_id, status, role);
CREATE INDEX event_participant_interaction ON event_participant (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE event_item (                   -- of the programme
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  event_id      INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  kind          TEXT NOT NULL DEFAULT 'talk' CHECK (kind IN ('talk', 'workshop', 'discussion', 'break', 'other')),
  title         TEXT NOT NULL,
  about         TEXT,
  starts        TEXT,                       -- local to the event's zone; NULL: after the one before
  minutes       INTEGER,
  room          TEXT,
  competency_id INTEGER REFERENCES competency (id) ON DELETE SET NULL,   -- of whom it wants
  level         INTEGER NOT NULL DEFAULT 0,
  position      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX event_item_event ON event_item (event_id, position);
CREATE INDEX event_item_competency ON event_item (competency_id) WHERE competency_id IS NOT NULL;
CREATE TABLE event_speaker (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  item_id   INTEGER NOT NULL REFERENCES event_item (id) ON DELETE CASCADE,
  member_id INTEGER REFERENCES member (id) ON DELETE CASCADE,
  name      TEXT,                           -- of one who is no member
  state     TEXT NOT NULL DEFAULT 'invited' CHECK (state IN ('invited', 'accepted', 'declined')),
  position  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX event_speaker_item ON event_speaker (item_id, position);
CREATE INDEX event_speaker_member ON event_speaker (member_id) WHERE member_id IS NOT NULL;
CREATE TABLE event_entry (                  -- to a contest
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  event_id       INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  member_id      INTEGER REFERENCES member (id) ON DELETE SET NULL,
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  title          TEXT NOT NULL,
  url            TEXT,
  score          INTEGER,
  place          INTEGER,                   -- 1: the winner
  prize          TEXT,
  at             INTEGER NOT NULL
) STRICT;
CREATE INDEX event_entry_event ON event_entry (event_id, place);
CREATE INDEX event_entry_member ON event_entry (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX event_entry_interaction ON event_entry (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE event_poll (
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  event_id INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  question TEXT NOT NULL,
  options  TEXT NOT NULL,                   -- one a line
  at       INTEGER NOT NULL
) STRICT;
CREATE INDEX event_poll_event ON event_poll (event_id);
CREATE TABLE event_vote (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  poll_id   INTEGER NOT NULL REFERENCES event_poll (id) ON DELETE CASCADE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  option    INTEGER NOT NULL,               -- line of options, from 0
  at        INTEGER NOT NULL,
  UNIQUE (poll_id, member_id, option)
) STRICT;
CREATE INDEX event_vote_member ON event_vote (member_id);
CREATE TABLE task (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  title          TEXT NOT NULL,
  notes          TEXT,
  project_id     INTEGER REFERENCES project (id) ON DELETE CASCADE,
  step_id        INTEGER REFERENCES project_step (id) ON DELETE SET NULL,
  event_id       INTEGER REFERENCES event (id) ON DELETE CASCADE,
  member_id      INTEGER REFERENCES member (id) ON DELETE SET NULL,        -- whom it is about
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  finding_id     INTEGER REFERENCES finding (id) ON DELETE SET NULL,       -- a case, an idea
  owner_id       INTEGER REFERENCES member (id) ON DELETE SET NULL,        -- who does it; NULL: nobody yet
  due            TEXT,                      -- NULL: one day
  tz             TEXT,                      -- of a due with a time; NULL: the manager's
  shift          INTEGER,                   -- days from the day of its event, else project; NULL: due stands by itself
  snoozed        TEXT,                      -- a day: not shown before it
  rrule          TEXT,                      -- comes again: the next one is made when this one is done
  priority       INTEGER NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 9),   -- as in VTODO: 1 highest, 0 none
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
  closed         INTEGER,
  position       INTEGER NOT NULL DEFAULT 0,
  ical_uid       TEXT,
  sequence       INTEGER NOT NULL DEFAULT 0,
  ical           TEXT,
  remind         INTEGER,                   -- minutes before it is due
  created        INTEGER NOT NULL
) STRICT;
CREATE INDEX task_due ON task (state, due, id);
CREATE INDEX task_owner ON task (owner_id, state, due) WHERE owner_id IS NOT NULL;
CREATE INDEX task_project ON task (project_id, state, due) WHERE project_id IS NOT NULL;
CREATE INDEX task_step ON task (step_id) WHERE step_id IS NOT NULL;
CREATE INDEX task_event ON task (event_id, state, due) WHERE event_id IS NOT NULL;
CREATE INDEX task_member ON task (member_id, state, due) WHERE member_id IS NOT NULL;
CREATE INDEX task_interaction ON task (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX task_finding ON task (finding_id) WHERE finding_id IS NOT NULL;
CREATE INDEX task_ical ON task (ical_uid) WHERE ical_uid IS NOT NULL;
CREATE INDEX task_closed ON task (state, closed DESC) WHERE closed IS NOT NULL;
CREATE TABLE task_item (                    -- of its checklist
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  task_id  INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  title    TEXT NOT NULL,
  done     INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX task_item_task ON task_item (task_id, position);
CREATE TABLE agenda_rule (                  -- messages with this word, or of this channel and what is below it, carry the agenda
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  agenda_id  INTEGER NOT NULL REFERENCES agenda (id) ON DELETE CASCADE,
  word       TEXT,
  channel_id INTEGER REFERENCES channel (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX agenda_rule_agenda ON agenda_rule (agenda_id);
CREATE INDEX agenda_rule_channel ON agenda_rule (channel_id) WHERE channel_id IS NOT NULL;
CREATE TABLE agenda_mark (                  -- said by a person of one message, whatever the rules say
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
  agenda_id      INTEGER REFERENCES agenda (id) ON DELETE CASCADE,         -- NULL: none
  at             INTEGER NOT NULL,
  UNIQUE (interaction_id)
) STRICT;
CREATE INDEX agenda_mark_agenda ON agenda_mark (agenda_id) WHERE agenda_id IS NOT NULL;
CREATE TABLE plan_calendar_link (
  id         INTEGER PRIMARY KEY,
  calendar   TEXT NOT NULL,                 -- uid of the calendar that is followed
  object     TEXT NOT NULL CHECK (object IN ('event', 'task')),
  object_uid TEXT NOT NULL,
  href       TEXT NOT NULL,
  etag       TEXT,
  hash       TEXT,                          -- of the content that both sides agreed on
  sequence   INTEGER NOT NULL DEFAULT 0,
  at         INTEGER NOT NULL,
  UNIQUE (calendar, href)
) STRICT;
CREATE INDEX plan_calendar_link_object ON plan_calendar_link (object_uid);
INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO member_fts (member_fts, rank) VALUES ('hashsize', 16777216);
