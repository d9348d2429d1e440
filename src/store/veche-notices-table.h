/* veche-notices-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "model/veche-hours.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What a person wants to be told of while the window is not before their eyes, and what there is to tell.  Lane functions; the edits_… are for
 * veche_journal_apply(). */

typedef enum { VECHE_NOTICE_NOTHING, VECHE_NOTICE_NEGATIVE, VECHE_NOTICE_ALL } VecheNoticeOf;   /* NEGATIVE: complaints and hot talks, too */

typedef struct
{
  GHashTable *sources;                       /* uid → VecheNoticeOf of those that differ from the usual, which is NEGATIVE */
  gboolean    promises, requests, heat, reminders;
  gboolean    closed;                        /* quiet while nobody works */
  int         quiet_from, quiet_to;          /* minutes of the day; equal: never */
} VecheNoticeSettings;
VecheNoticeSettings *veche_notices_settings_load (VecheDb *db);   /* (transfer full) */
void        veche_notices_settings_free     (VecheNoticeSettings *self);
VecheNoticeOf veche_notices_of              (const VecheNoticeSettings *self, const char *source_uid);
void        veche_notices_edit_source       (VecheDb *db, VecheEdit *edit, const char *source_uid, VecheNoticeOf of);
void        veche_notices_edit_switch       (VecheDb *db, VecheEdit *edit, const char *name, gboolean on);   /* "promises", "requests", "heat", "reminders", "closed" */
void        veche_notices_edit_quiet        (VecheDb *db, VecheEdit *edit, int from, int to);                /* from = to: no quiet hours */

/* The first moment from one on at which something may be told: that moment itself, unless it is quiet.  hours (nullable): whose closed times are quiet */
gint64      veche_notices_next_loud         (const VecheNoticeSettings *self, GTimeZone *zone, VecheHours *hours, gint64 at);

typedef struct
{
  gint64  id;                                /* of the triage row; of a request, too */
  char   *uid, *source_uid, *source_name;
  char   *who, *text;                        /* (nullable): author; of a request its owner */
  gboolean negative;                         /* negative, a complaint, or of a hot talk */
  gint64  due;                               /* of a request */
} VecheNoticeRow;
void        veche_notice_row_free           (VecheNoticeRow *self);

/* Judged mentions after this id that are open and nobody has seen, of priority first. (element-type VecheNoticeRow) (transfer full) */
GPtrArray  *veche_notices_waiting           (VecheDb *db, gint64 since, GError **error);
gint64      veche_notices_last              (VecheDb *db);                                    /* the id of the newest mention */
/* What colleagues were asked to answer by now and have not; next (out): when the next of these is due; 0: none. (element-type VecheNoticeRow) */
GPtrArray  *veche_notices_requests          (VecheDb *db, gint64 now, gint64 *next, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheNoticeSettings, veche_notices_settings_free)

G_END_DECLS
