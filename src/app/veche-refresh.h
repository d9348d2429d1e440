/* veche-refresh.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

typedef struct
{
  VecheTables    tables;                                /* what it is read from */
  guint          pause;                                 /* ms: changes that come together are read once */
  VecheLaneId    lane;
  VecheJob       job;                                   /* its input is NULL */
  GDestroyNotify free_output;
  void           (*show)   (gpointer widget, gpointer output);   /* (transfer full) */
  gboolean       (*wanted) (gpointer widget);           /* (nullable): beside being mapped, it shows this now */
} VecheRefreshKind;

/* What a page shows of the workspace, and when it is read: once the page is seen, and a pause after a change of its tables.  Nobody looks: it is read when
 * somebody does.  An error is told by the session.  Main thread. */
typedef struct _VecheReading VecheRefresh;
VecheRefresh *veche_refresh_new  (GtkWidget *widget, VecheSession *session, const VecheRefreshKind *kind);
/* Asks again whether it is wanted, which being mapped does by itself. */
void          veche_refresh_look (VecheRefresh *self);
/* What is under way is dropped.  Not later than the widget is disposed of. */
void          veche_refresh_free (VecheRefresh *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheRefresh, veche_refresh_free)

G_END_DECLS
