-- 0040-plan.sql: the plan of a quarter: staffing, tasks, events and rituals, agendas, templates.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Days and times of the plan are local: '2026-12-13' is a whole day, '2026-12-13T19:00' a moment of the zone beside it.  What is due so many days
-- before the day of its project or event carries both the day and the distance ("shift", -14): the day answers every list, and whoever moves the
-- project moves the days with it.  Sums of money are whole minor units with their currency, 'RUB'.

------------------------------------------------------------------------------------------------------------------------------ projects

ALTER TABLE project ADD COLUMN kind TEXT NOT NULL DEFAULT '';         -- code of the template it came from: 'conference', 'articles' …
ALTER TABLE project ADD COLUMN measure TEXT;                          -- by what is seen that the goal is reached
ALTER TABLE project ADD COLUMN result TEXT;                           -- what the measure came to
ALTER TABLE project ADD COLUMN begins TEXT;                           -- first day of the work; NULL: of the quarter
ALTER TABLE project ADD COLUMN ends TEXT;                             -- last one; NULL: the day it culminates
ALTER TABLE project ADD COLUMN keep TEXT;                             -- retrospective: what the next quarter keeps
ALTER TABLE project ADD COLUMN alter_next TEXT;                       -- and what it does differently
ALTER TABLE project ADD COLUMN handover TEXT;                         -- what whoever takes it over has to know
ALTER TABLE project ADD COLUMN position INTEGER NOT NULL DEFAULT 0;   -- on the board
CREATE INDEX project_status ON project (status, quarter);

ALTER TABLE project_step ADD COLUMN about TEXT;
ALTER TABLE project_step ADD COLUMN shift INTEGER;                    -- days from the day of the project; NULL: its day stands by itself
ALTER TABLE project_step ADD COLUMN owner_id INTEGER REFERENCES member (id) ON DELETE SET NULL;
ALTER TABLE project_step ADD COLUMN finished INTEGER;                 -- when it was done
CREATE INDEX project_step_day ON project_step (done, day);
CREATE INDEX project_step_owner ON project_step (owner_id) WHERE owner_id IS NOT NULL;

ALTER TABLE project_slot ADD COLUMN level INTEGER NOT NULL DEFAULT 0; -- at least; 0: any
ALTER TABLE project_slot ADD COLUMN hours INTEGER NOT NULL DEFAULT 0; -- of one person, all in all; 0: not said
ALTER TABLE project_slot ADD COLUMN event_id INTEGER REFERENCES event (id) ON DELETE SET NULL;   -- the event of the project that it is for
CREATE INDEX project_slot_event ON project_slot (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX project_slot_competency ON project_slot (competency_id) WHERE competency_id IS NOT NULL;

ALTER TABLE project_member ADD COLUMN role TEXT;
ALTER TABLE project_member ADD COLUMN hours INTEGER NOT NULL DEFAULT 0;   -- 0: those of the slot
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

------------------------------------------------------------------------------------------------------------- what projects and events have

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

---------------------------------------------------------------------------------------------------------------------------- templates

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

------------------------------------------------------------------------------------------------------------------------------- events

-- online and a place: both.  A ritual is an event with a rule; an occurrence that differs (moved, with people of its own) is an event of its own
-- that names the series and the moment it stands for, as RECURRENCE-ID does.
ALTER TABLE event ADD COLUMN about TEXT;                              -- said to everybody; notes are our own
ALTER TABLE event ADD COLUMN owner_id INTEGER REFERENCES member (id) ON DELETE SET NULL;
ALTER TABLE event ADD COLUMN handover TEXT;
ALTER TABLE event ADD COLUMN capacity INTEGER;                        -- NULL: everybody fits
ALTER TABLE event ADD COLUMN price INTEGER;                           -- of a guest, in minor units; NULL or 0: free
ALTER TABLE event ADD COLUMN currency TEXT;
ALTER TABLE event ADD COLUMN sponsor_id INTEGER REFERENCES organisation (id) ON DELETE SET NULL;
ALTER TABLE event ADD COLUMN survey TEXT;                             -- address of the questions afterwards
ALTER TABLE event ADD COLUMN outcome TEXT;
ALTER TABLE event ADD COLUMN position INTEGER NOT NULL DEFAULT 0;     -- on the board
ALTER TABLE event ADD COLUMN rrule TEXT;                              -- RFC 5545 without "RRULE:"; NULL: once
ALTER TABLE event ADD COLUMN series_id INTEGER REFERENCES event (id) ON DELETE CASCADE;
ALTER TABLE event ADD COLUMN recurs TEXT;                             -- of a series: the local start that it stands for
ALTER TABLE event ADD COLUMN ical_uid TEXT;                           -- where it came from a calendar; NULL: its own uid
ALTER TABLE event ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN ical TEXT;                               -- what of the calendar's entry has no place here, as it came
ALTER TABLE event ADD COLUMN remind INTEGER;                          -- minutes before it starts
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

-- More states, the waiting list, what came of it.
CREATE TABLE event_participant_new (
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
INSERT INTO event_participant_new (id, uid, event_id, member_id, role, status)
  SELECT id, uid, event_id, member_id, role, status FROM event_participant ORDER BY id;
DROP TABLE event_participant;
ALTER TABLE event_participant_new RENAME TO event_participant;
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

-------------------------------------------------------------------------------------------------------------------------------- tasks

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

------------------------------------------------------------------------------------------------------------------------------ agendas

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

---------------------------------------------------------------------------------------------------------------------------- calendars

-- derived: what of ours stands in a calendar outside, and as what both sides knew it last.
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
