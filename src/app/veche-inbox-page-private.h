/* veche-inbox-page-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-closing-popover.h"
#include "app/veche-conversation.h"
#include "app/veche-evidence-popover.h"
#include "analysis/veche-heat.h"
#include "app/veche-heat-bar.h"
#include "app/veche-inbox-filter.h"
#include "app/veche-inbox-page.h"
#include "app/veche-labels-popover.h"
#include "app/veche-noise-bar.h"
#include "app/veche-owner-popover.h"
#include "app/veche-person-pane.h"
#include "app/veche-save-popover.h"
#include "app/veche-snooze-popover.h"
#include "app/veche-still.h"
#include "store/veche-inbox-table.h"
#include "store/veche-inbox-views.h"
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
  GCancellable       *listing;       /* (owned) (nullable): of all that the list shows, which is to be ticked */

  VecheInboxView      view;
  char               *saved_uid;     /* (owned) (nullable): the saved view that is shown */
  GPtrArray          *saved;         /* (owned) (nullable) (element-type VecheSavedView) */
  VecheViewCounts     views;
  GHashTable         *places;        /* (owned): filter → id of the row that was selected there */
  char               *shown_key;     /* (owned) (nullable): the filter of the list that is shown */
  gboolean            only_hot;      /* threads that grow fast only */
  gint64              only_author;   /* one person only; 0: all */
  VecheQuery         *narrow;        /* (owned): what the list is narrowed down to, whatever its view; changed here alone */
  VecheSort           sort;

  VecheInboxCounts    counts;
  gint64              next_wake;
  gboolean            counted;
  guint               count_source;
  guint               seen_source;
  guint               tick_source;
  guint               later;         /* tick: of what is not read first */
  guint               following;     /* tick: of the row that is selected, in a list that has changed */
  /* Before the list began to change: */
  gboolean            was_chosen;    /* what is shown was the row that is selected, */
  gboolean            in_sight;      /* which was in view */
  gboolean            in_list;       /* the keyboard was in the list */
  gint64              newest_id;     /* of the rows, when the reader was last at the top */
  gboolean            want_select;   /* select something once the list has come */
  guint               position;      /* where the row that is selected stands, or stood when it left the list */
  gboolean            from_list;     /* a popover was asked for by a key of the list: the keyboard goes back there */
  gboolean            want_reply;    /* write an answer once what was asked for is there */
  gint64              taken;         /* of the mention that was done last, to be chosen again when that is undone; 0: none */
  gboolean            taken_left;    /* its row has left the list */
  guint               walks;         /* an answer to an earlier one is dropped */
  gboolean            choosing;      /* the page selects by itself */
  gboolean            settling;      /* what is there was not judged yet: the list begins at its top once it is */
  gboolean            on_page;       /* the page was chosen and has its focus */

  GtkWidget          *leaflet;
  GtkWidget          *list_pane;
  GtkWidget          *separator;
  GtkWidget          *list_title;
  GtkWidget          *sidebar_button;
  GtkToggleButton    *search_button;
  GtkMenuButton      *filter_button;
  VecheInboxFilter   *filter;
  GtkSearchBar       *search_bar;
  GtkEditable        *search_entry;
  GtkWidget          *chips;
  GtkWidget          *state_chip;
  GtkWidget          *heat_chip;
  VecheHeatBar       *heat;
  GtkWidget          *narrow_chips[VECHE_N_NARROWS];   /* (nullable) */
  GtkStack           *stack;
  GtkScrolledWindow  *scroller;
  GtkListView        *list;
  GtkRevealer        *pill_revealer;
  GtkButton          *pill;
  GtkRevealer        *bulk;
  GtkLabel           *bulk_label;
  VecheSnoozePopover *bulk_snooze;
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
  VecheClosingPopover *closing;
  VecheEvidencePopover *evidence;
  VecheLabelsPopover *labels;
  VecheOwnerPopover  *owner;
  VecheSavePopover   *save;
  VecheStill         *detail_still;  /* around the conversation and its header */
  VecheStill         *person_still;
  VecheConversation  *conversation;
  VechePersonPane    *person;
  VecheNoiseBar      *noise;
};

/* veche-inbox-actions.c */
void veche_inbox_page_watch_popovers (VecheInboxPage *self);   /* those that keys of the list open give the keyboard back */
void     veche_inbox_page_add_actions    (VecheInboxPage *self);
void     veche_inbox_page_update_actions (VecheInboxPage *self);
void     veche_inbox_page_move_on        (VecheInboxPage *self);              /* the next row is selected and focused */
gboolean veche_inbox_page_step           (VecheInboxPage *self, int by);
void     veche_inbox_page_closing_cb     (VecheInboxPage *self, const VecheClosing *closing);
void     veche_inbox_page_snooze_cb      (VecheInboxPage *self, gint64 until);
void     veche_inbox_page_replied_cb     (VecheInboxPage *self, gboolean done);
void     veche_inbox_page_save_evidence_cb (VecheInboxPage *self);
void     veche_inbox_page_save_promise_cb (VecheInboxPage *self);

/* veche-inbox-list.c */
void     veche_inbox_page_show_beside    (gpointer page);                     /* the person beside the message, and messages that may be next */
void     veche_inbox_page_before_items_cb (VecheInboxPage *self);             /* the list changes, */
void     veche_inbox_page_follow         (VecheInboxPage *self);              /* and has changed */

/* veche-inbox-bulk.c */
guint    veche_inbox_page_get_n_ticked   (VecheInboxPage *self);
void     veche_inbox_page_clear_ticks    (VecheInboxPage *self);
void     veche_inbox_page_clear_ticks_cb (VecheInboxPage *self);
void     veche_inbox_page_tick_row_cb    (GSimpleAction *action, GVariant *parameter, gpointer user_data);
gboolean veche_inbox_page_bulk_done      (VecheInboxPage *self, const VecheClosing *closing);   /* closing (nullable); FALSE: nothing is ticked */
GStrv    veche_inbox_page_dup_meant      (VecheInboxPage *self);              /* uids: the ticked ones, else what is shown (nullable) */
void     veche_inbox_page_tick_all_cb    (GSimpleAction *action, GVariant *parameter, gpointer user_data);
gboolean veche_inbox_page_bulk_snooze    (VecheInboxPage *self, gint64 until);
void     veche_inbox_page_noise_cb       (GSimpleAction *action, GVariant *parameter, gpointer user_data);
void     veche_inbox_page_not_noise_cb   (GSimpleAction *action, GVariant *parameter, gpointer user_data);

/* veche-inbox-heat.c */
void     veche_inbox_page_set_bars       (VecheInboxPage *self, VecheSession *session);   /* session (nullable) */
gboolean veche_inbox_page_is_narrowed    (VecheInboxPage *self);              /* to what is hot, or to one person */
void     veche_inbox_page_narrow_query   (VecheInboxPage *self, VecheQuery *query);
void     veche_inbox_page_widen          (VecheInboxPage *self);
void     veche_inbox_page_widen_cb       (GSimpleAction *action, GVariant *parameter, gpointer user_data);
void     veche_inbox_page_look_cb        (VecheInboxPage *self, VecheHeatAlert *alert);

/* veche-inbox-state.c */
void     veche_inbox_page_count_soon     (VecheInboxPage *self);
void     veche_inbox_page_update_state   (VecheInboxPage *self);              /* list, or the right empty state */
void     veche_inbox_page_update_pill    (VecheInboxPage *self, gboolean scrolled);
void     veche_inbox_page_flap_cb        (VecheInboxPage *self);              /* what the head of the conversation has room for */
void     veche_inbox_page_empty_cb       (VecheInboxPage *self);              /* the empty state's one button */
void     veche_inbox_page_load_choices   (VecheInboxPage *self);              /* sources, labels and owners to choose from */
void     veche_inbox_page_seen_soon      (VecheInboxPage *self);              /* what is shown, if the reader stays with it */

/* veche-inbox-page.c */
void     veche_inbox_page_redraw_rows    (VecheInboxPage *self);
void     veche_inbox_page_requery        (VecheInboxPage *self);
void     veche_inbox_page_show_mention   (VecheInboxPage *self, VecheMention *mention);
gboolean veche_inbox_page_select         (VecheInboxPage *self, guint position, gboolean focus);
void     veche_inbox_page_show_detail    (VecheInboxPage *self);

/* veche-inbox-views.c */
const char *veche_inbox_view_word        (VecheInboxView view);
char    *veche_inbox_page_dup_view_name  (VecheInboxPage *self);              /* of what is shown */
VecheQuery *veche_inbox_page_build_query (VecheInboxPage *self);
void     veche_inbox_page_keep_place     (VecheInboxPage *self);              /* before another list is shown */
gint64   veche_inbox_page_get_place      (VecheInboxPage *self);              /* 0: none is known */
void     veche_inbox_page_set_view       (VecheInboxPage *self, VecheInboxView view, const char *saved_uid);
void     veche_inbox_page_fill_views     (VecheInboxPage *self);              /* the menu, with counts */
void     veche_inbox_page_view_cb        (GSimpleAction *action, GVariant *value, gpointer user_data);
gboolean veche_inbox_page_has_filter     (VecheInboxPage *self);
void     veche_inbox_page_narrow_cb      (GSimpleAction *action, GVariant *value, gpointer user_data);   /* (ss): field, value */
void     veche_inbox_page_clear_filter   (VecheInboxPage *self);
void     veche_inbox_page_save_view_cb   (GSimpleAction *action, GVariant *parameter, gpointer user_data);
void     veche_inbox_page_drop_view_cb   (GSimpleAction *action, GVariant *parameter, gpointer user_data);

G_END_DECLS
