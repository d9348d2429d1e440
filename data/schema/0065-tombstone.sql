-- 0065-tombstone.sql: who was erased on request stays erased.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Derived: what a source or a file says of such an account is passed over.  Nothing here says who it was.
CREATE TABLE tombstone (
  id     INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,              -- HMAC-SHA256 of platform, instance and id or handle, under a key of this workspace
  at     INTEGER NOT NULL
) STRICT;
