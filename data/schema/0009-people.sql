-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Reasons to say a kind word.  That somebody wrote for the first time or has been here for a year is always reckoned anew; only what the manager
-- did about it is kept, so that it is not shown again.

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

-- Somebody who asks to be let in is a mention of reason 'request'; the answer leaves like any reply: 'approve' or 'decline', NULL: words.
ALTER TABLE outbox ADD COLUMN action TEXT CHECK (action IN ('approve', 'decline'));
