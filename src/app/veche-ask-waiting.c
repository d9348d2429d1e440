/* veche-ask-waiting.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-ask-waiting.h"
#include "app/veche-badge.h"
#include "app/veche-faces.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-wrap-layout.h"
#include "model/veche-uid.h"
#include "store/veche-asks-table.h"

#define MOST 50

struct _VecheAskWaiting
{
  AdwBin        parent_instance;

  VecheSession *session;   /* (owned) (nullable) */

  GtkLabel     *count;
  GtkListBox   *list;
};

G_DEFINE_FINAL_TYPE (VecheAskWaiting, veche_ask_waiting, ADW_TYPE_BIN)

static void
ask_waiting_state_cb (GtkButton *button, VecheAskWaiting *self)
{
  const char *uid = g_object_get_data (G_OBJECT (button), "uid");
  const char *state = g_object_get_data (G_OBJECT (button), "state");
  g_autoptr (VecheEdit) edit = veche_edit_new ("ask", g_object_get_data (G_OBJECT (button), "name"));
  const char *toast = g_str_equal (state, "answered") ? _ ("Noted: has answered")
                      : g_str_equal (state, "declined") ? _ ("Noted: declined")
                                                        : _ ("No longer waiting for this answer");

  veche_asks_edit_state (edit, uid, state);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

static GtkWidget *
ask_waiting_button_new (VecheAskWaiting *self, const VecheAsk *ask, const char *label, const char *state)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  /* Translators: what the button does, then the person it concerns */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), label, ask->member_name);

  g_object_set_data_full (G_OBJECT (button), "uid", g_strdup (ask->uid), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (ask->member_name), g_free);
  g_object_set_data (G_OBJECT (button), "state", (gpointer) state);
  veche_label_speak (button, spoken);
  gtk_widget_add_css_class (button, "veche-row-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (ask_waiting_state_cb), self, 0);

  return button;
}

/*** Answered where the program can't see it ***/

typedef struct { char *uid, *said; } Answered;

static void
answered_free (gpointer data)
{
  Answered *answered = data;

  g_free (answered->uid);
  g_free (answered->said);
  g_free (answered);
}

static gboolean
answered_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Answered *answered = input;

  return veche_asks_edit_answered (db, edit, answered->uid, answered->said, error);
}

static void
ask_waiting_answered_cb (GtkWidget *widget, VecheAskWaiting *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER);
  GtkEditable *entry = g_object_get_data (G_OBJECT (popover), "entry");
  g_autoptr (VecheEdit) edit = veche_edit_new ("ask", g_object_get_data (G_OBJECT (popover), "name"));
  Answered *answered = g_new0 (Answered, 1);
  gboolean evidence;

  answered->uid = g_strdup (g_object_get_data (G_OBJECT (popover), "uid"));
  answered->said = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  evidence = *answered->said != '\0';
  gtk_popover_popdown (GTK_POPOVER (popover));
  veche_session_build_edit (self->session, edit, answered_build, answered, answered_free,
                            evidence ? _ ("Noted, and kept as evidence") : _ ("Noted: has answered"), NULL, NULL);
}

/* With a topic, what they said may be kept as evidence of it; without one there is nothing more to say than that they did. */
static GtkWidget *
ask_waiting_popover_new (VecheAskWaiting *self, const VecheAsk *ask)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *entry = gtk_entry_new (), *button = gtk_button_new_with_mnemonic (_ ("_Write Down")), *label;
  g_autofree char *topic = veche_words_clean (ask->competency, 60, FALSE);
  /* Translators: a competency */
  g_autofree char *words = g_strdup_printf (_ ("What they said, kept as evidence of: %s"), topic);

  label = veche_label_new_wrapped (words, "veche-small", NULL);
  gtk_label_set_width_chars (GTK_LABEL (label), 30);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("May stay empty"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_object_set_data_full (G_OBJECT (popover), "uid", g_strdup (ask->uid), g_free);
  g_object_set_data_full (G_OBJECT (popover), "name", g_strdup (ask->member_name), g_free);
  g_object_set_data (G_OBJECT (popover), "entry", entry);
  g_signal_connect_object (entry, "activate", G_CALLBACK (ask_waiting_answered_cb), self, 0);
  g_signal_connect_object (button, "clicked", G_CALLBACK (ask_waiting_answered_cb), self, 0);

  return popover;
}

static GtkWidget *
ask_waiting_answered_new (VecheAskWaiting *self, const VecheAsk *ask)
{
  GtkWidget *button;
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), _ ("They Answered"), ask->member_name);

  if (ask->competency == NULL)
    return ask_waiting_button_new (self, ask, _ ("They Answered"), "answered");

  button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("They Answered"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), ask_waiting_popover_new (self, ask));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_add_css_class (button, "veche-row-menu");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static GtkWidget *
ask_waiting_row_new (VecheAskWaiting *self, const VecheAsk *ask)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *badge = veche_badge_new ();
  g_autofree char *name = veche_words_clean (ask->member_name, 80, FALSE);
  g_autofree char *question = veche_words_clean (ask->question, 200, FALSE);
  g_autofree char *quote = g_strdup_printf (_ ("“%s”"), question);
  g_autofree char *span = veche_words_duration (MAX (0, veche_now () - ask->at));
  /* Translators: how long an answer is waited for: "3 days" */
  g_autofree char *waits = g_strdup_printf (_ ("Waiting %s"), span);
  GtkWidget *title = veche_label_new (name, "veche-expert-name", NULL);

  veche_badge_set (VECHE_BADGE (badge), "veche-clock-symbolic", waits, ask->late ? VECHE_INK_WARN : VECHE_INK_70);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), veche_avatar_new (28, NULL, ask->member_name));
  gtk_box_append (GTK_BOX (head), title);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), badge);
  gtk_box_append (GTK_BOX (row), head);
  gtk_box_append (GTK_BOX (row), veche_label_new (quote, "veche-small", "veche-quote"));
  gtk_widget_set_layout_manager (buttons, veche_wrap_layout_new (6, 6));
  gtk_box_append (GTK_BOX (buttons), ask_waiting_answered_new (self, ask));
  gtk_box_append (GTK_BOX (buttons), ask_waiting_button_new (self, ask, _ ("Declined"), "declined"));
  gtk_box_append (GTK_BOX (buttons), ask_waiting_button_new (self, ask, _ ("Do Not Wait"), "dropped"));
  gtk_widget_set_margin_top (buttons, 3);
  gtk_box_append (GTK_BOX (row), buttons);
  gtk_widget_add_css_class (row, "veche-expert");

  return row;
}

static void
ask_waiting_show (VecheAskWaiting *self, GPtrArray *asks)
{
  GtkWidget *row;
  g_autofree char *count = g_strdup_printf ("%u", asks->len);

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  /* They come newest first; who has waited longest is dealt with first. */
  for (guint i = asks->len; i > 0; i--)
    {
      gtk_list_box_append (self->list, ask_waiting_row_new (self, g_ptr_array_index (asks, i - 1)));
      gtk_list_box_row_set_activatable (gtk_list_box_get_row_at_index (self->list, (int) (asks->len - i)), FALSE);
    }
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self), asks->len > 0);
}

static gpointer
ask_waiting_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_asks_list (db, "open", 0, 0, MOST, error);
}

static void
ask_waiting_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheAskWaiting) self = user_data;
  g_autoptr (GPtrArray) asks = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (asks != NULL && self->session != NULL)
    ask_waiting_show (self, asks);
}

static void
ask_waiting_changed_cb (VecheAskWaiting *self, VecheChange *change)
{
  if (change != NULL && !(veche_change_get_tables (change) & (VECHE_TABLE_ASK | VECHE_TABLE_MEMBER)))
    return;

  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, ask_waiting_job, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, ask_waiting_loaded_cb, g_object_ref (self));
}

static void
veche_ask_waiting_dispose (GObject *object)
{
  veche_ask_waiting_set_session (VECHE_ASK_WAITING (object), NULL);
  G_OBJECT_CLASS (veche_ask_waiting_parent_class)->dispose (object);
}

static void
veche_ask_waiting_class_init (VecheAskWaitingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_ask_waiting_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-ask-waiting.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheAskWaiting, count);
  gtk_widget_class_bind_template_child (widget_class, VecheAskWaiting, list);
}

static void
veche_ask_waiting_init (VecheAskWaiting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
veche_ask_waiting_set_session (VecheAskWaiting *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_ASK_WAITING (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (veche_session_get_store (self->session), ask_waiting_changed_cb, self);
  if (!g_set_object (&self->session, session) || session == NULL)
    return;

  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (ask_waiting_changed_cb), self, G_CONNECT_SWAPPED);
  ask_waiting_changed_cb (self, NULL);
}
