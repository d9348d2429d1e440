/* veche-outbox-plan.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"
#include "store/veche-sources-schedule.h"

G_BEGIN_DECLS

/* What the outbox holds at one moment, read on a lane: what is due, what waits, what became of nobody knows. */
typedef struct
{
  VecheOutboxRow *row;       /* (owned) */
  VecheSource    *source;    /* (owned) */
  gboolean        doubtful;  /* an earlier attempt may have arrived */
  GPtrArray      *files;     /* (owned) (nullable) (element-type VecheReplyFile): read when it leaves */
} VecheOutboxItem;

typedef struct
{
  GPtrArray *due;            /* (element-type VecheOutboxItem) oldest first, one of a thread */
  GPtrArray *unknown;        /* (element-type utf8) uids of replies that their connector can look for */
  GPtrArray *waiting;        /* (element-type VecheOutboxRow) all queued ones */
  gint64     now;            /* of the reading */
  gint64     next;           /* when the next of them comes due; 0: none */
} VecheOutboxPlan;

/* A VecheJob: no input, returns VecheOutboxPlan. */
gpointer    veche_outbox_plan_job  (VecheDb *db, gpointer input, GError **error);
void        veche_outbox_plan_free (gpointer data);
void        veche_outbox_item_free (gpointer data);
/* (transfer full) (element-type VecheReplyFile): what goes with the reply. */
GPtrArray  *veche_outbox_read_files (VecheDb *db, gint64 outbox_id, GError **error);
VecheReply *veche_outbox_item_new_reply (VecheOutboxItem *item);

/* What became of an attempt, for the writer. */
typedef enum { VECHE_FATE_SENT, VECHE_FATE_FAILED, VECHE_FATE_UNKNOWN } VecheFateKind;
typedef struct
{
  VecheFateKind kind;
  gint64        id, retry_at;
  char         *remote_id, *url, *nick, *text;
  char         *begun_id, *begun_url;     /* (nullable): what stands there although the rest does not */
  GStrv         begun_files;              /* (nullable): uids of the files that do */
} VecheFate;

VecheFate  *veche_fate_copy (const VecheFate *self);
void        veche_fate_clear (VecheFate *self);
void        veche_fate_free (gpointer data);
gpointer    veche_fate_job  (VecheDb *db, gpointer input, GError **error);   /* VECHE_JOB_DONE */

G_END_DECLS
