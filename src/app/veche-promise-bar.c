/* veche-promise-bar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "analysis/veche-promise.h"
#include "app/veche-day-button.h"
#include "app/veche-draw.h"
#include "app/veche-promise-bar.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"
#include "store/veche-promises-table.h"

#define WORDS_MOST 200

struct _VechePromiseBar
{
  AdwBin          parent_instance;

  VecheSession   *session;           /* (owned) (nullable) */
  char           *interaction_uid;   /* (owned) (nullable) */
  char           *promise_uid;       /* (owned) (nullable): the one that may be kept now */
  gint64          due;               /* proposed */
  guint           asked;             /* an answer to an earlier question is dropped */

  GtkRevealer    *revealer;
  GtkStack       *stack;
  GtkEditable    *words;
  VecheDayButton *day;
  GtkWidget      *keep_in_mind;
  GtkLabel       *question;
};

G_DEFINE_FINAL_TYPE (VechePromiseBar, veche_promise_bar, ADW_TYPE_BIN)

void
veche_promise_bar_hide (VechePromiseBar *self)
{
  g_return_if_fail (VECHE_IS_PROMISE_BAR (self));

  self->asked++;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), FALSE);
}

static void
promise_bar_show (VechePromiseBar *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

static char *
day_of (gint64 at)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);

  return when != NULL ? g_date_time_format (when, "%Y-%m-%d") : NULL;
}

/*** A promise ***/

typedef struct { char *interaction_uid, *text; gint64 due; } Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->interaction_uid);
  g_free (wish->text);
  g_free (wish);
}

static gboolean
wish_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  Wish *wish = data;

  return veche_promises_edit_add (db, edit, NULL, wish->interaction_uid, wish->text, wish->due, error) != NULL;
}

/* The proposed moment, or the end of work on the day that was chosen instead. */
static gint64
promise_bar_get_due (VechePromiseBar *self)
{
  const char *day = veche_day_button_get_day (self->day);
  g_autofree char *proposed = day_of (self->due);
  VecheWorkHours hours = VECHE_WORK_HOURS_USUAL;
  g_autoptr (GDateTime) at = NULL;
  int y, m, d;

  if (day == NULL || g_strcmp0 (day, proposed) == 0 || sscanf (day, "%d-%d-%d", &y, &m, &d) != 3)
    return self->due;
  at = g_date_time_new_local (y, m, d, hours.closes / 60, hours.closes % 60, 0);

  return at != NULL ? g_date_time_to_unix (at) * G_USEC_PER_SEC : self->due;
}

typedef struct { VechePromiseBar *self; guint asked; const char *page; } Question;

static Question *
question_new (VechePromiseBar *self, const char *page)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->asked = self->asked;
  question->page = page;

  return question;
}

/* What was not saved stands there again, as it was typed, unless something else is asked by now. */
static void
promise_bar_done_cb (gboolean ok, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (VechePromiseBar) self = question->self;

  if (!ok && question->asked == self->asked && self->session != NULL)
    promise_bar_show (self, question->page);
}

static void
promise_bar_accept_cb (VechePromiseBar *self)
{
  g_autofree char *words = veche_text_tidy (gtk_editable_get_text (self->words));
  g_autofree char *when = NULL, *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;
  Wish *wish;

  if (words == NULL || self->session == NULL)
    return;
  wish = g_new0 (Wish, 1);
  wish->due = promise_bar_get_due (self);
  wish->interaction_uid = g_strdup (self->interaction_uid);
  wish->text = g_strdup (words);
  when = veche_time_long (wish->due);
  /* Translators: %s is a day and time such as "tomorrow, 18:00" */
  toast = g_strdup_printf (_ ("Promised until %s"), when);
  edit = veche_edit_new ("promise", words);
  veche_promise_bar_hide (self);
  veche_session_build_edit (self->session, edit, wish_build, wish, wish_free, toast, promise_bar_done_cb, question_new (self, "offer"));
}

static void
promise_bar_typed_cb (VechePromiseBar *self)
{
  g_autofree char *words = veche_text_tidy (gtk_editable_get_text (self->words));

  gtk_widget_set_sensitive (self->keep_in_mind, words != NULL);
}

static void
promise_bar_offer (VechePromiseBar *self, const char *words, gint64 due)
{
  g_autofree char *clamped = veche_text_clamp (words, WORDS_MOST, FALSE);
  g_autofree char *day = day_of (due);

  self->due = due;
  gtk_editable_set_text (self->words, clamped);
  veche_day_button_set_day (self->day, day);
  promise_bar_typed_cb (self);
  promise_bar_show (self, "offer");
}

/*** Kept? ***/

static void
promise_bar_kept_cb (VechePromiseBar *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("promise-kept", NULL);

  if (self->session == NULL || self->promise_uid == NULL)
    return;
  veche_promises_edit_keep (edit, self->promise_uid, TRUE);
  veche_promise_bar_hide (self);
  veche_session_edit (self->session, edit, _ ("Promise kept"), promise_bar_done_cb, question_new (self, "kept"));
}

static gpointer
thread_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_promises_of_thread (db, input, error);
}

static void
promise_bar_thread_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (VechePromiseBar) self = question->self;
  g_autoptr (GPtrArray) open = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  const VechePromiseRow *promise;
  g_autofree char *words = NULL, *text = NULL;

  /* Nobody waits for it: without an answer the promise comes back when it is due. */
  if (question->asked != self->asked || self->session == NULL || open == NULL || open->len == 0)
    return;
  promise = open->pdata[0];
  g_free (self->promise_uid);
  self->promise_uid = g_strdup (promise->uid);
  words = veche_text_clamp (promise->text, WORDS_MOST, FALSE);
  /* Translators: %s is what was promised earlier in this conversation */
  text = g_strdup_printf (_ ("You promised “%s”. Is it done with this reply?"), words);
  gtk_label_set_text (self->question, text);
  promise_bar_show (self, "kept");
}

/*** What one calls ***/

static void
promise_bar_begin (VechePromiseBar *self, VecheSession *session, const char *interaction_uid)
{
  g_set_object (&self->session, session);
  g_free (self->interaction_uid);
  self->interaction_uid = g_strdup (interaction_uid);
  veche_promise_bar_hide (self);
}

void
veche_promise_bar_replied (VechePromiseBar *self, VecheSession *session, const char *interaction_uid, const char *reply)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  VecheWorkHours hours = VECHE_WORK_HOURS_USUAL;
  g_autoptr (GPtrArray) found = NULL;
  Question *question;

  g_return_if_fail (VECHE_IS_PROMISE_BAR (self) && VECHE_IS_SESSION (session) && interaction_uid != NULL);

  promise_bar_begin (self, session, interaction_uid);
  found = veche_promise_find (reply != NULL ? reply : "", now, &hours);
  if (found->len > 0)
    {
      const VechePromise *promise = found->pdata[0];

      promise_bar_offer (self, promise->words, promise->due);
      return;
    }
  question = question_new (self, "kept");
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, thread_job, g_strdup (interaction_uid), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, promise_bar_thread_cb, question);
}

void
veche_promise_bar_write (VechePromiseBar *self, VecheSession *session, const char *interaction_uid)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  VecheWorkHours hours = VECHE_WORK_HOURS_USUAL;
  gint64 due = veche_now ();

  g_return_if_fail (VECHE_IS_PROMISE_BAR (self) && VECHE_IS_SESSION (session));

  promise_bar_begin (self, session, interaction_uid);
  veche_promise_parse_due ("tomorrow", now, &hours, &due);
  promise_bar_offer (self, "", due);
  gtk_widget_grab_focus (GTK_WIDGET (self->words));
}

static void
veche_promise_bar_dispose (GObject *object)
{
  g_clear_object (&VECHE_PROMISE_BAR (object)->session);

  G_OBJECT_CLASS (veche_promise_bar_parent_class)->dispose (object);
}

static void
veche_promise_bar_finalize (GObject *object)
{
  VechePromiseBar *self = VECHE_PROMISE_BAR (object);

  g_free (self->interaction_uid);
  g_free (self->promise_uid);

  G_OBJECT_CLASS (veche_promise_bar_parent_class)->finalize (object);
}

static void
veche_promise_bar_class_init (VechePromiseBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_promise_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_promise_bar_finalize;

  g_type_ensure (VECHE_TYPE_DAY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-promise-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, stack);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, words);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, day);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, keep_in_mind);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, question);
  gtk_widget_class_bind_template_callback (widget_class, veche_promise_bar_hide);
  gtk_widget_class_bind_template_callback (widget_class, promise_bar_accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, promise_bar_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, promise_bar_kept_cb);
}

static void
veche_promise_bar_init (VechePromiseBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
veche_promise_bar_new (void)
{
  return g_object_new (VECHE_TYPE_PROMISE_BAR, NULL);
}
