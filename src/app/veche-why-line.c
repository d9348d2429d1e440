/* veche-why-line.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-mood.h"
#include "analysis/veche-triage.h"
#include "app/veche-article-words.h"
#include "app/veche-badge.h"
#include "app/veche-label.h"
#include "app/veche-later.h"
#include "app/veche-priority-words.h"
#include "app/veche-why-line.h"
#include "model/veche-uid.h"
#include "store/veche-inbox-views.h"

struct _VecheWhyLine
{
  GtkWidget           parent_instance;

  VecheSession       *session;      /* (owned) (nullable) */
  VecheMention       *mention;      /* (owned) (nullable) */
  GCancellable       *cancellable;  /* (owned) (nullable): of the load now on its way */
  guint               later;        /* tick: of the load that is to come */
  GSimpleActionGroup *actions;      /* (owned) */
  GMenuModel         *menu;         /* (owned): of what can be put right */

  GtkWidget          *box;
  GtkWidget          *chip;
  GtkWidget          *badge;
  GtkWidget          *usual;
  GtkWidget          *why;
  GtkWidget          *why_text;
  GtkWidget          *sum;
};

G_DEFINE_FINAL_TYPE (VecheWhyLine, veche_why_line, GTK_TYPE_WIDGET)

/* ---------------------------------------------------------------------------------------------------------------------------- the sum */

typedef struct
{
  VecheTriageWhy *why;
  gint64          usual;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->why, veche_triage_why_free);
  g_free (loaded);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gpointer
why_job (VecheDb *db, gpointer input, GError **error)
{
  VecheMention *mention = input;
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);

  loaded->why = veche_triage_explain (db, mention->parent.id, 0, error);
  if (loaded->why == NULL)
    return NULL;
  loaded->usual = veche_inbox_usual_answer (db, mention->message_kind, mention->source_uid);

  return g_steal_pointer (&loaded);
}

static void
why_add_row (VecheWhyLine *self, int row, const char *text, int points, gboolean total)
{
  g_autofree char *number = g_strdup_printf (points > 0 && !total ? "+%d" : "%d", points);
  GtkWidget *label = veche_label_new_wrapped (text, total ? "heading" : "veche-small", NULL);
  GtkWidget *value = veche_label_new (number, total ? "heading" : "veche-small", "numeric");

  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_widget_set_valign (value, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (self->sum), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->sum), value, 1, row, 1, 1);
}

static void
why_show_sum (VecheWhyLine *self, VecheTriageWhy *why)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->sum)) != NULL)
    gtk_grid_remove (GTK_GRID (self->sum), child);
  for (guint i = 0; i < why->reasons->len; i++)
    {
      VechePriorityReason *reason = why->reasons->pdata[i];
      g_autofree char *word = veche_priority_reason_word (reason);

      why_add_row (self, (int) i, word, reason->points, FALSE);
    }
  why_add_row (self, (int) why->reasons->len, C_ ("sum", "Priority"), why->priority, TRUE);
}

static void
why_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheWhyLine) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Loaded) loaded = veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_autofree char *line = NULL;
  g_autofree char *span = NULL;
  g_autofree char *usual = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->box == NULL)
    return;
  g_clear_object (&self->cancellable);
  line = loaded != NULL ? veche_priority_why (loaded->why->reasons) : NULL;
  gtk_widget_set_visible (self->why, line != NULL);
  if (loaded == NULL)
    return;
  if (line != NULL)
    {
      g_autofree char *spoken = NULL;

      gtk_label_set_text (GTK_LABEL (self->why_text), line);
      /* Translators: %s are reasons such as "a complaint · has waited 5 h" */
      spoken = g_strdup_printf (_ ("Why it is here: %s"), line);
      veche_label_speak (self->why, spoken);
      why_show_sum (self, loaded->why);
    }
  if (loaded->usual > 0)
    {
      span = veche_words_open_span (loaded->usual);
      /* Translators: %s is a span of working time such as "2 h" */
      usual = g_strdup_printf (_ ("usually answered within %s"), span);
    }
  gtk_label_set_text (GTK_LABEL (self->usual), usual != NULL ? usual : "");
}

/* The sum is read once the words that it explains are there. */
static void
why_load (gpointer widget)
{
  VecheWhyLine *self = VECHE_WHY_LINE (widget);

  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, why_job, veche_record_ref (self->mention), veche_record_unref, loaded_free,
                         self->cancellable, why_loaded_cb, g_object_ref (self));
}

/* ------------------------------------------------------------------------------------------------------------------- putting it right */

typedef struct
{
  char *uid, *mood, *kind;
} Correction;

static void
correction_free (gpointer data)
{
  Correction *correction = data;

  g_free (correction->uid);
  g_free (correction->mood);
  g_free (correction->kind);
  g_free (correction);
}

static gboolean
correct_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Correction *correction = input;

  return veche_triage_edit_correct (db, edit, correction->uid, correction->mood, correction->kind, error);
}

static void
why_correct_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  VecheWhyLine *self = user_data;
  gboolean mood = g_str_equal (g_action_get_name (G_ACTION (action)), "mood");
  const char *nick = g_variant_get_string (value, NULL);
  g_autofree char *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;
  Correction *correction;

  if (self->mention == NULL || g_strcmp0 (nick, mood ? self->mention->mood : self->mention->message_kind) == 0)
    return;
  correction = g_new0 (Correction, 1);
  correction->uid = g_strdup (self->mention->parent.uid);
  correction->mood = mood ? g_strdup (nick) : NULL;
  correction->kind = mood ? NULL : g_strdup (nick);
  /* Translators: %s is what a message is, such as "Question" or "Negative" */
  toast = g_strdup_printf (_ ("Learned: %s"), mood ? veche_mood_word (nick) : veche_kind_word (nick));
  edit = veche_edit_new ("correct", self->mention->author_name);
  veche_session_build_edit (self->session, edit, correct_build, correction, correction_free, toast, NULL, NULL);
}

static GMenuModel *
why_build_menu (void)
{
  static const char *const moods[] = { "negative", "neutral", "positive" };
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) of_mood = g_menu_new ();
  g_autoptr (GMenu) of_kind = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (moods); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (veche_mood_word (moods[i]), NULL);

      g_menu_item_set_action_and_target (item, "why.mood", "s", moods[i]);
      g_menu_append_item (of_mood, item);
    }
  for (guint i = 0; i < VECHE_N_MESSAGE_KINDS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (veche_message_kind_title (i), NULL);

      g_menu_item_set_action_and_target (item, "why.kind", "s", veche_message_kind_nick (i));
      g_menu_append_item (of_kind, item);
    }
  g_menu_append_section (menu, _ ("It Is"), G_MENU_MODEL (of_kind));
  g_menu_append_section (menu, _ ("It Sounds"), G_MENU_MODEL (of_mood));

  return G_MENU_MODEL (menu);
}

static void
why_set_state (VecheWhyLine *self, const char *name, const char *nick)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (nick != NULL ? nick : ""));
}

/* ------------------------------------------------------------------------------------------------------------------------- the widget */

static void
why_stop (VecheWhyLine *self)
{
  veche_later_cancel (GTK_WIDGET (self), &self->later);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
veche_why_line_dispose (GObject *object)
{
  VecheWhyLine *self = VECHE_WHY_LINE (object);

  why_stop (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->mention, veche_record_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_why_line_parent_class)->dispose (object);
}

static void
veche_why_line_class_init (VecheWhyLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_why_line_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
why_build_chip (VecheWhyLine *self, GtkWidget *row)
{
  self->menu = why_build_menu ();
  self->badge = veche_badge_new ();
  self->chip = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->chip), self->badge);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->chip), FALSE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->chip), self->menu);
  gtk_widget_set_tooltip_text (self->chip, _ ("Put It Right"));
  gtk_widget_add_css_class (self->chip, "veche-chip-button");
  gtk_box_append (GTK_BOX (row), self->chip);
  self->usual = veche_label_new (NULL, "veche-caption", "veche-second");
  gtk_box_append (GTK_BOX (row), self->usual);
}

static void
why_build_sum (VecheWhyLine *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->sum = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->sum), 18);
  gtk_grid_set_row_spacing (GTK_GRID (self->sum), 3);
  gtk_widget_set_margin_start (self->sum, 6);
  gtk_widget_set_margin_end (self->sum, 6);
  gtk_widget_set_margin_top (self->sum, 6);
  gtk_widget_set_margin_bottom (self->sum, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), self->sum);
  self->why = gtk_menu_button_new ();
  self->why_text = veche_label_new (NULL, "veche-caption", "veche-second");
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->why), self->why_text);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->why), FALSE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->why), popover);
  gtk_widget_set_tooltip_text (self->why, _ ("Why Is It Here?"));
  gtk_widget_set_halign (self->why, GTK_ALIGN_START);
  gtk_widget_set_visible (self->why, FALSE);
  gtk_widget_add_css_class (self->why, "veche-chip-button");
  gtk_box_append (GTK_BOX (self->box), self->why);
}

static void
veche_why_line_init (VecheWhyLine *self)
{
  static const GActionEntry entries[] = { { "mood", NULL, "s", "''", why_correct_cb }, { "kind", NULL, "s", "''", why_correct_cb } };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "why", G_ACTION_GROUP (self->actions));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), row);
  why_build_chip (self, row);
  why_build_sum (self);
}

void
veche_why_line_set (VecheWhyLine *self, VecheSession *session, VecheMention *mention)
{
  g_auto (VecheBadgeWords) words = { 0 };
  g_autofree char *spoken = NULL;
  gboolean same, judged;

  g_return_if_fail (VECHE_IS_WHY_LINE (self));

  same = mention != NULL && self->mention != NULL && mention->parent.id == self->mention->parent.id;
  if (mention != NULL)
    veche_record_ref (mention);
  g_clear_pointer (&self->mention, veche_record_unref);
  self->mention = mention;
  g_set_object (&self->session, session);
  why_stop (self);
  if (!same)
    {
      gtk_widget_set_visible (self->why, FALSE);
      gtk_label_set_text (GTK_LABEL (self->usual), "");
    }
  if (mention == NULL || session == NULL)
    return;

  veche_mention_words (mention, veche_now (), &words);
  veche_badge_set (VECHE_BADGE (self->badge), words.icon, words.text, words.ink);
  judged = mention->mood != NULL && *mention->mood != '\0';
  /* Translators: %s is what a message is, such as "Question · 5 h unanswered" */
  spoken = judged ? g_strdup_printf (_ ("%s. Put it right"), words.text) : g_strdup (words.text);
  veche_label_speak (self->chip, spoken);
  /* Where moods are off there is nothing to put right. */
  if (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (self->chip)) != (judged ? self->menu : NULL))    /* each makes its popover anew */
    gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->chip), judged ? self->menu : NULL);
  veche_label_tip (self->chip, judged ? _ ("Put It Right") : NULL);
  why_set_state (self, "mood", mention->mood);
  why_set_state (self, "kind", mention->message_kind);
  veche_later_run (GTK_WIDGET (self), &self->later, why_load);
}
