/* veche-outbox-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sync/veche-outbox-plan.h"
#include "sync/veche-outbox.h"

G_BEGIN_DECLS

struct _VecheOutbox
{
  GObject       parent_instance;

  VecheStore   *store;         /* (owned) */
  VecheSecrets *secrets;       /* (unowned): outlives us */
  GCancellable *cancellable;   /* (owned): of everything on its way */

  GHashTable   *busy;          /* (owned) source uid → how many of its replies are on their way */
  GHashTable   *leaving;       /* (owned) set of outbox uids on their way */
  GHashTable   *troubles;      /* (owned) source uid → how many of its replies in a row found it out of reach */
  GHashTable   *looks;         /* (owned) outbox or source uid → gint64*: not to be touched before */
  GPtrArray    *drains;        /* (owned) (element-type GTask) */
  GTask        *closing;       /* (owned) (nullable) */
  gboolean      ending;        /* closing or closed: nothing more begins */
  guint         timer;
  gboolean      planning;      /* a plan is being read */
  gboolean      again;         /* … and is out of date already */
};

/* veche-outbox.c */
void  veche_outbox_hold           (VecheOutbox *self, const char *uid, guint seconds);
void  veche_outbox_set_busy       (VecheOutbox *self, VecheOutboxItem *item, gboolean busy);
void  veche_outbox_try_close      (VecheOutbox *self);
/* A reply found it out of reach, or not; returns when its next one may leave (microseconds UTC), 0: now. */
gint64 veche_outbox_note_reach    (VecheOutbox *self, const char *source_uid, int code);
guint veche_outbox_get_first_look (void);

/* veche-outbox-dispatch.c: sends it and writes down what became of it. item (transfer full) */
void  veche_outbox_dispatch       (VecheOutbox *self, VecheOutboxItem *item);

G_END_DECLS
