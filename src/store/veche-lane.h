/* veche-lane.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "store/veche-store.h"

G_BEGIN_DECLS

/* One thread, a queue of jobs by priority, a connection of its own.  VecheStore owns three. */
typedef struct _VecheLane VecheLane;

typedef enum
{
  VECHE_LANE_READ,    /* no transaction around it */
  VECHE_LANE_WRITE,   /* one IMMEDIATE transaction around it */
  VECHE_LANE_LONG,    /* makes its own transactions; one at a time, the others run when it yields */
} VecheLaneKind;

typedef struct
{
  VecheLaneKind  kind;
  int            priority;      /* G_PRIORITY_*; equal ones in order */
  VecheJob       run;
  gpointer       input;         /* (owned) */
  GDestroyNotify free_input;    /* (nullable) */
  GDestroyNotify free_output;   /* (nullable) */
} VecheLaneJob;

VecheLane *veche_lane_new        (const char *name, VecheDb *db /* (transfer full) */);
void       veche_lane_run_async  (VecheLane *self, const VecheLaneJob *job, gpointer source, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gpointer   veche_lane_run_finish (gpointer source, GAsyncResult *result, GError **error);
void       veche_lane_yield      (VecheDb *db);   /* on the lane, by a long job, outside of a transaction */
gboolean   veche_lane_is_long    (VecheLane *self);   /* on the lane: it is a long job itself that runs, none that it lets by */

/* No job that comes later runs.  drain: those that wait still do, long ones are cancelled; else everything is. */
void       veche_lane_stop       (VecheLane *self, gboolean drain);
void       veche_lane_free       (VecheLane *self);   /* after stop; waits for the thread, closes the connection */

G_END_DECLS
