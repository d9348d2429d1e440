/* veche-expert-strip.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-draw.h"
#include "app/veche-expert-strip.h"
#include "app/veche-expert-words.h"
#include "app/veche-faces.h"
#include "app/veche-label.h"

#define SHOWN       2
#define TOPICS_MOST 3

struct _VecheExpertStrip
{
  AdwBin          parent_instance;

  VecheSession   *session;           /* (owned) (nullable) */
  char           *interaction_uid;   /* (owned) (nullable) */
  VecheAskFound  *found;             /* (owned) (nullable): outlives the buttons */
  GCancellable   *cancellable;       /* (owned) (nullable) */
  gboolean        folded;

  GtkLabel       *topics;
  GtkButton      *more, *unfold;
  GtkBox         *people;
  GtkWidget      *guard;
  GtkLabel       *guard_text;
};

G_DEFINE_FINAL_TYPE (VecheExpertStrip, veche_expert_strip, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* (transfer container) (element-type VecheExpert) */
static GPtrArray *
strip_chosen (VecheExpertStrip *self)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->people)); button != NULL; button = gtk_widget_get_next_sibling (button))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
      g_ptr_array_add (chosen, g_object_get_data (G_OBJECT (button), "expert"));

  return chosen;
}

/* What speaks against asking and does not show in the text: the guard below reads that. (transfer full) (nullable) */
static char *
strip_guard_words (const VecheExpert *expert)
{
  g_autofree char *name = veche_words_clean (expert->name, 60, FALSE);

  if (expert->state == VECHE_EXPERT_ELSEWHERE)
    /* Translators: a person, a platform */
    return g_strdup_printf (_ ("%s is not in this source, only on %s"), name, veche_platform_name (expert->only_on));
  if (expert->mention_kind == VECHE_MENTION_NAME)
    return g_strdup_printf (_ ("%s will not be told: here is only the name"), name);

  return NULL;
}

static void
strip_update_guard (VecheExpertStrip *self)
{
  g_autoptr (GPtrArray) chosen = strip_chosen (self);
  g_autofree char *words = NULL;

  for (guint i = 0; words == NULL && i < chosen->len; i++)
    words = strip_guard_words (g_ptr_array_index (chosen, i));
  gtk_label_set_text (self->guard_text, words != NULL ? words : "");
  gtk_widget_set_visible (self->guard, words != NULL);
}

static void
strip_toggled_cb (GtkToggleButton *button, VecheExpertStrip *self)
{
  VecheExpert *expert = g_object_get_data (G_OBJECT (button), "expert");
  GtkWidget *tick = g_object_get_data (G_OBJECT (button), "tick");
  gboolean on = gtk_toggle_button_get_active (button);

  gtk_widget_set_visible (tick, on);
  strip_update_guard (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, expert->mention != NULL ? expert->mention : expert->name, on);
}

/* Whoever the guard speaks of is taken off. */
static void
strip_guard_cb (VecheExpertStrip *self)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->people)); button != NULL; button = gtk_widget_get_next_sibling (button))
    {
      g_autofree char *words = strip_guard_words (g_object_get_data (G_OBJECT (button), "expert"));

      if (words != NULL)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
    }
}

static GtkWidget *
strip_person_new (VecheExpertStrip *self, VecheExpert *expert)
{
  GtkWidget *button = gtk_toggle_button_new (), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  g_autoptr (GPtrArray) reasons = veche_reasons_choose (expert, 2);
  g_autofree char *name = veche_words_clean (expert->name, 60, FALSE);
  g_autofree char *why = reasons->len > 0 ? veche_reason_words (g_ptr_array_index (reasons, 0), expert, self->found->experts->for_name) : g_strdup ("");
  GtkWidget *name_label = veche_label_new (name, "veche-strip-name", NULL), *why_label = veche_label_new (why, "veche-caption", "veche-second");

  gtk_box_append (GTK_BOX (labels), name_label);
  gtk_box_append (GTK_BOX (labels), why_label);
  gtk_widget_set_valign (labels, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_box_append (GTK_BOX (row), veche_avatar_new (28, NULL, name));
  gtk_box_append (GTK_BOX (row), labels);
  gtk_widget_set_visible (tick, FALSE);
  gtk_widget_add_css_class (tick, "veche-acc-ink");
  gtk_box_append (GTK_BOX (row), tick);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "veche-strip-person");
  gtk_widget_set_tooltip_text (button, why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why, -1);
  g_object_set_data (G_OBJECT (button), "expert", expert);
  g_object_set_data (G_OBJECT (button), "tick", tick);
  g_signal_connect_object (button, "toggled", G_CALLBACK (strip_toggled_cb), self, 0);

  return button;
}

static void
strip_clear_people (VecheExpertStrip *self)
{
  GtkWidget *button;

  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->people))) != NULL)
    gtk_box_remove (self->people, button);
}

/* (transfer full) */
static char *
strip_topic_words (const VecheExperts *experts)
{
  g_autoptr (GString) topics = g_string_new (NULL);

  for (guint i = 0; i < experts->topics->len && i < TOPICS_MOST; i++)
    {
      g_autofree char *name = veche_words_clean (((VecheTopic *) g_ptr_array_index (experts->topics, i))->name, 60, FALSE);

      g_string_append_printf (topics, "%s%s", i > 0 ? ", " : "", name);
    }
  if (topics->len == 0)
    return g_strdup (_ ("Who can answer?"));

  /* Translators: topics of a question */
  return g_strdup_printf (_ ("Who can answer: %s"), topics->str);
}

static void
strip_set_folded (VecheExpertStrip *self, gboolean folded)
{
  self->folded = folded;
  gtk_widget_set_visible (GTK_WIDGET (self->people), !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->unfold), folded);
  if (folded)
    gtk_widget_set_visible (self->guard, FALSE);
  else
    strip_update_guard (self);
}

static void
strip_show (VecheExpertStrip *self)
{
  GPtrArray *experts = self->found->experts->experts;
  g_autofree char *topics = strip_topic_words (self->found->experts);
  guint more = experts->len > SHOWN ? experts->len - SHOWN : 0;
  g_autofree char *more_words = g_strdup_printf (ngettext ("%u more", "%u more", more), more);

  gtk_label_set_text (self->topics, topics);
  gtk_button_set_label (self->more, more > 0 ? more_words : _ ("All reasons"));
  for (guint i = 0; i < experts->len && i < SHOWN; i++)
    gtk_box_append (self->people, strip_person_new (self, g_ptr_array_index (experts, i)));
  strip_set_folded (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), experts->len > 0);
}

static void
strip_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheExpertStrip) self = user_data;
  g_autoptr (GError) error = NULL;
  VecheAskFound *found = veche_ask_finish (source, result, &error);

  if (found == NULL || self->interaction_uid == NULL || g_strcmp0 (found->experts->interaction_uid, self->interaction_uid) != 0)
    {
      g_clear_pointer (&found, veche_ask_found_free);
      return;
    }
  strip_clear_people (self);
  g_clear_pointer (&self->found, veche_ask_found_free);
  self->found = found;
  strip_show (self);
}

static void
strip_more_cb (VecheExpertStrip *self)
{
  if (self->interaction_uid != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.ask", "s", self->interaction_uid);
}

static void
strip_unfold_cb (VecheExpertStrip *self)
{
  strip_set_folded (self, FALSE);
}

static gboolean
strip_key_cb (VecheExpertStrip *self, guint keyval, guint keycode, GdkModifierType state)
{
  return keyval == GDK_KEY_Escape && veche_expert_strip_fold (self);
}

static void
veche_expert_strip_dispose (GObject *object)
{
  VecheExpertStrip *self = VECHE_EXPERT_STRIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->interaction_uid, g_free);
  G_OBJECT_CLASS (veche_expert_strip_parent_class)->dispose (object);
  g_clear_pointer (&self->found, veche_ask_found_free);
}

static void
veche_expert_strip_class_init (VecheExpertStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_expert_strip_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", VECHE_TYPE_EXPERT_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                         G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-expert-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheExpertStrip, topics);
  gtk_widget_class_bind_template_child (widget_class, VecheExpertStrip, more);
  gtk_widget_class_bind_template_child (widget_class, VecheExpertStrip, unfold);
  gtk_widget_class_bind_template_child (widget_class, VecheExpertStrip, people);
  gtk_widget_class_bind_template_child (widget_class, VecheExpertStrip, guard);
  gtk_widget_class_bind_template_child (widget_class, VecheExpertStrip, guard_text);
  gtk_widget_class_bind_template_callback (widget_class, strip_more_cb);
  gtk_widget_class_bind_template_callback (widget_class, strip_unfold_cb);
  gtk_widget_class_bind_template_callback (widget_class, strip_guard_cb);
  gtk_widget_class_bind_template_callback (widget_class, strip_key_cb);
}

static void
veche_expert_strip_init (VecheExpertStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
veche_expert_strip_ask (VecheExpertStrip *self, VecheSession *session, const char *interaction_uid)
{
  g_autofree char *uid = g_strdup (interaction_uid);

  g_return_if_fail (VECHE_IS_EXPERT_STRIP (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  strip_clear_people (self);
  g_clear_pointer (&self->found, veche_ask_found_free);
  g_free (self->interaction_uid);
  self->interaction_uid = g_steal_pointer (&uid);
  g_set_object (&self->session, session);
  if (self->interaction_uid == NULL || session == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  veche_ask_async (session, veche_ask_question_new (self->interaction_uid, NULL), self->cancellable, strip_found_cb, g_object_ref (self));
}

gboolean
veche_expert_strip_fold (VecheExpertStrip *self)
{
  g_return_val_if_fail (VECHE_IS_EXPERT_STRIP (self), FALSE);

  if (self->folded || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return FALSE;
  strip_set_folded (self, TRUE);

  return TRUE;
}

void
veche_expert_strip_record (VecheExpertStrip *self, VecheEdit *edit, const char *text)
{
  g_autoptr (GPtrArray) chosen = strip_chosen (self);
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();

  g_return_if_fail (VECHE_IS_EXPERT_STRIP (self));

  for (guint i = 0; i < chosen->len; i++)
    {
      VecheExpert *expert = g_ptr_array_index (chosen, i);

      if (strstr (text, expert->mention != NULL ? expert->mention : expert->name) != NULL)
        g_ptr_array_add (asked, expert);
    }
  if (self->found != NULL)
    veche_ask_edit_record (edit, self->found, asked);
}

gboolean
veche_expert_strip_take_out (VecheExpertStrip *self, const char *mention)
{
  g_return_val_if_fail (VECHE_IS_EXPERT_STRIP (self), FALSE);

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->people)); button != NULL; button = gtk_widget_get_next_sibling (button))
    {
      VecheExpert *expert = g_object_get_data (G_OBJECT (button), "expert");

      if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)) || g_strcmp0 (expert->mention, mention) != 0)
        continue;
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
      return TRUE;
    }

  return FALSE;
}
