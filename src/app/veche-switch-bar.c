/* veche-switch-bar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-switch.h"
#include "app/veche-closing-words.h"
#include "app/veche-switch-bar.h"
#include "store/veche-store.h"

#define WAIT_MS 250

struct _VecheSwitchBar
{
  AdwBin        parent_instance;

  VecheSession *session;          /* (owned) (nullable) */
  gint64        interaction_id;
  const char   *place;            /* static (nullable): where the draft sends them */
  const char   *dismissed;        /* static (nullable): the place of which the manager said that it is none */
  gboolean      counted;
  char         *text;             /* (owned) (nullable): what place was found in, or is about to be */
  guint         source;           /* of the look that waits for a pause in typing */
  guint         generation;       /* of the text: what is found in an earlier one is dropped */
  gboolean      behind;           /* place is that of an earlier text */

  GtkWidget    *box;
  GtkLabel     *words, *share;
  GtkDropDown  *reason;
  GtkEditable  *own;
};

G_DEFINE_FINAL_TYPE (VecheSwitchBar, veche_switch_bar, ADW_TYPE_BIN)

static gpointer
count_job (VecheDb *db, gpointer input, GError **error)
{
  g_autofree VecheSwitches *switches = g_new0 (VecheSwitches, 1);

  return veche_closings_count (db, 0, switches, error) ? g_steal_pointer (&switches) : NULL;
}

static char *
fate_words (const VecheTalkFate *fate)
{
  return g_strdup_printf ("%u %%", (fate->silent * 100 + fate->talks / 2) / fate->talks);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSwitchBar) self = user_data;
  g_autofree VecheSwitches *switches = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  g_autofree char *text = NULL;

  /* Nobody waits for it: the strip is whole without. */
  if (switches == NULL || self->session == NULL || veche_session_get_store (self->session) != VECHE_STORE (source))
    return;
  if (switches->enough)
    {
      g_autofree char *moved = fate_words (&switches->elsewhere), *stayed = fate_words (&switches->same);

      /* Translators: how many talks, days, and shares such as "54 %" */
      text = g_strdup_printf (_ ("%u talks were moved elsewhere: %s fell silent within %u days. Of %u answered in place: %s"), switches->elsewhere.talks,
                              moved, switches->days, switches->same.talks, stayed);
    }
  else
    text = g_strdup_printf (_ ("Too few talks to say what becomes of those that are moved: %u moved, %u answered in place"), switches->elsewhere.talks,
                            switches->same.talks);
  gtk_label_set_text (self->share, text);
  gtk_widget_set_visible (GTK_WIDGET (self->share), TRUE);
}

static const char *
place_words (const char *place)
{
  if (g_str_equal (place, "direct"))
    return _ ("This takes the talk into private messages. They asked here");
  if (g_str_equal (place, "email"))
    return _ ("This takes the talk into e-mail. They asked here");
  if (g_str_equal (place, "call"))
    return _ ("This takes the talk to the phone. They asked here");
  return _ ("This sends them to another place. They asked here");
}

static void
switch_show (VecheSwitchBar *self)
{
  gboolean shown = self->place != NULL && self->place != self->dismissed;

  gtk_widget_set_visible (self->box, shown);
  if (!shown)
    return;
  gtk_label_set_text (self->words, place_words (self->place));
  if (self->counted)
    return;
  self->counted = TRUE;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, count_job, NULL, NULL, g_free, NULL, counted_cb,
                         g_object_ref (self));
}

static void
switch_dismiss_cb (VecheSwitchBar *self)
{
  self->dismissed = self->place;
  switch_show (self);
}

static void
switch_chosen_cb (VecheSwitchBar *self)
{
  const char *reason = veche_closing_reason_at (gtk_drop_down_get_selected (self->reason));

  if (reason != NULL && *reason == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->own));
}

/*** Looking ***/

static void
switch_take (VecheSwitchBar *self, const char *place)
{
  self->behind = FALSE;
  self->place = place;
  switch_show (self);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, (gpointer) veche_switch_find (data), NULL);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheSwitchBar *self = VECHE_SWITCH_BAR (source);
  const char *place = g_task_propagate_pointer (G_TASK (result), NULL);

  if (GPOINTER_TO_UINT (user_data) == self->generation && self->session != NULL)
    switch_take (self, place);
}

static gboolean
look_timeout_cb (gpointer user_data)
{
  VecheSwitchBar *self = user_data;
  g_autoptr (GTask) task = g_task_new (self, NULL, looked_cb, GUINT_TO_POINTER (self->generation));

  self->source = 0;
  g_task_set_task_data (task, g_strdup (self->text), g_free);
  g_task_run_in_thread (task, look_thread);

  return G_SOURCE_REMOVE;
}

/* Before it leaves, it is held against the very text. */
static void
switch_catch_up (VecheSwitchBar *self)
{
  if (!self->behind)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  self->generation++;
  switch_take (self, self->text != NULL ? veche_switch_find (self->text) : NULL);
}

static void
veche_switch_bar_dispose (GObject *object)
{
  g_clear_handle_id (&VECHE_SWITCH_BAR (object)->source, g_source_remove);
  VECHE_SWITCH_BAR (object)->generation++;
  g_clear_pointer (&VECHE_SWITCH_BAR (object)->text, g_free);
  g_clear_object (&VECHE_SWITCH_BAR (object)->session);

  G_OBJECT_CLASS (veche_switch_bar_parent_class)->dispose (object);
}

static void
veche_switch_bar_class_init (VecheSwitchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_switch_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-switch-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheSwitchBar, box);
  gtk_widget_class_bind_template_child (widget_class, VecheSwitchBar, words);
  gtk_widget_class_bind_template_child (widget_class, VecheSwitchBar, share);
  gtk_widget_class_bind_template_child (widget_class, VecheSwitchBar, reason);
  gtk_widget_class_bind_template_child (widget_class, VecheSwitchBar, own);
  gtk_widget_class_bind_template_callback (widget_class, switch_dismiss_cb);
  gtk_widget_class_bind_template_callback (widget_class, switch_chosen_cb);
}

static void
veche_switch_bar_init (VecheSwitchBar *self)
{
  g_autoptr (GtkStringList) reasons = veche_closing_reasons ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->reason, G_LIST_MODEL (reasons));
}

void
veche_switch_bar_watch (VecheSwitchBar *self, VecheSession *session, gint64 interaction_id, const char *text)
{
  gboolean other = interaction_id != self->interaction_id || session != self->session;

  g_return_if_fail (VECHE_IS_SWITCH_BAR (self));

  if (!other && g_strcmp0 (text, self->text) == 0)
    return;
  if (g_set_object (&self->session, session))
    self->counted = FALSE;
  if (other)
    {
      self->dismissed = NULL;
      self->counted = FALSE;
      gtk_drop_down_set_selected (self->reason, 0);
      gtk_editable_set_text (self->own, "");
    }
  self->interaction_id = interaction_id;
  g_free (self->text);
  self->text = g_strdup (text);
  self->generation++;
  self->behind = TRUE;
  g_clear_handle_id (&self->source, g_source_remove);
  if (session == NULL || text == NULL || *text == '\0')
    switch_take (self, NULL);
  else
    {
      if (other)
        {
          self->place = NULL;     /* of another message */
          switch_show (self);
        }
      self->source = g_timeout_add (WAIT_MS, look_timeout_cb, self);
    }
}

gboolean
veche_switch_bar_may_send (VecheSwitchBar *self)
{
  VecheClosing closing;
  const char *own = gtk_editable_get_text (self->own);

  switch_catch_up (self);
  if (!veche_switch_bar_get_closing (self, &closing) || (closing.reason != NULL && *closing.reason != '\0') || *own != '\0')
    return TRUE;
  gtk_widget_grab_focus (closing.reason == NULL ? GTK_WIDGET (self->reason) : GTK_WIDGET (self->own));

  return FALSE;
}

gboolean
veche_switch_bar_get_closing (VecheSwitchBar *self, VecheClosing *closing)
{
  switch_catch_up (self);
  if (self->place == NULL || self->place == self->dismissed)
    return FALSE;
  *closing = (VecheClosing) { .how = "elsewhere", .place = self->place, .words = gtk_editable_get_text (self->own),
                              .reason = veche_closing_reason_at (gtk_drop_down_get_selected (self->reason)) };

  return TRUE;
}
