/* veche-migrations.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-db-private.h"

G_BEGIN_DECLS

/* "VECH": how we know a file of ours. */
#define VECHE_APPLICATION_ID 0x56454348

int      veche_migrations_newest (void);

/* The versions of a workspace as it lies there, through this connection. */
gboolean veche_migrations_read   (VecheDb *db, int *application_id, int *version, GError **error);

/* Brings a writer's file to the newest schema, each step in a transaction of its own.  A file that already holds something is copied
 * to PATH.backup-vN before the first step. */
gboolean veche_migrations_run    (VecheDb *db, GError **error);

/* For the test that compares both ways: from now on new files too take one step after the other. */
void     veche_migrations_go_step_by_step (gboolean yes);

/* Any thread: a file that holds something is being brought up right now. */
gboolean veche_migrations_are_running (void);

/* A schema can carry code: triggers, views, virtual tables.  TRUE when the file has only those that we wrote. */
gboolean veche_migrations_check_schema (VecheDb *db, GError **error);

G_END_DECLS
