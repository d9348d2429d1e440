-- 0052-caldav.sql: calendars that are followed.
-- Copyright 2026 The Veche authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- plan_calendar_link, derived: what of ours stands in a calendar outside.  Its calendar is the uid of a source; its hash that of our content as both
-- sides agreed on it, '' when ours is to be sent; its sequence 1 when it is not there (any more).  object_uid '': it is there, and not wanted here.
ALTER TABLE plan_calendar_link ADD COLUMN entry TEXT NOT NULL DEFAULT '';        -- the UID of the calendar's entry
ALTER TABLE plan_calendar_link ADD COLUMN base TEXT;                             -- its text as both sides knew it last
CREATE INDEX plan_calendar_link_uid ON plan_calendar_link (calendar, entry);
