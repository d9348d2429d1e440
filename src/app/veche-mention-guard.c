/* veche-mention-guard.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/veche-mentioned.h"
#include "app/veche-expert-words.h"
#include "app/veche-mention-guard.h"
#include "model/veche-uid.h"
#include "store/veche-store.h"

#define WAIT_MS    500
#define MOST_LINES 3

struct _VecheMentionGuard
{
  AdwBin        parent_instance;

  VecheSession *session;          /* (owned) (nullable) */
  gint64        interaction_id;
  gboolean      heated;
  char         *text;             /* (owned) (nullable): what is to be looked at */
  guint         source;
  GCancellable *cancellable;      /* (owned) (nullable): of the look now on its way */
  GPtrArray    *found;            /* (owned) (nullable) (element-type VecheMentioned) */
  GHashTable   *meant;            /* (owned): uids of those whom the manager mentions all the same, in this answer */
  gboolean      held;             /* an answer waits for the look */
  gboolean      stopped;          /* an answer waits for a word about whom it mentions */

  GtkWidget    *line, *anyway, *take_out;
  GtkLabel     *words;
};

G_DEFINE_FINAL_TYPE (VecheMentionGuard, veche_mention_guard, ADW_TYPE_BIN)

enum
{
  SIGNAL_TAKE_OUT,
  SIGNAL_CLEARED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  char   *text;
  gint64  interaction_id;
  gboolean heated;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->text);
  g_free (look);
}

static gpointer
look_job (VecheDb *db, gpointer input, GError **error)
{
  Look *look = input;

  return veche_mentioned_find (db, look->text, look->interaction_id, look->heated, 0, error);
}

/* (transfer full) */
static char *
guard_words (const VecheMentioned *mentioned)
{
  g_autofree char *name = veche_words_clean (mentioned->name, 60, FALSE);
  g_autofree char *when = NULL;

  switch (mentioned->against)
    {
    case VECHE_AGAINST_DO_NOT_MENTION:
      return g_strdup_printf (_ ("%s: asked not to be mentioned"), name);
    case VECHE_AGAINST_DO_NOT_CONTACT:
      return g_strdup_printf (_ ("%s: asked not to be written to"), name);
    case VECHE_AGAINST_LATER:
      when = veche_better_in_words (mentioned->free_at, veche_now ());
      /* Translators: a person, then "better in 5 days" */
      return g_strdup_printf (_ ("%s was asked often lately: %s"), name, when);
    case VECHE_AGAINST_HEATED:
      /* Translators: a person whom the reply would mention */
      return g_strdup_printf (_ ("Bring %s into a heated talk?"), name);
    case VECHE_AGAINST_ELSEWHERE:
    default:
      /* Translators: a person, a platform */
      return g_strdup_printf (_ ("%s is not in this source, only on %s"), name, veche_platform_name (mentioned->only_on));
    }
}

static gboolean
guard_stops (VecheMentionGuard *self)
{
  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    {
      const VecheMentioned *mentioned = self->found->pdata[i];

      if (mentioned->against == VECHE_AGAINST_DO_NOT_MENTION && !mentioned->asker && !g_hash_table_contains (self->meant, mentioned->uid))
        return TRUE;
    }

  return FALSE;
}

static void
guard_show (VecheMentionGuard *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  gboolean stops = guard_stops (self);

  for (guint i = 0; self->found != NULL && i < self->found->len && i < MOST_LINES; i++)
    {
      g_autofree char *words = guard_words (self->found->pdata[i]);

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", words);
    }
  gtk_label_set_text (self->words, lines->str);
  gtk_widget_set_visible (self->line, lines->len > 0);
  gtk_widget_set_visible (self->anyway, stops);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->line), stops ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);   /* room for two buttons */
  gtk_widget_set_visible (GTK_WIDGET (self), lines->len > 0);      /* else it takes its gap in the column */
}

static void
guard_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheMentionGuard) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *found = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = found;
  guard_show (self);
  if (!self->held)
    return;
  self->held = FALSE;
  self->stopped = guard_stops (self);
  if (self->stopped)
    gtk_widget_grab_focus (self->take_out);
  else
    g_signal_emit (self, signals[SIGNAL_CLEARED], 0);
}

static void
guard_stop (VecheMentionGuard *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->held = self->stopped = FALSE;
}

static gboolean
guard_look_cb (gpointer user_data)
{
  VecheMentionGuard *self = user_data;
  Look *look = g_new0 (Look, 1);

  self->source = 0;
  self->cancellable = g_cancellable_new ();
  look->text = g_strdup (self->text);
  look->interaction_id = self->interaction_id;
  look->heated = self->heated;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, look_job, look, look_free,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, guard_looked_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* Each of them goes; what the line says follows from the text. */
static void
guard_take_out_cb (VecheMentionGuard *self)
{
  g_autoptr (GPtrArray) found = g_steal_pointer (&self->found);

  guard_show (self);
  for (guint i = 0; found != NULL && i < found->len && i < MOST_LINES; i++)
    g_signal_emit (self, signals[SIGNAL_TAKE_OUT], 0, ((VecheMentioned *) found->pdata[i])->words);
}

/* Whoever had pressed Send need not press it again. */
static void
guard_anyway_cb (VecheMentionGuard *self)
{
  gboolean stopped = self->stopped;

  self->stopped = FALSE;
  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    g_hash_table_add (self->meant, g_strdup (((VecheMentioned *) self->found->pdata[i])->uid));
  gtk_widget_grab_focus (self->take_out);      /* before the button goes */
  guard_show (self);
  if (stopped)
    g_signal_emit (self, signals[SIGNAL_CLEARED], 0);
}

static void
veche_mention_guard_dispose (GObject *object)
{
  VecheMentionGuard *self = VECHE_MENTION_GUARD (object);

  guard_stop (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->meant, g_hash_table_unref);
  G_OBJECT_CLASS (veche_mention_guard_parent_class)->dispose (object);
}

static void
veche_mention_guard_class_init (VecheMentionGuardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_mention_guard_dispose;
  signals[SIGNAL_TAKE_OUT] = g_signal_new ("take-out", VECHE_TYPE_MENTION_GUARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CLEARED] = g_signal_new ("cleared", VECHE_TYPE_MENTION_GUARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-mention-guard.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheMentionGuard, line);
  gtk_widget_class_bind_template_child (widget_class, VecheMentionGuard, words);
  gtk_widget_class_bind_template_child (widget_class, VecheMentionGuard, anyway);
  gtk_widget_class_bind_template_child (widget_class, VecheMentionGuard, take_out);
  gtk_widget_class_bind_template_callback (widget_class, guard_anyway_cb);
  gtk_widget_class_bind_template_callback (widget_class, guard_take_out_cb);
}

static void
veche_mention_guard_init (VecheMentionGuard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->meant = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
veche_mention_guard_watch (VecheMentionGuard *self, VecheSession *session, gint64 interaction_id, gboolean heated, const char *text)
{
  gboolean other = interaction_id != self->interaction_id || session != self->session || heated != self->heated;

  g_return_if_fail (VECHE_IS_MENTION_GUARD (self));

  if (!other && g_strcmp0 (text, self->text) == 0)
    return;
  if (interaction_id != self->interaction_id || session != self->session)
    g_hash_table_remove_all (self->meant);
  guard_stop (self);
  g_set_object (&self->session, session);
  self->interaction_id = interaction_id;
  self->heated = heated;
  g_free (self->text);
  self->text = g_strdup (text);
  if (other || text == NULL || strpbrk (text, "@[</") == NULL)
    {
      g_clear_pointer (&self->found, g_ptr_array_unref);
      guard_show (self);
    }
  if (session != NULL && interaction_id != 0 && text != NULL && strpbrk (text, "@[</") != NULL)
    self->source = g_timeout_add (WAIT_MS, guard_look_cb, self);
}

gboolean
veche_mention_guard_may_send (VecheMentionGuard *self)
{
  g_return_val_if_fail (VECHE_IS_MENTION_GUARD (self), TRUE);

  if (self->source != 0)
    {
      g_clear_handle_id (&self->source, g_source_remove);
      guard_look_cb (self);
    }
  self->held = self->cancellable != NULL;
  self->stopped = !self->held && guard_stops (self);
  if (self->stopped)
    gtk_widget_grab_focus (self->take_out);

  return !self->held && !self->stopped;
}
