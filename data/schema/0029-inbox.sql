-- 0029-inbox.sql: lists leave out noise and wait for colleagues without reading a row.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

DROP INDEX triage_waiting;
CREATE INDEX triage_waiting ON triage (state, snoozed_until, at, points, began, target, answered, mood, kind, author, owner_id, answer_by, reason, seen,
                                       channel_id, interaction_id, noise, owner_due)
  WHERE state <> 'done';
