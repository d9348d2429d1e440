/* veche-conversation-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-article-card.h"
#include "app/veche-composer.h"
#include "app/veche-conversation.h"
#include "app/veche-earlier-lines.h"
#include "app/veche-expert-strip.h"
#include "app/veche-heat-line.h"
#include "app/veche-later.h"
#include "app/veche-mention-guard.h"
#include "app/veche-message-card.h"
#include "app/veche-playbook-view.h"
#include "app/veche-promise-bar.h"
#include "app/veche-rule-marks.h"
#include "app/veche-steady-column.h"
#include "app/veche-switch-bar.h"
#include "app/veche-why-line.h"
#include "store/veche-heat-table.h"
#include "store/veche-members-table.h"

G_BEGIN_DECLS

/* A thread as it was read, with what its author asked of those who write to them. */
typedef struct _VecheThreadLoaded VecheThreadLoaded;

/* Shared by the pane (veche-conversation.c), its messages (veche-conversation-cards.c) and what is done to them (veche-conversation-answer.c). */
struct _VecheConversation
{
  GtkWidget          parent_instance;

  VecheSession      *session;     /* (owned) (nullable) */
  VecheMention      *mention;     /* (owned) (nullable) */
  GPtrArray         *thread;      /* (owned) (nullable) (element-type VecheInteraction) */
  GHashTable        *sending;     /* (owned): set of interaction ids to which an answer is being written down */
  GCancellable      *loading;     /* (owned) (nullable): of the load now on its way */
  guint              reload;      /* source id */
  GHashTable        *ahead;       /* (owned): interaction id → VecheThreadLoaded, of mentions that may be next */
  guint              readying;    /* source id: their cards are made ready */
  guint              changes;     /* that made what was read ahead stale */
  guint              before, after;   /* how many messages of the thread are shown around this one */
  guint              growing;     /* tick: of the rest of them */
  guint              frames;
  guint              later;       /* tick: of what stands around the message */
  gint64             beside;      /* the message for which that was asked */
  guint              n_people;
  VecheThreadHeat    heat;
  gboolean           scroll_to;   /* bring the message into view once it is laid out */
  guint              guards;      /* 0: nothing to be minded, 1: something, 2: they asked not to be written to */
  gboolean           person_beside;
  gboolean           send_done;   /* how the answer was to go that is held back until it is known whom it mentions */

  GtkWidget         *content;
  GtkScrolledWindow *below;
  VecheSteadyColumn *column;
  VecheRuleMarks    *marks;
  VecheWhyLine      *why;
  VecheHeatLine     *heat_line;
  VechePlaybookView *playbook;
  GtkBox            *cards;
  VecheArticleCard  *article;
  GtkWidget         *guard;
  GtkLabel          *guard_text;
  VecheExpertStrip  *strip;
  VecheMentionGuard *mention_guard;
  VecheSwitchBar    *switch_bar;
  VecheEarlierLines *earlier;
  VecheComposer     *composer;
  VechePromiseBar   *promises;
  GtkWidget         *request;
  GtkLabel          *request_text;
  GtkWidget         *mute;
  GtkLabel          *mute_text;
  GtkWidget         *original;
};

void veche_conversation_loaded    (VecheConversation *self);                            /* tells of it */
void veche_conversation_show_guard (VecheConversation *self, const VecheContact *author);   /* author (nullable) */
/* The answer was queued: the page may go on. */
void veche_conversation_replied   (VecheConversation *self, gboolean done);

/* veche-conversation-cards.c */
void veche_thread_loaded_free     (gpointer loaded);
void veche_conversation_load      (VecheConversation *self);
void veche_conversation_load_new  (VecheConversation *self);   /* another message is shown */
void veche_conversation_clear_cards (VecheConversation *self);
void veche_conversation_forget_ahead (VecheConversation *self);

/* veche-conversation-answer.c */
void veche_conversation_send_cb   (VecheConversation *self, gboolean done, VecheComposer *composer);
void veche_conversation_approve_cb (VecheConversation *self);
void veche_conversation_decline_cb (VecheConversation *self);
void veche_conversation_decide_cb (VecheConversation *self, const char *act, const char *uid, VecheMessageCard *card);

G_END_DECLS
