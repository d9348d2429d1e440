-- 0007-coverage.sql: the ledger of what is surely complete, and what a platform still gives.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Why: what a live source vouches for grows by one UPDATE with each poll, so it belongs to no batch (NULL) and is one row a stretch; what an
-- import vouches for keeps its batch, so that taking the import back takes its word back and nobody else's.  Stretches are half-open:
-- since is in it, until is not.

UPDATE coverage SET batch_id = NULL WHERE batch_id IN (SELECT id FROM batch WHERE kind = 'sync');

-- derived
ALTER TABLE channel ADD COLUMN gives_from INTEGER;      -- a back-fill ended here: the platform gives nothing older; NULL: not tried
ALTER TABLE source ADD COLUMN members_cursor TEXT;      -- a reading of who is there that was broken off goes on here
ALTER TABLE source ADD COLUMN members_read INTEGER;     -- when who is there was last read to the end
