-- SPDX-License-Identifier: GPL-3.0-or-later
-- Leaves a row that points nowhere: the whole step must be as if it had not been.
CREATE TABLE half_done (id INTEGER PRIMARY KEY) STRICT;
INSERT INTO member_tag (uid, member_id, tag_id) VALUES ('nobody', 999, 999);
