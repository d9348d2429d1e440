-- 0032-links.sql: whether the addresses of articles still lead somewhere.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TABLE article_link (                  -- derived: what the last look said; of no worth once the address is another
  article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
  url        TEXT NOT NULL,
  at         INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('good', 'dead', 'unsure')),
  status     INTEGER NOT NULL DEFAULT 0      -- of HTTP; 0: no answer came
) STRICT;
