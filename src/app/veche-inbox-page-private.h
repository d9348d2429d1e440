/* veche-inbox-page-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-conversation.h"
#include "app/veche-evidence-popover.h"
#include "app/veche-inbox-page.h"
#include "app/veche-noise-bar.h"
#include "app/veche-person-pane.h"
#include "app/veche-snooze-popover.h"
#include "store/veche-inbox-table.h"
#include "store/veche-row-model.h"

G_BEGIN_DECLS

/* Shared by the page and its verbs (veche-inbox-actions.c) and its counting and empty states (veche-inbox-state.c). */
struct _VecheInboxPage
{
  GtkWidget           parent_instance;

  VecheSession       *session;       /* (owned) (nullable): NULL once closed */
  VecheRowModel      *model;         /* (owned) (nullable) */
  GtkSingleSelection *selection;     /* (owned) */
  VecheItem          *item;          /* (owned) (nullable): the row shown */
  VecheMention       *mention;       /* (owned) (nullable): what is shown, also when its row has left the list */
  GSimpleActionGroup *actions;       /* (owned) */

  GHashTable         *ticked;        /* (owned): id → uid of the mentions ticked with x */

  char               *state;         /* "open", "snoozed", "done" */
  char               *source_uid;    /* (nullable): one source only */
  VecheSort           sort;

  VecheInboxCounts    counts;
  gint64              next_wake;
  gboolean            counted;
  guint               count_source;
  guint               seen_source;
  guint               tick_source;
  gint64              top_id;        /* the first row when the reader was last at the top */
  gboolean            want_select;   /* select something once the list has come */
  gboolean            on_page;       /* the page was chosen and has its focus */

  GtkWidget          *leaflet;
  GtkWidget          *list_pane;
  GtkWidget          *separator;
  GtkWidget          *list_title;
  GtkWidget          *sidebar_button;
  GtkToggleButton    *search_button;
  GtkMenuButton      *filter_button;
  GMenu              *source_menu;
  GtkSearchBar       *search_bar;
  GtkEditable        *search_entry;
  GtkWidget          *chips;
  GtkWidget          *state_chip;
  GtkWidget          *source_chip;
  GtkStack           *stack;
  GtkScrolledWindow  *scroller;
  GtkListView        *list;
  GtkRevealer        *pill_revealer;
  GtkButton          *pill;
  GtkRevealer        *bulk;
  GtkLabel           *bulk_label;
  AdwStatusPage      *empty;
  GtkWidget          *empty_button;
  AdwFlap            *flap;
  AdwHeaderBar       *detail_header;
  AdwWindowTitle     *title;
  GtkWidget          *back_button;
  GtkWidget          *done_button;
  GtkMenuButton      *snooze_button;
  GtkMenuButton      *more_button;
  GtkWidget          *person_button;
  VecheEvidencePopover *evidence;
  VecheConversation  *conversation;
  VechePersonPane    *person;
  VecheNoiseBar      *noise;
};

/* veche-inbox-actions.c */
void     veche_inbox_page_add_actions    (VecheInboxPage *self);
void     veche_inbox_page_update_actions (VecheInboxPage *self);
void     veche_inbox_page_move_on        (VecheInboxPage *self);              /* the next row is selected and focused */
gboolean veche_inbox_page_step           (VecheInboxPage *self, int by);
void     veche_inbox_page_snooze_cb      (VecheInboxPage *self, gint64 until);
void     veche_inbox_page_replied_cb     (VecheInboxPage *self, gboolean done);

/* veche-inbox-bulk.c */
guint    veche_inbox_page_get_n_ticked   (VecheInboxPage *self);
void     veche_inbox_page_clear_ticks    (VecheInboxPage *self);
void     veche_inbox_page_clear_ticks_cb (VecheInboxPage *self);
void     veche_inbox_page_tick_row_cb    (GSimpleAction *action, GVariant *parameter, gpointer user_data);
gboolean veche_inbox_page_bulk_done      (VecheInboxPage *self);              /* FALSE: nothing is ticked */
gboolean veche_inbox_page_bulk_snooze    (VecheInboxPage *self, gint64 until);

/* veche-inbox-state.c */
void     veche_inbox_page_count_soon     (VecheInboxPage *self);
void     veche_inbox_page_update_state   (VecheInboxPage *self);              /* list, or the right empty state */
void     veche_inbox_page_update_pill    (VecheInboxPage *self, gboolean scrolled);
void     veche_inbox_page_empty_cb       (VecheInboxPage *self);              /* the empty state's one button */
void     veche_inbox_page_load_sources   (VecheInboxPage *self);
void     veche_inbox_page_seen_soon      (VecheInboxPage *self);              /* what is shown, if the reader stays with it */

/* veche-inbox-page.c */
void     veche_inbox_page_redraw_rows    (VecheInboxPage *self);
void     veche_inbox_page_requery        (VecheInboxPage *self);
void     veche_inbox_page_show_mention   (VecheInboxPage *self, VecheMention *mention);
gboolean veche_inbox_page_select         (VecheInboxPage *self, guint position, gboolean focus);
void     veche_inbox_page_show_detail    (VecheInboxPage *self);
void     veche_inbox_page_set_filter     (VecheInboxPage *self, const char *state, const char *source_uid);

G_END_DECLS
