/* veche-stages-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-stages.h"
#include "app/veche-member-words.h"
#include "app/veche-stages-dialog.h"
#include "store/veche-db.h"

#define PAUSE_MS 300
#define SHOWN 50           /* people a stage */

/* In the order of a life. */
static const struct
{
  const char *stage, *title;
  gsize       offset;
  int         most;
} rules[] = {
  { "newcomer", N_ ("Days since joining, at most"), G_STRUCT_OFFSET (VecheStageRules, newcomer_days), 365 },
  { "active", N_ ("Days of the last 30 with a message, at least"), G_STRUCT_OFFSET (VecheStageRules, active_days), 29 },
  { "core", N_ ("Days of the last 30 with a message, at least"), G_STRUCT_OFFSET (VecheStageRules, core_days), 30 },
  { "fading", N_ ("Days of silence, at least"), G_STRUCT_OFFSET (VecheStageRules, fading_days), 999 },
  { "gone", N_ ("Days of silence, at least"), G_STRUCT_OFFSET (VecheStageRules, gone_days), 9999 },
};

static const char *const shown_stages[] = { "newcomer", "regular", "active", "core", "fading", "gone" };

struct _VecheStagesDialog
{
  AdwWindow             parent_instance;

  AdwPreferencesGroup  *rules, *moves;
  GtkWidget            *move;
  GtkSpinButton        *spins[G_N_ELEMENTS (rules)];
  GtkWidget            *shown[G_N_ELEMENTS (shown_stages) + 1];   /* (nullable): what is in moves now */

  VecheSession         *session;
  VecheStageRules       wanted;
  GPtrArray            *found;        /* (owned) (nullable) (element-type VecheStageMove) */
  GCancellable         *cancellable;  /* of the look under way */
  guint                 timeout_id;
};

G_DEFINE_FINAL_TYPE (VecheStagesDialog, veche_stages_dialog, ADW_TYPE_WINDOW)

/*** Who would move ***/

static char *
move_reason (const VecheStageMove *move)
{
  guint n = (guint) move->days;

  if (g_str_equal (move->after, "fading") || g_str_equal (move->after, "gone"))
    return g_strdup_printf (ngettext ("Silent for %u day", "Silent for %u days", n), n);
  if (g_str_equal (move->after, "newcomer"))
    return n == 0 ? g_strdup (_ ("Came today")) : g_strdup_printf (ngettext ("Came %u day ago", "Came %u days ago", n), n);

  return g_strdup_printf (ngettext ("Wrote on %u day of 30", "Wrote on %u days of 30", n), n);
}

static GtkWidget *
move_row_new (const VecheStageMove *move)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *reason = move_reason (move);
  g_autofree char *name = g_markup_escape_text (move->name, -1);
  const char *before = veche_stage_word (move->before);
  /* Translators: a reason and the stage somebody had until now */
  g_autofree char *subtitle = *before != '\0' ? g_strdup_printf (_ ("%s · %s until now"), reason, before) : g_strdup (reason);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);

  return row;
}

static GtkWidget *
stage_row_new (GPtrArray *found, const char *stage)
{
  GtkWidget *row = NULL;
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const VecheStageMove *move = found->pdata[i];

      if (!g_str_equal (move->after, stage))
        continue;
      if (row == NULL)
        row = adw_expander_row_new ();
      if (n++ < SHOWN)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (row), move_row_new (move));
    }
  if (row != NULL)
    {
      g_autofree char *count = veche_people_count (n);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), veche_stage_word (stage));
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), count);
    }
  if (n > SHOWN)
    {
      GtkWidget *rest = adw_action_row_new ();
      g_autofree char *more = g_strdup_printf (ngettext ("and %'u more", "and %'u more", n - SHOWN), n - SHOWN);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rest), more);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), rest);
    }

  return row;
}

static void
stages_dialog_clear (VecheStagesDialog *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->shown); i++)
    if (self->shown[i] != NULL)
      {
        adw_preferences_group_remove (self->moves, self->shown[i]);
        self->shown[i] = NULL;
      }
}

/* instead (nullable): a sentence, when there is nobody to show. */
static void
stages_dialog_show (VecheStagesDialog *self, const char *instead)
{
  guint n = self->found != NULL ? self->found->len : 0;

  stages_dialog_clear (self);
  for (gsize i = 0; i < G_N_ELEMENTS (shown_stages) && n > 0; i++)
    {
      self->shown[i] = stage_row_new (self->found, shown_stages[i]);
      if (self->shown[i] != NULL)
        adw_preferences_group_add (self->moves, self->shown[i]);
    }
  adw_preferences_group_set_description (self->moves, instead != NULL ? instead : n == 0 ? _ ("Nobody: everybody is where they belong.") : NULL);
  gtk_widget_set_sensitive (self->move, n > 0);
  if (n > 0)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("_Move %'u", "_Move %'u", n), n);

      gtk_button_set_label (GTK_BUTTON (self->move), label);
    }
  else
    gtk_button_set_label (GTK_BUTTON (self->move), _ ("_Move"));
}

/*** Looking ***/

static gpointer
propose_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_stages_propose (db, input, 0, error);
}

static void
proposed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheStagesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (error != NULL)
    veche_session_show_error (self->session, error);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&found);
  stages_dialog_show (self, NULL);
}

static void
stages_dialog_look (VecheStagesDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, propose_job, g_memdup2 (&self->wanted, sizeof self->wanted),
                         g_free, (GDestroyNotify) g_ptr_array_unref, self->cancellable, proposed_cb, g_object_ref (self));
}

static gboolean
timeout_cb (gpointer user_data)
{
  VecheStagesDialog *self = user_data;

  self->timeout_id = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    G_STRUCT_MEMBER (int, &self->wanted, rules[i].offset) = gtk_spin_button_get_value_as_int (self->spins[i]);
  if (veche_stage_rules_are_sound (&self->wanted))
    stages_dialog_look (self);
  else
    {
      g_clear_pointer (&self->found, g_ptr_array_unref);
      stages_dialog_show (self, _ ("These numbers contradict one another: the core writes more often than the active, and who is gone has been silent for longer than who is fading."));
    }

  return G_SOURCE_REMOVE;
}

static void
stages_dialog_changed_cb (VecheStagesDialog *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add (PAUSE_MS, timeout_cb, self);
}

/*** Rules ***/

static void
stages_dialog_add_rule (VecheStagesDialog *self, gsize i)
{
  GtkWidget *row = adw_action_row_new (), *spin = gtk_spin_button_new_with_range (1, rules[i].most, 1);
  g_autofree char *label = g_strdup_printf ("%s: %s", veche_stage_word (rules[i].stage), _ (rules[i].title));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), veche_stage_word (rules[i].stage));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (rules[i].title));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), G_STRUCT_MEMBER (int, &self->wanted, rules[i].offset));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (self->rules, row);
  self->spins[i] = GTK_SPIN_BUTTON (spin);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (stages_dialog_changed_cb), self, G_CONNECT_SWAPPED);
}

static gpointer
load_rules_job (VecheDb *db, gpointer input, GError **error)
{
  VecheStageRules *loaded = g_new0 (VecheStageRules, 1);

  veche_stage_rules_load (db, loaded);

  return loaded;
}

static void
rules_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheStagesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree VecheStageRules *loaded = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (loaded == NULL || self->session == NULL)
    return;
  self->wanted = *loaded;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    stages_dialog_add_rule (self, i);
  stages_dialog_look (self);
}

/*** Moving ***/

static gboolean
build_moves (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  VecheStageRules *wanted = input;
  g_autoptr (GPtrArray) moves = veche_stages_propose (db, wanted, 0, error);

  if (moves == NULL || !veche_stage_rules_save (db, wanted, error))
    return FALSE;
  veche_stages_edit (edit, moves);

  return TRUE;
}

/* What was set stays in sight until it is done. */
static void
moved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheStagesDialog) self = user_data;

  gtk_widget_set_sensitive (self->move, TRUE);
  if (ok)
    gtk_window_close (GTK_WINDOW (self));
}

static void
veche_stages_dialog_move_cb (VecheStagesDialog *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("stage", NULL);
  guint n = self->found->len;
  g_autofree char *toast = g_strdup_printf (ngettext ("%'u person moved to another stage", "%'u people moved to other stages", n), n);

  gtk_widget_set_sensitive (self->move, FALSE);
  veche_session_build_edit (self->session, edit, build_moves, g_memdup2 (&self->wanted, sizeof self->wanted), g_free, toast, moved_cb, g_object_ref (self));
}

static void
veche_stages_dialog_dispose (GObject *object)
{
  VecheStagesDialog *self = VECHE_STAGES_DIALOG (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_stages_dialog_parent_class)->dispose (object);
}

static void
veche_stages_dialog_class_init (VecheStagesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_stages_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-stages-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheStagesDialog, rules);
  gtk_widget_class_bind_template_child (widget_class, VecheStagesDialog, moves);
  gtk_widget_class_bind_template_child (widget_class, VecheStagesDialog, move);
  gtk_widget_class_bind_template_callback (widget_class, veche_stages_dialog_move_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_stages_dialog_init (VecheStagesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
veche_stages_dialog_open (VecheSession *session, GtkWindow *parent)
{
  VecheStagesDialog *self = g_object_new (VECHE_TYPE_STAGES_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, load_rules_job, NULL, NULL, g_free, NULL, rules_loaded_cb,
                         g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
