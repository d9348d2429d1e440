-- SPDX-License-Identifier: GPL-3.0-or-later
-- Takes long enough to be killed inside.
CREATE TABLE slow (id INTEGER PRIMARY KEY, text TEXT) STRICT;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
INSERT INTO slow (id, text) SELECT i, 'row number ' || i FROM n;
CREATE INDEX slow_text ON slow (text);
