/* veche-sync-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-sources-schedule.h"
#include "sync/veche-clock.h"
#include "sync/veche-outbox.h"
#include "sync/veche-secrets.h"
#include "sync/veche-sync-orders.h"

G_BEGIN_DECLS

/* One source that runs now. */
typedef struct
{
  VecheSync    *sync;          /* (unowned): it has us in its table */
  char         *uid;
  GCancellable *cancellable;   /* (owned) */
  GPtrArray    *waits;         /* (owned) (element-type GTask): who wants to know */
  GError       *failure;       /* (owned) (nullable) */
  gint64        began;         /* monotonic */
  gboolean      describe;      /* ask what can be seen */
  gboolean      waiting;       /* its server holds the answer until there is something new */
  gboolean      again;         /* cancelled for a person, who gets a run of their own */
  GTask        *errand;        /* (unowned) (nullable): the first of the source's queue, of which this is a slice */
} VecheSyncRunning;

/* Ordinary sources and long polls begin one after the other, each kind for itself: after a night's sleep not all of them in one second. */
typedef enum { VECHE_GATE_ORDINARY, VECHE_GATE_WAITS, VECHE_N_GATES } VecheGate;

struct _VecheSync
{
  GObject          parent_instance;

  VecheStore      *store;      /* (owned) */
  VecheSecrets    *secrets;    /* (owned) */
  VecheOutbox     *outbox;     /* (owned) */
  GNetworkMonitor *monitor;    /* (unowned): the process's own */
  VecheClock      *clock;      /* (owned): tells when time jumps */
  GHashTable      *running;    /* (owned) uid → VecheSyncRunning */
  GHashTable      *errands;    /* (owned) uid → GQueue (owned) of GTask (owned): who waits to be done, the first may be at it */
  GHashTable      *anew;       /* (owned) uids of long polls that go on → gint64*, monotonic: when */
  GCancellable    *cancellable;/* (owned): of reading the schedule */

  gulong           changed_handler, network_handler, metered_handler;
  guint            timer;
  gint64           gates[VECHE_N_GATES];   /* monotonic: when the next one may begin */
  gint64           back_since; /* when the network came back, microseconds UTC; 0: it was always there */
  gboolean         started;
  gboolean         online;
  GTask           *closing;    /* (owned) (nullable) */
  gboolean         ending;     /* closing or closed: nothing more begins */
  gboolean         outbox_closed, secrets_flushed;
};

typedef enum
{
  VECHE_RUN_BY_ITSELF = 0,
  VECHE_RUN_BY_PERSON = 1 << 0,    /* does not wait for a server that holds its answer */
  VECHE_RUN_DESCRIBE  = 1 << 1,
  VECHE_RUN_WAITS     = 1 << 2,    /* its server may hold the answer */
} VecheRunFlags;

/* veche-sync.c. task (nullable): who wants to know how it ends, data VecheSyncWait. */
typedef struct
{
  char         *uid;           /* (nullable): all */
  VecheRunFlags flags;
  guint         pending;
  GError       *failure;       /* (owned) (nullable): the first */
} VecheSyncWait;
void       veche_sync_run_source      (VecheSync *self, const char *uid, VecheRunFlags flags, GTask *task);
void       veche_sync_settle_wait     (GTask *task, const GError *failure);
/* Lets go of a server that holds its answer; nothing else. */
void       veche_sync_stop_waiting    (VecheSync *self, const char *uid);
void       veche_sync_notify_busy     (VecheSync *self);

VecheSyncRunning *veche_sync_new_running (VecheSync *self, const char *uid, VecheRunFlags flags);
void       veche_sync_begin_run       (VecheSync *self, VecheSyncRunning *running);
void       veche_sync_end_run         (VecheSync *self, VecheSyncRunning *running);
void       veche_sync_tell_progress   (const char *source_uid, const char *text, gpointer self);

/* veche-sync-errands.c: a run of the source has ended: the next slice of its errands begins, if there are any. */
void       veche_sync_next_errand     (VecheSync *self, const char *uid);
/* Somebody waits for the source: the slice that is on ends soon, and what is new is read. */
void       veche_sync_hurry_errand    (VecheSyncRunning *running);

/* veche-sync-schedule.c */
void       veche_sync_sleep           (VecheSync *self, guint milliseconds);
void       veche_sync_watch           (VecheSync *self);       /* the network, the clock */
void       veche_sync_unwatch         (VecheSync *self);
/* A VecheJob: uid of a source, or NULL for all → GPtrArray of VecheSource, plain. */
gpointer   veche_sync_list_job        (VecheDb *db, gpointer input, GError **error);
/* The source would run by itself now. */
gboolean   veche_sync_is_due          (VecheSync *self, VecheSource *source);
/* A VecheJob: no input, VECHE_JOB_DONE. */
gpointer   veche_sync_recover_job     (VecheDb *db, gpointer input, GError **error);

G_END_DECLS
