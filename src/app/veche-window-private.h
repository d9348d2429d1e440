/* veche-window-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-banner.h"
#include "app/veche-folder-watch.h"
#include "app/veche-job-list.h"
#include "app/veche-notices.h"
#include "app/veche-pacer.h"
#include "app/veche-pages.h"
#include "app/veche-sidebar.h"
#include "app/veche-triager.h"
#include "app/veche-window.h"

G_BEGIN_DECLS

struct _VecheWindow
{
  AdwApplicationWindow parent_instance;

  VecheSession    *session;      /* (owned) (nullable) */
  VecheFolderWatch *watch;       /* (owned) (nullable): the folder whose files are offered; not for the sample */
  VechePacer     *suggester;     /* (owned) (nullable): proposals from answers */
  VecheTriager   *triager;       /* (owned) (nullable): what comes first in the Inbox */
  VechePacer     *rules;         /* (owned) (nullable): the rules that are on */
  VecheNotices   *notices;       /* (owned) (nullable): what is told while nobody looks; not of the sample */
  AdwToast        *undo_toast;   /* (unowned) (nullable): the last one with a button; a new one takes its place */
  guint            n_waiting;    /* replies in the outbox, for the offline banner */
  gboolean         has_remote;   /* some source needs the network */
  char            *cut_short;    /* (owned) (nullable): an import that was, and that the next undo takes back */

  AdwToastOverlay *toasts;
  GtkStack        *root;
  AdwLeaflet      *leaflet;
  VecheSidebar    *sidebar;
  AdwBin          *content;
  VecheBanner     *banner;
  VecheJobList    *jobs;         /* where the sidebar, which has its own, is folded away */
  GtkStack        *pages;
};

/* veche-window-actions.c */
void       veche_window_add_actions      (VecheWindow *self);
VechePage *veche_window_current_page     (VecheWindow *self);   /* (transfer none) (nullable) */
/* Each on its page, which is shown. */
void       veche_window_open_member      (VecheWindow *self, const char *uid);
void       veche_window_open_interaction (VecheWindow *self, const char *uid);
void       veche_window_open_item        (VecheWindow *self, const char *page, const char *uid);

G_END_DECLS
