-- 0022-knowledge.sql: what is answered again and again, and how it is said.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Earlier wordings of an article are in the journal: nothing is kept twice.  How often one was used is counted in article_use.

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
