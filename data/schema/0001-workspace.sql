-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The workspace: people, what passed between them and us, what they can do, and the plan.
--
-- Two kinds of rows live here.  What a person made carries a uid (UUIDv7) and every change to it is in the journal.  What came from
-- outside (messages, joins, accounts seen on a platform) is an append-only record with a natural key and the batch that brought it.
-- A row may be both: a member found by an import and then edited.  Fields that the program keeps up to date by itself ("derived")
-- are never journalled.  Times are microseconds since 1970 UTC; dates of plans keep their zone beside them.
--
-- No REPLACE, no DELETE without WHERE, no WITHOUT ROWID: sqlite3_update_hook is silent about those, and lists would not notice.

CREATE TABLE setting (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  value    ANY
) STRICT;

---------------------------------------------------------------------------------------------------------------- journal and batches

CREATE TABLE gesture (                      -- one act of a person: what one Ctrl+Z takes back
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  at       INTEGER NOT NULL,
  actor    TEXT NOT NULL,                   -- who: the manager's name, or 'rule:…'
  kind     TEXT NOT NULL,                   -- what, as a word the interface translates: 'tag', 'log', 'snooze', 'import' …
  subject  TEXT,                            -- whom or what it was about, for the undo toast
  undoes   INTEGER REFERENCES gesture (id), -- set on an undo or redo: the gesture it takes back
  state    INTEGER NOT NULL DEFAULT 0       -- 0 done, 1 taken back, 2 no longer undoable
) STRICT;
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

------------------------------------------------------------------------------------------------------------------------ communities

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

---------------------------------------------------------------------------------------------------------------------------- members

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
) STRICT;
CREATE INDEX member_by_name ON member (archived, name_key, id);
CREATE INDEX member_by_seen ON member (archived, last_seen DESC, id);
CREATE INDEX member_by_joined ON member (archived, joined DESC, id);
CREATE INDEX member_by_stage ON member (stage, archived, name_key) WHERE stage <> '';
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
) STRICT;
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

-------------------------------------------------------------------------------------------------------- sources, channels, timeline

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
) STRICT;

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
  batch_id     INTEGER REFERENCES batch (id),
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

CREATE TABLE interaction (                  -- everything on a timeline, one row each
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
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
  UNIQUE (channel_id, remote_id)
) STRICT;
CREATE INDEX interaction_member ON interaction (member_id, at DESC, id DESC) WHERE member_id IS NOT NULL;
CREATE INDEX interaction_channel ON interaction (channel_id, at, id);
CREATE INDEX interaction_reply ON interaction (reply_to_id) WHERE reply_to_id IS NOT NULL;
CREATE INDEX interaction_orphan ON interaction (channel_id, reply_to) WHERE reply_to IS NOT NULL AND reply_to_id IS NULL;
CREATE INDEX interaction_identity ON interaction (identity_id) WHERE identity_id IS NOT NULL;
CREATE INDEX interaction_thread ON interaction (channel_id, thread, at) WHERE thread IS NOT NULL;
CREATE INDEX interaction_by_batch ON interaction (batch_id) WHERE batch_id IS NOT NULL;

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
) STRICT;
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
) STRICT;
CREATE INDEX outbox_state ON outbox (state, not_before);
CREATE INDEX outbox_interaction ON outbox (interaction_id);
-- What has left can't be unsaid: undo of such a reply fails here, whatever code asks for it.
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

------------------------------------------------------------------------------------------------------------------------------- plan

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
) STRICT;
CREATE INDEX project_quarter ON project (quarter);

CREATE TABLE project_step (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  title      TEXT NOT NULL,
  day        TEXT,                          -- '2026-12-01'
  done       INTEGER NOT NULL DEFAULT 0,
  position   INTEGER NOT NULL DEFAULT 0
) STRICT;
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
) STRICT;
CREATE INDEX project_slot_project ON project_slot (project_id, position);

CREATE TABLE project_member (               -- who takes part, and the competency they bring
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  project_id    INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  member_id     INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  slot_id       INTEGER REFERENCES project_slot (id) ON DELETE SET NULL,
  competency_id INTEGER REFERENCES competency (id) ON DELETE SET NULL
) STRICT;
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
) STRICT;
CREATE INDEX event_starts ON event (starts);

CREATE TABLE event_participant (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  event_id  INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  role      TEXT NOT NULL DEFAULT 'guest' CHECK (role IN ('host', 'speaker', 'helper', 'guest')),
  status    TEXT NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'accepted', 'declined', 'came', 'no-show')),
  UNIQUE (event_id, member_id)
) STRICT;
CREATE INDEX event_participant_member ON event_participant (member_id);

------------------------------------------------------------------------------------------------------------------------------- ties

CREATE TABLE tie (                          -- derived from replies and mentions, decays
  id        INTEGER PRIMARY KEY,
  a_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  b_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  strength  REAL NOT NULL DEFAULT 0,
  at        INTEGER NOT NULL,
  UNIQUE (a_id, b_id)
) STRICT;
CREATE INDEX tie_b ON tie (b_id);

----------------------------------------------------------------------------------------------------------------------------- search

-- Written by the store's own statements, never by triggers (RELIABILITY and PERFORMANCE measured why).
-- 'veche' is our tokenizer: unicode61 folding, Snowball stems of Russian and English beside the raw token, ё as е.
CREATE VIRTUAL TABLE interaction_fts USING fts5 (text, content = 'interaction', content_rowid = 'id', tokenize = 'veche', prefix = '2 3');
-- keys: transliteration keys, so that "yolkin" and "елкин" find Ёлкин.
CREATE VIRTUAL TABLE member_fts USING fts5 (name, handles, labels, notes, keys, tokenize = 'veche', prefix = '2 3');
INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO member_fts (member_fts, rank) VALUES ('hashsize', 16777216);
