/* veche-ask-query.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <string.h>

#include "app/veche-ask-query.h"
#include "store/veche-db.h"
#include "store/veche-query-sql.h"

#define ASKED_MOST 50

VecheAskQuestion *
veche_ask_question_new (const char *interaction_uid, const char *text)
{
  VecheAskQuestion *self = g_new0 (VecheAskQuestion, 1);

  self->interaction_uid = g_strdup (interaction_uid);
  self->text = g_strdup (text);

  return self;
}

void
veche_ask_question_free (VecheAskQuestion *self)
{
  g_free (self->interaction_uid);
  g_free (self->text);
  g_free (self->platform);
  g_clear_pointer (&self->with, g_ptr_array_unref);
  g_clear_pointer (&self->without, g_ptr_array_unref);
  g_free (self);
}

void
veche_ask_found_free (VecheAskFound *self)
{
  g_clear_pointer (&self->experts, veche_experts_free);
  g_clear_pointer (&self->message, veche_record_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_free (self);
}

static void
ask_found_clear (gpointer data)
{
  veche_ask_found_free (data);
}

static void
ask_question_clear (gpointer data)
{
  veche_ask_question_free (data);
}

static VecheInteraction *
ask_load_message (VecheDb *db, gint64 id, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_TIMELINE);
  g_autoptr (GPtrArray) records = veche_query_records (db, query, &id, 1, error);

  return records != NULL && records->len > 0 && records->pdata[0] != NULL ? veche_record_ref (records->pdata[0]) : NULL;
}

/* NULL-terminated, borrowed; NULL for none. (transfer container) */
static const char **
ask_uids (GPtrArray *uids)
{
  const char **list;

  if (uids == NULL || uids->len == 0)
    return NULL;
  list = g_new0 (const char *, uids->len + 1);
  memcpy (list, uids->pdata, uids->len * sizeof (char *));

  return list;
}

static gpointer
ask_job (VecheDb *db, gpointer input, GError **error)
{
  VecheAskQuestion *question = input;
  VecheAskFound *found = g_new0 (VecheAskFound, 1);
  g_autofree const char **with = ask_uids (question->with), **without = ask_uids (question->without);
  VecheExpertsQuery query = { .text = question->text, .platform = question->platform, .with = with, .without = without };

  if (question->interaction_uid != NULL)
    query.interaction_id = veche_db_id_for_uid (db, "interaction", question->interaction_uid);
  if (query.interaction_id == 0 && query.text == NULL)     /* taken back or removed since it was asked about */
    g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "the message is not there any more");
  else
    found->experts = veche_experts_find (db, &query, error);
  if (found->experts != NULL && query.interaction_id != 0)
    {
      found->message = ask_load_message (db, query.interaction_id, NULL);
      found->asked = veche_asks_list (db, NULL, 0, query.interaction_id, ASKED_MOST, NULL);
    }
  if (found->experts == NULL)
    g_clear_pointer (&found, veche_ask_found_free);

  return found;
}

void
veche_ask_async (VecheSession *session, VecheAskQuestion *question, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, ask_job, question, ask_question_clear, ask_found_clear,
                         cancellable, callback, user_data);
}

VecheAskFound *
veche_ask_finish (GObject *source, GAsyncResult *result, GError **error)
{
  return veche_store_run_finish (VECHE_STORE (source), result, error);
}

static gboolean
ask_was_asked (const VecheAskFound *found, const char *member_uid)
{
  for (guint i = 0; found->asked != NULL && i < found->asked->len; i++)
    {
      VecheAsk *ask = g_ptr_array_index (found->asked, i);

      if (g_strcmp0 (ask->member_uid, member_uid) == 0 && g_strcmp0 (ask->state, "open") == 0)
        return TRUE;
    }

  return FALSE;
}

guint
veche_ask_edit_record (VecheEdit *edit, const VecheAskFound *found, GPtrArray *experts)
{
  VecheTopic *topic = found->experts->topics->len > 0 ? g_ptr_array_index (found->experts->topics, 0) : NULL;
  guint n = 0;

  for (guint i = 0; i < experts->len; i++)
    {
      VecheExpert *expert = g_ptr_array_index (experts, i);
      VecheAskWhat what = { .question = found->experts->question, .for_uid = found->experts->for_uid,
                            .interaction_uid = found->experts->interaction_uid, .platform = expert->platform };

      if (ask_was_asked (found, expert->uid))
        continue;
      what.competency_uid = topic != NULL ? topic->uid : NULL;
      veche_asks_edit_add (edit, expert->uid, &what);
      n++;
    }

  return n;
}
