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
#include "app/veche-mention-guard.h"
#include "app/veche-message-card.h"
#include "app/veche-playbook-view.h"
#include "app/veche-promise-bar.h"
#include "app/veche-rule-marks.h"
#include "app/veche-switch-bar.h"
#include "app/veche-why-line.h"
#include "store/veche-heat-table.h"

G_BEGIN_DECLS

/* Shared by the thread (veche-conversation.c) and what is done to it (veche-conversation-answer.c). */
struct _VecheConversation
{
  GtkWidget          parent_instance;

  VecheSession      *session;     /* (owned) (nullable) */
  VecheMention      *mention;     /* (owned) (nullable) */
  GPtrArray         *thread;      /* (owned) (nullable) (element-type VecheInteraction) */
  GHashTable        *queued;      /* (owned): interaction id → text of an answer that may still be taken back */
  GHashTable        *queued_files;   /* (owned): the same → GPtrArray of its files */
  GCancellable      *loading;     /* (owned) (nullable): of the load now on its way */
  guint              reload;      /* source id */
  guint              n_people;
  VecheThreadHeat    heat;
  gboolean           scroll_to;   /* bring the message into view once it is laid out */
  gboolean           sending;     /* an answer is being queued */
  guint              guards;      /* 0: nothing to be minded, 1: something, 2: they asked not to be written to */
  gboolean           person_beside;

  GtkWidget         *content;
  GtkScrolledWindow *scroller;
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

void veche_conversation_load      (VecheConversation *self);
/* The answer was queued: the page may go on. */
void veche_conversation_replied   (VecheConversation *self, gboolean done);

/* veche-conversation-answer.c */
void veche_conversation_send_cb   (VecheConversation *self, gboolean done, VecheComposer *composer);
void veche_conversation_approve_cb (VecheConversation *self);
void veche_conversation_decline_cb (VecheConversation *self);
void veche_conversation_decide_cb (VecheConversation *self, const char *act, const char *uid, VecheMessageCard *card);

G_END_DECLS
