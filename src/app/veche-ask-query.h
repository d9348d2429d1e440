/* veche-ask-query.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-experts.h"
#include "app/veche-session.h"
#include "model/veche-record.h"
#include "store/veche-asks-table.h"

G_BEGIN_DECLS

/* One question and its answer, as they go to the scanner and come back: the page "Who can answer?" and the composer's strip ask alike. */
typedef struct
{
  char      *interaction_uid;   /* (nullable) */
  char      *text;              /* (nullable): NULL takes the message's words */
  char      *platform;          /* (nullable) */
  GPtrArray *with, *without;    /* (nullable) (element-type utf8): uids of competencies */
} VecheAskQuestion;

typedef struct
{
  VecheExperts     *experts;
  VecheInteraction *message;    /* (nullable): the question, where it is a message */
  GPtrArray        *asked;      /* (element-type VecheAsk): who was asked this very message */
} VecheAskFound;

VecheAskQuestion *veche_ask_question_new   (const char *interaction_uid, const char *text);
void              veche_ask_question_free  (VecheAskQuestion *self);
void              veche_ask_found_free     (VecheAskFound *self);

/* Takes the question. */
void              veche_ask_async          (VecheSession *session, VecheAskQuestion *question, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
VecheAskFound    *veche_ask_finish         (GObject *source, GAsyncResult *result, GError **error);

/* Into the edit: each of the people is asked; those who were asked this message already are left alone. Returns how many are new. */
guint             veche_ask_edit_record    (VecheEdit *edit, const VecheAskFound *found, GPtrArray *experts);

G_END_DECLS
