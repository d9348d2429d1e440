/* veche-search-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-db.h"
#include "store/veche-search-table.h"
#include "store/veche-statement.h"

G_BEGIN_DECLS

/* One run: what the operators mean in this workspace, and how far it may go. */
typedef struct
{
  VecheDb     *db;
  VecheSearch *search;
  GPtrArray   *needs;        /* (element-type VecheSearchNeed): what the people, channels and authors have to be */
  gboolean     nobody;       /* an operator names what is not there */
  gint64       deadline;     /* monotonic microseconds */
  guint        seen;         /* candidates looked at */
  GHashTable  *people;       /* gint64 → whether this person has what is needed */
} VecheSearchRun;

typedef struct
{
  VecheTermKind kind;
  gboolean      negated;
  gboolean      me;          /* from:me */
  char         *ids;         /* JSON array of tags, competencies, channels, people */
  char         *platform;    /* of in: (nullable) */
  GHashTable   *set;         /* the same ids */
  GArray       *list;
} VecheSearchNeed;

VecheSearchRun *veche_search_run_new        (VecheDb *db, VecheSearch *search, GError **error);
void            veche_search_run_free       (VecheSearchRun *self);
/* Has the person the tags and competencies that are asked for, and none of the unwanted? */
gboolean        veche_search_run_person     (VecheSearchRun *self, gint64 member_id);
gboolean        veche_search_run_is_over    (VecheSearchRun *self);      /* enough looked at for one keystroke */
VecheSearchNeed *veche_search_run_need      (VecheSearchRun *self, VecheTermKind kind);   /* the first that is wanted (nullable) */

VecheHit       *veche_hit_new               (VecheHitKind kind, gint64 id, const char *uid, const char *title);
int             veche_hit_is_newer          (gconstpointer a, gconstpointer b);   /* for sorting arrays of hits */

GPtrArray      *veche_search_members        (VecheSearchRun *self, guint limit, GError **error);
GPtrArray      *veche_search_messages       (VecheSearchRun *self, guint limit, VecheSearchOrder order, GError **error);
GPtrArray      *veche_search_notes          (VecheSearchRun *self, guint limit, GError **error);
GPtrArray      *veche_search_named          (VecheSearchRun *self, VecheHitKind kind, guint limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheSearchRun, veche_search_run_free)

G_END_DECLS
