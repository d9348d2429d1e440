-- 0006-speed.sql: bulk work and numbers without waiting.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- derived: members whose search row is to be made anew.  To write the words of a hundred thousand people costs as much as all the rest of
-- changing them; what one step of an edit does to very many is noted here, in its own transaction, and done behind it, piece by piece.
CREATE TABLE search_due (
  id    INTEGER PRIMARY KEY,                -- of the member
  whole INTEGER NOT NULL                    -- 0: only the labels
) STRICT;

-- Whatever points to a row has to be found when that row goes.
CREATE INDEX ask_answer ON ask (answer_id) WHERE answer_id IS NOT NULL;
CREATE INDEX ask_for ON ask (for_id) WHERE for_id IS NOT NULL;
CREATE INDEX wish_met_by ON wish (met_by_id) WHERE met_by_id IS NOT NULL;
CREATE INDEX wish_interaction ON wish (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX project_owner ON project (owner_id) WHERE owner_id IS NOT NULL;

-- No query ever said "stage <> ''", so that the old index served none: numbers of a stage by when they came or were last seen come from this one.
DROP INDEX member_by_stage;
CREATE INDEX member_stage ON member (stage, archived, joined, last_seen);
