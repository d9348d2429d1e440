/* veche-notices-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "store/veche-db.h"

G_BEGIN_DECLS

/* What there is to tell (-find, on a lane), and how it is told. */

typedef struct { char *key, *uid, *who, *text; gboolean negative; } VecheNoticeThing;   /* uid: of a mention or a message, "event:", "task:" (nullable) */
typedef struct { char *id, *name; GPtrArray *things; } VecheNoticeGroup;                /* name: of a source (nullable) */

typedef struct
{
  gint64     since;             /* mentions up to this id were there at the start; −1: not known yet */
  GPtrArray *alerts;            /* (owned) (element-type VecheHeatAlert) (nullable) */
} VecheNoticesLook;
void     veche_notices_look_free  (gpointer look);

typedef struct
{
  GPtrArray *groups;            /* (element-type VecheNoticeGroup) */
  gint64     since;
  gint64     loud;              /* from when on they may be told of */
  gint64     next;              /* when the next promise, request or reminder is due; 0: none */
} VecheNoticesFound;
void     veche_notices_found_free (gpointer found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheNoticesFound, veche_notices_found_free)

/* (transfer full): a VecheNoticesFound */
gpointer veche_notices_look_job   (VecheDb *db, gpointer look, GError **error);

G_END_DECLS
