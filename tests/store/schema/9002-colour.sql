-- SPDX-License-Identifier: GPL-3.0-or-later
-- A second version for the tests of the runner.
ALTER TABLE tag ADD COLUMN colour TEXT;
UPDATE tag SET colour = 'red';
