/* veche-promise-bar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-promise.h"
#include "app/veche-day-button.h"
#include "app/veche-draw.h"
#include "app/veche-promise-bar.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-promises-table.h"

#define WORDS_MOST  200
#define OFFERS_MOST 8

/* What may be written down about one answer, or asked about it.  An offer outlives the message on the screen: who answers and marks it done has
 * the next one before their eyes at once. */
typedef struct
{
  const char *page;                  /* "offer", "kept" */
  char       *interaction_uid;       /* (owned) */
  char       *who;                   /* (owned): to whom */
  char       *words;                 /* (owned): of the promise */
  char       *day;                   /* (owned) (nullable): chosen */
  char       *promise_uid;           /* (owned) (nullable): the one that may be kept now */
  gint64      due;                   /* proposed */
} Offer;

struct _VechePromiseBar
{
  AdwBin          parent_instance;

  VecheSession   *session;           /* (owned) (nullable) */
  GQueue          offers;            /* (element-type Offer) (owned): the first is the one that is seen */
  VecheHours     *hours;             /* (owned) (nullable): of the community, from the last look */
  guint           asked;             /* an answer to an earlier question is dropped */

  GtkRevealer    *revealer;
  GtkStack       *stack;
  GtkEditable    *words;
  VecheDayButton *day;
  GtkWidget      *keep_in_mind;
  GtkLabel       *question, *offer_who, *kept_who;
};

G_DEFINE_FINAL_TYPE (VechePromiseBar, veche_promise_bar, ADW_TYPE_BIN)

enum
{
  SIGNAL_EMPTIED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  g_free (offer->interaction_uid);
  g_free (offer->who);
  g_free (offer->words);
  g_free (offer->day);
  g_free (offer->promise_uid);
  g_free (offer);
}

static Offer *
offer_new (const char *page, const char *interaction_uid, const char *who)
{
  Offer *offer = g_new0 (Offer, 1);

  offer->page = page;
  offer->interaction_uid = g_strdup (interaction_uid);
  offer->who = veche_text_clamp (who != NULL ? who : "", 60, FALSE);

  return offer;
}

/* (transfer full) (nullable) */
static char *
promise_bar_day_of (VechePromiseBar *self, gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) when = utc != NULL && self->hours != NULL ? g_date_time_to_timezone (utc, veche_hours_get_zone (self->hours)) : NULL;

  return when != NULL ? g_date_time_format (when, "%Y-%m-%d") : NULL;
}

/* What was typed into the offer that is seen stays with it. */
static void
promise_bar_keep (VechePromiseBar *self)
{
  Offer *offer = g_queue_peek_head (&self->offers);

  if (offer == NULL || !g_str_equal (offer->page, "offer"))
    return;
  g_free (offer->words);
  offer->words = g_strdup (gtk_editable_get_text (self->words));
  g_free (offer->day);
  offer->day = g_strdup (veche_day_button_get_day (self->day));
}

static void
promise_bar_show (VechePromiseBar *self)
{
  Offer *offer = g_queue_peek_head (&self->offers);
  g_autofree char *words = NULL, *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->revealer), offer != NULL);
  gtk_revealer_set_reveal_child (self->revealer, offer != NULL);
  if (offer == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_EMPTIED], 0);
      return;
    }

  gtk_label_set_text (self->offer_who, offer->who);
  gtk_label_set_text (self->kept_who, offer->who);
  if (g_str_equal (offer->page, "offer"))
    {
      gtk_editable_set_text (self->words, offer->words);
      veche_day_button_set_day (self->day, offer->day);
    }
  else
    {
      words = veche_text_clamp (offer->words, WORDS_MOST, FALSE);
      /* Translators: %s is what was promised earlier in this conversation */
      text = g_strdup_printf (_ ("You promised “%s”. Is it done with this reply?"), words);
      gtk_label_set_text (self->question, text);
    }
  gtk_stack_set_visible_child_name (self->stack, offer->page);
}

/* offer (transfer full).  Another about the same answer takes the place of the first. */
static void
promise_bar_push (VechePromiseBar *self, Offer *offer)
{
  promise_bar_keep (self);
  for (GList *l = self->offers.head; l != NULL; l = l->next)
    if (g_str_equal (((Offer *) l->data)->interaction_uid, offer->interaction_uid))
      {
        offer_free (l->data);
        g_queue_delete_link (&self->offers, l);
        break;
      }
  g_queue_push_head (&self->offers, offer);
  if (g_queue_get_length (&self->offers) > OFFERS_MOST)
    offer_free (g_queue_pop_tail (&self->offers));
  promise_bar_show (self);
}

static void
promise_bar_dismiss_cb (VechePromiseBar *self)
{
  self->asked++;
  if (!g_queue_is_empty (&self->offers))
    offer_free (g_queue_pop_head (&self->offers));
  promise_bar_show (self);
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
promise_bar_get_due (VechePromiseBar *self, const Offer *offer)
{
  const char *day = veche_day_button_get_day (self->day);
  g_autofree char *proposed = promise_bar_day_of (self, offer->due);
  gint64 closing = self->hours != NULL ? veche_hours_closing (self->hours, day) : 0;

  return closing != 0 && g_strcmp0 (day, proposed) != 0 ? closing : offer->due;
}

/* offer (nullable): what to show again when it could not be saved. */
typedef struct { VechePromiseBar *self; guint asked; Offer *offer; } Question;

/* offer (transfer full) */
static Question *
question_new (VechePromiseBar *self, Offer *offer)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->asked = self->asked;
  question->offer = offer;

  return question;
}

static void
question_free (Question *question)
{
  g_clear_pointer (&question->offer, offer_free);
  g_object_unref (question->self);
  g_free (question);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* What was not saved stands there again, as it was typed. */
static void
promise_bar_done_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (Question) question = user_data;

  if (!ok && question->self->session != NULL)
    promise_bar_push (question->self, g_steal_pointer (&question->offer));
}

/* The offer that is seen, no longer seen. (transfer full) */
static Offer *
promise_bar_take (VechePromiseBar *self)
{
  Offer *offer;

  promise_bar_keep (self);
  self->asked++;
  offer = g_queue_pop_head (&self->offers);
  promise_bar_show (self);

  return offer;
}

static void
promise_bar_accept_cb (VechePromiseBar *self)
{
  g_autofree char *words = veche_text_tidy (gtk_editable_get_text (self->words));
  const Offer *offer = g_queue_peek_head (&self->offers);
  g_autofree char *when = NULL, *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;
  Wish *wish;

  if (words == NULL || self->session == NULL || offer == NULL)
    return;
  wish = g_new0 (Wish, 1);
  wish->due = promise_bar_get_due (self, offer);
  wish->interaction_uid = g_strdup (offer->interaction_uid);
  wish->text = g_strdup (words);
  when = veche_time_long (wish->due);
  /* Translators: %s is a day and time such as "tomorrow, 18:00" */
  toast = g_strdup_printf (_ ("Promised until %s"), when);
  edit = veche_edit_new ("promise", words);
  veche_session_build_edit (self->session, edit, wish_build, wish, wish_free, toast, promise_bar_done_cb,
                            question_new (self, promise_bar_take (self)));
}

static void
promise_bar_typed_cb (VechePromiseBar *self)
{
  g_autofree char *words = veche_text_tidy (gtk_editable_get_text (self->words));

  gtk_widget_set_sensitive (self->keep_in_mind, words != NULL);
}

static void
promise_bar_offer (VechePromiseBar *self, const char *interaction_uid, const char *who, const char *words, gint64 due)
{
  Offer *offer = offer_new ("offer", interaction_uid, who);

  offer->words = veche_text_clamp (words, WORDS_MOST, FALSE);
  offer->day = promise_bar_day_of (self, due);
  offer->due = due;
  promise_bar_push (self, offer);
  promise_bar_typed_cb (self);
}

/*** Kept? ***/

static void
promise_bar_kept_cb (VechePromiseBar *self)
{
  const Offer *offer = g_queue_peek_head (&self->offers);
  g_autoptr (VecheEdit) edit = veche_edit_new ("promise-kept", NULL);

  if (self->session == NULL || offer == NULL || offer->promise_uid == NULL)
    return;
  veche_promises_edit_keep (edit, offer->promise_uid, TRUE);
  veche_session_edit (self->session, edit, _ ("Promise kept"), promise_bar_done_cb, question_new (self, promise_bar_take (self)));
}

/*** A look ***/

/* reply NULL: one is to be written down. */
typedef struct
{
  char       *interaction_uid, *reply;
  VecheHours *hours;
  gint64      due;               /* of what is to be written down */
  GPtrArray  *found, *open;      /* (element-type VechePromise), (element-type VechePromiseRow) (nullable) */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->interaction_uid);
  g_free (look->reply);
  g_clear_pointer (&look->hours, veche_hours_unref);
  g_clear_pointer (&look->found, g_ptr_array_unref);
  g_clear_pointer (&look->open, g_ptr_array_unref);
  g_free (look);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static gpointer
look_job (VecheDb *db, gpointer input, GError **error)
{
  const Look *wanted = input;
  g_autoptr (Look) look = g_new0 (Look, 1);
  g_autoptr (GDateTime) now = NULL;
  VecheWorkHours usual;

  look->hours = veche_inbox_hours_load (db);
  now = g_date_time_new_now (veche_hours_get_zone (look->hours));
  veche_hours_usual (look->hours, &usual);
  look->due = veche_now ();
  veche_promise_parse_due ("tomorrow", now, &usual, &look->due);
  if (wanted->reply == NULL)
    return g_steal_pointer (&look);

  look->found = veche_promise_find (wanted->reply, now, &usual);
  if (look->found->len == 0)
    look->open = veche_promises_of_thread (db, wanted->interaction_uid, error);

  return look->found->len > 0 || look->open != NULL ? g_steal_pointer (&look) : NULL;
}

static void
promise_bar_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  VechePromiseBar *self = question->self;
  const Offer *asked = question->offer, *seen = g_queue_peek_head (&self->offers);
  g_autoptr (Look) look = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (look == NULL || self->session == NULL)
    return;
  g_clear_pointer (&self->hours, veche_hours_unref);
  self->hours = veche_hours_ref (look->hours);
  if (look->found == NULL)
    {
      if (seen == NULL || !g_str_equal (seen->page, "offer") || !g_str_equal (seen->interaction_uid, asked->interaction_uid))
        promise_bar_offer (self, asked->interaction_uid, asked->who, "", look->due);
      gtk_widget_grab_focus (GTK_WIDGET (self->words));
    }
  else if (look->found->len > 0)
    {
      const VechePromise *promise = look->found->pdata[0];

      promise_bar_offer (self, asked->interaction_uid, asked->who, promise->words, promise->due);
    }
  else if (look->open->len > 0 && question->asked == self->asked)
    {
      const VechePromiseRow *promise = look->open->pdata[0];

      /* Nobody waits for it: without an answer the promise comes back when it is due. */
      question->offer->promise_uid = g_strdup (promise->uid);
      question->offer->words = g_strdup (promise->text);
      promise_bar_push (self, g_steal_pointer (&question->offer));
    }
}

static void
promise_bar_look (VechePromiseBar *self, VecheSession *session, const char *interaction_uid, const char *who, const char *reply)
{
  Look *look = g_new0 (Look, 1);

  g_set_object (&self->session, session);
  self->asked++;
  look->interaction_uid = g_strdup (interaction_uid);
  look->reply = g_strdup (reply);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, look_job, look, look_free, look_free, NULL, promise_bar_looked_cb,
                         question_new (self, offer_new ("kept", interaction_uid, who)));
}

/*** What one calls ***/

void
veche_promise_bar_replied (VechePromiseBar *self, VecheSession *session, const char *interaction_uid, const char *who, const char *reply)
{
  g_return_if_fail (VECHE_IS_PROMISE_BAR (self) && VECHE_IS_SESSION (session) && interaction_uid != NULL);

  promise_bar_look (self, session, interaction_uid, who, reply != NULL ? reply : "");
}

void
veche_promise_bar_write (VechePromiseBar *self, VecheSession *session, const char *interaction_uid, const char *who)
{
  g_return_if_fail (VECHE_IS_PROMISE_BAR (self) && VECHE_IS_SESSION (session));

  promise_bar_look (self, session, interaction_uid, who, NULL);
}

gboolean
veche_promise_bar_is_empty (VechePromiseBar *self)
{
  return g_queue_is_empty (&self->offers);
}

void
veche_promise_bar_clear (VechePromiseBar *self)
{
  g_return_if_fail (VECHE_IS_PROMISE_BAR (self));

  self->asked++;
  g_queue_clear_full (&self->offers, offer_free);
  promise_bar_show (self);
  g_clear_object (&self->session);
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

  g_queue_clear_full (&self->offers, offer_free);
  g_clear_pointer (&self->hours, veche_hours_unref);

  G_OBJECT_CLASS (veche_promise_bar_parent_class)->finalize (object);
}

static void
veche_promise_bar_class_init (VechePromiseBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_promise_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_promise_bar_finalize;

  signals[SIGNAL_EMPTIED] = g_signal_new ("emptied", VECHE_TYPE_PROMISE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VECHE_TYPE_DAY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-promise-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, stack);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, words);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, day);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, keep_in_mind);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, question);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, offer_who);
  gtk_widget_class_bind_template_child (widget_class, VechePromiseBar, kept_who);
  gtk_widget_class_bind_template_callback (widget_class, promise_bar_dismiss_cb);
  gtk_widget_class_bind_template_callback (widget_class, promise_bar_accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, promise_bar_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, promise_bar_kept_cb);
}

static void
veche_promise_bar_init (VechePromiseBar *self)
{
  g_queue_init (&self->offers);
  gtk_widget_init_template (GTK_WIDGET (self));
}
