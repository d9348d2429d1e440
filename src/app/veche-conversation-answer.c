/* veche-conversation-answer.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-conversation-private.h"
#include "app/veche-mention-words.h"
#include "app/veche-settings.h"
#include "model/veche-text.h"
#include "store/veche-closings-table.h"
#include "store/veche-drafts-table.h"
#include "store/veche-files-table.h"
#include "store/veche-inbox-table.h"
#include "store/veche-sources-table.h"

typedef struct
{
  char    *uid;   /* of the mention */
  gint64   interaction_id;   /* whose draft it was; 0: none */
  char    *text;
  GPtrArray *files;      /* (nullable) (element-type VecheFile) */
  const char *action;   /* (nullable): of a request to join */
  guint    delay;
  gboolean done;
  gboolean moved;        /* it sends them to another place */
  char    *place, *reason, *why;   /* (nullable) */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->uid);
  g_free (answer->text);
  g_clear_pointer (&answer->files, g_ptr_array_unref);
  g_free (answer->place);
  g_free (answer->reason);
  g_free (answer->why);
  g_free (answer);
}

static gboolean
veche_conversation_answer_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Answer *answer = input;

  if (answer->action != NULL && !veche_inbox_edit_decide (db, edit, answer->uid, answer->action, answer->text, answer->delay, error))
    return FALSE;
  if (answer->action == NULL && !veche_inbox_edit_reply_with (db, edit, answer->uid, answer->text, answer->files, answer->delay, NULL, error))
    return FALSE;
  if (answer->moved)
    {
      const VecheClosing closing = { .how = "elsewhere", .place = answer->place, .reason = answer->reason, .words = answer->why };

      veche_closings_edit_add (edit, answer->uid, &closing);
    }
  if (answer->done)
    veche_inbox_edit_done (edit, answer->uid);
  /* In this very transaction: a draft that outlived a crash would be sent a second time. What others put into it meanwhile stays. */
  return answer->interaction_id == 0
         || (veche_drafts_keep (db, answer->interaction_id, answer->text, NULL, NULL, error)
             && veche_draft_files_keep (db, answer->interaction_id, answer->files, NULL, NULL, error));
}

typedef struct
{
  VecheConversation *self;   /* (owned) */
  VecheSession      *session;   /* (owned): by now another workspace may be open */
  VecheMention      *mention;   /* (owned): what it answers; by now another may be shown */
  char              *text;
  gboolean           done;
} Sent;

static Sent *
sent_new (VecheConversation *self, const Answer *answer)
{
  Sent *sent = g_new0 (Sent, 1);

  sent->self = g_object_ref (self);
  sent->session = g_object_ref (self->session);
  sent->mention = veche_record_ref (self->mention);
  sent->text = g_strdup (answer->text);
  sent->done = answer->done;

  return sent;
}

static void
sent_free (Sent *sent)
{
  g_object_unref (sent->self);
  g_object_unref (sent->session);
  veche_record_unref (sent->mention);
  g_free (sent->text);
  g_free (sent);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sent, sent_free)

static void
veche_conversation_sent_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (Sent) sent = user_data;
  VecheConversation *self = sent->self;
  gint64 id = sent->mention->interaction_id;

  g_hash_table_remove (self->sending, &id);
  if (!ok || self->session != sent->session)
    return;

  veche_composer_forget (self->composer, self->session, id);
  if (self->mention != NULL && self->mention->interaction_id == id)
    veche_conversation_load (self);
  veche_promise_bar_replied (self->promises, self->session, sent->mention->interaction_uid, veche_mention_who (sent->mention), sent->text);
  veche_conversation_replied (self, sent->done);
}

/* FALSE: an answer to this message is being written down already; one to another may be. */
static gboolean
veche_conversation_begin_sending (VecheConversation *self)
{
  gint64 id = self->mention->interaction_id;

  return g_hash_table_add (self->sending, g_memdup2 (&id, sizeof id));
}

void
veche_conversation_send_cb (VecheConversation *self, gboolean done, VecheComposer *composer)
{
  g_autoptr(VecheEdit) edit = NULL;
  VecheClosing closing;
  Answer *answer;
  Sent *sent;

  self->send_done = done;
  if (self->mention == NULL || !veche_mention_guard_may_send (self->mention_guard) || !veche_switch_bar_may_send (self->switch_bar) ||
      !veche_conversation_begin_sending (self))
    return;
  veche_composer_save (composer);     /* so that the draft is what is sent, and all of it goes */
  edit = veche_edit_new ("reply", self->mention->author_name);
  answer = g_new0 (Answer, 1);
  answer->uid = g_strdup (self->mention->parent.uid);
  answer->interaction_id = self->mention->interaction_id;
  answer->text = veche_composer_dup_text (composer);
  answer->delay = (guint) g_settings_get_int (veche_settings_get (), "send-delay");
  answer->files = veche_composer_dup_files (composer);
  answer->done = done;
  answer->moved = veche_switch_bar_get_closing (self->switch_bar, &closing);
  if (answer->moved)
    {
      answer->place = g_strdup (closing.place);
      answer->reason = g_strdup (closing.reason);
      answer->why = veche_text_tidy (closing.words);
    }
  veche_expert_strip_record (self->strip, edit, answer->text);
  veche_composer_record (composer, edit, answer->text);
  sent = sent_new (self, answer);
  veche_session_build_edit (self->session, edit, veche_conversation_answer_build, answer, answer_free,
                            done ? _ ("Reply on its way, mention done") : _ ("Reply on its way"),
                            veche_conversation_sent_cb, sent);
}

static void
veche_conversation_decide_request (VecheConversation *self, const char *action, const char *words, const char *toast)
{
  g_autoptr (VecheEdit) edit = NULL;
  Answer *answer;
  Sent *sent;

  if (self->mention == NULL || !veche_conversation_begin_sending (self))
    return;
  edit = veche_edit_new ("reply", self->mention->author_name);
  answer = g_new0 (Answer, 1);
  answer->uid = g_strdup (self->mention->parent.uid);
  answer->text = g_strdup (words);
  answer->action = action;
  answer->delay = (guint) g_settings_get_int (veche_settings_get (), "send-delay");
  answer->done = TRUE;
  sent = sent_new (self, answer);
  veche_session_build_edit (self->session, edit, veche_conversation_answer_build, answer, answer_free, toast, veche_conversation_sent_cb, sent);
}

void
veche_conversation_approve_cb (VecheConversation *self)
{
  /* Translators: what stands in the conversation: we let this person in */
  veche_conversation_decide_request (self, "approve", _ ("Let in"), _ ("Letting them in"));
}

void
veche_conversation_decline_cb (VecheConversation *self)
{
  /* Translators: what stands in the conversation: we did not let this person in */
  veche_conversation_decide_request (self, "decline", _ ("Not let in"), _ ("Turning the request down"));
}

typedef struct
{
  char *act;
  char *uid;
  char *actor;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_free (decision->act);
  g_free (decision->uid);
  g_free (decision->actor);
  g_free (decision);
}

static gpointer
veche_conversation_decide_job (VecheDb *db, gpointer input, GError **error)
{
  Decision *decision = input;
  gboolean ok;

  if (g_str_equal (decision->act, "resend"))
    ok = veche_outbox_resend (db, decision->uid, error);
  else if (g_str_equal (decision->act, "arrived"))
    ok = veche_outbox_mark_arrived (db, decision->uid, error);
  else
    ok = veche_outbox_withdraw (db, decision->uid, decision->actor, error);
  return ok ? VECHE_JOB_DONE : NULL;
}

static void
veche_conversation_decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheConversation) self = user_data;
  g_autoptr(GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  if (error != NULL && self->session != NULL)
    veche_session_show_error (self->session, error);
}

void
veche_conversation_decide_cb (VecheConversation *self, const char *act, const char *uid, VecheMessageCard *card)
{
  Decision *decision;

  if (self->session == NULL || uid == NULL)
    return;
  decision = g_new0 (Decision, 1);
  decision->act = g_strdup (act);
  decision->uid = g_strdup (uid);
  decision->actor = g_strdup (veche_session_get_actor (self->session));
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, veche_conversation_decide_job, decision,
                         decision_free, NULL, NULL, veche_conversation_decided_cb, g_object_ref (self));
}

/*** What is to be minded ***/

void
veche_conversation_set_person_beside (VecheConversation *self, gboolean beside)
{
  g_return_if_fail (VECHE_IS_CONVERSATION (self));

  self->person_beside = beside;
  /* What would break a word given to them is worth saying twice. */
  gtk_widget_set_visible (self->guard, self->guards > (beside ? 1 : 0));
}
