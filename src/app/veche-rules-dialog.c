/* veche-rules-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-rules.h"
#include "app/veche-dialog-toasts.h"
#include "app/veche-profile-parts.h"
#include "app/veche-rule-dialog.h"
#include "app/veche-rule-undo.h"
#include "app/veche-rule-words.h"
#include "app/veche-rules-dialog.h"
#include "model/veche-text.h"
#include "store/veche-db.h"

#define RELOAD_MS 250

struct _VecheRulesDialog
{
  AdwWindow            parent_instance;

  VecheSession        *session;    /* (owned) (nullable) */
  GPtrArray           *rules;      /* (owned) (nullable) (element-type VecheRuleRow) */
  GPtrArray           *examples;   /* (owned) (element-type VecheRuleRow) */
  GPtrArray           *rows;       /* (owned) (element-type GtkWidget): rows of both groups, unowned */
  gboolean             filling;
  guint                reload;     /* source id */

  AdwPreferencesGroup *group;
  AdwPreferencesGroup *ready;
};

G_DEFINE_FINAL_TYPE (VecheRulesDialog, veche_rules_dialog, ADW_TYPE_WINDOW)

static void rules_dialog_load (VecheRulesDialog *self);

static const VecheRuleRow *
rule_of (VecheRulesDialog *self, gpointer widget)
{
  const char *uid = g_object_get_data (G_OBJECT (widget), "uid");

  for (guint i = 0; self->rules != NULL && i < self->rules->len; i++)
    if (g_strcmp0 (((VecheRuleRow *) self->rules->pdata[i])->uid, uid) == 0)
      return self->rules->pdata[i];

  return NULL;
}

/*** Acts ***/

static void
rules_dialog_edit_cb (VecheRulesDialog *self, GtkWidget *row)
{
  const VecheRuleRow *rule = rule_of (self, row);

  if (rule != NULL && rule->rule != NULL)
    veche_rule_dialog_open (GTK_WINDOW (self), self->session, rule->uid, rule->name, rule->rule, rule->active);
}

static void
rules_dialog_new_cb (VecheRulesDialog *self)
{
  veche_rule_dialog_open (GTK_WINDOW (self), self->session, NULL, NULL, NULL, FALSE);
}

static void
rules_dialog_example_cb (VecheRulesDialog *self, GtkWidget *row)
{
  const char *nick = g_object_get_data (G_OBJECT (row), "uid");

  for (guint i = 0; i < self->examples->len; i++)
    {
      const VecheRuleRow *example = self->examples->pdata[i];

      if (g_strcmp0 (example->uid, nick) == 0)
        veche_rule_dialog_open (GTK_WINDOW (self), self->session, NULL, veche_rule_example_word (nick), example->rule, FALSE);
    }
}

static gboolean
switch_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_rules_edit_switch (db, edit, data, FALSE, error);
}

/* A switch that was moved in vain goes back. */
static void
rules_dialog_switched_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheRulesDialog) self = user_data;

  if (!ok && self->session != NULL)
    rules_dialog_load (self);
}

/* Off at once; on only past what it would do. */
static gboolean
rules_dialog_switch_cb (VecheRulesDialog *self, gboolean on, GtkSwitch *button)
{
  const VecheRuleRow *rule = rule_of (self, button);
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;

  if (self->filling || rule == NULL || on == rule->active)
    return FALSE;
  if (on)
    {
      rules_dialog_edit_cb (self, GTK_WIDGET (button));
      gtk_switch_set_active (button, FALSE);
      return TRUE;
    }
  edit = veche_edit_new ("rule-off", rule->name);
  toast = g_strdup_printf (_ ("Rule switched off: %s"), rule->name);
  veche_session_build_edit (self->session, edit, switch_build, g_strdup (rule->uid), g_free, toast, rules_dialog_switched_cb, g_object_ref (self));

  return FALSE;
}

static void
rules_dialog_remove_cb (VecheRulesDialog *self, GtkWidget *button)
{
  const VecheRuleRow *rule = rule_of (self, button);
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;

  if (rule == NULL)
    return;
  edit = veche_edit_new ("rule-remove", rule->name);
  toast = g_strdup_printf (_ ("Rule removed: %s"), rule->name);
  veche_edit_delete (edit, "rule", rule->uid);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

static void
rules_dialog_undo_cb (VecheRulesDialog *self, GtkWidget *button)
{
  const VecheRuleRow *rule = rule_of (self, button);

  if (rule == NULL)
    return;
  gtk_widget_set_sensitive (button, FALSE);
  veche_rule_undo_all (self->session, rule);
}

/*** Rows ***/

static void
keep_uid (gpointer widget, const char *uid)
{
  g_object_set_data_full (G_OBJECT (widget), "uid", g_strdup (uid), g_free);
}

static GtkWidget *
plain_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = veche_text_clamp (title, 100, FALSE), *words = veche_text_clamp (subtitle, 300, FALSE);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static GtkWidget *
tool_new (VecheRulesDialog *self, const char *uid, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = veche_profile_icon_button_new (icon, label);

  keep_uid (button, uid);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

/* (transfer full) */
static char *
rule_words (const VecheRuleRow *rule)
{
  if (rule->rule != NULL)
    return veche_rule_words (rule->rule);

  return g_strdup (rule->newer ? _ ("This rule was made by a newer Veche.") : _ ("This rule says nothing that can be looked for. Remove it and make a new one."));
}

static GtkWidget *
rule_row_new (VecheRulesDialog *self, const VecheRuleRow *rule)
{
  g_autofree char *words = rule_words (rule);
  g_autofree char *acts = g_strdup_printf (ngettext ("acted %u time", "acted %u times", rule->n_acts), rule->n_acts);
  g_autofree char *subtitle = rule->n_acts > 0 ? g_strdup_printf ("%s · %s", words, acts) : g_strdup (words);
  GtkWidget *row = plain_row_new (rule->name, subtitle), *button = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (button), rule->active);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, rule->rule != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, rule->name, -1);
  keep_uid (button, rule->uid);
  g_signal_connect_object (button, "state-set", G_CALLBACK (rules_dialog_switch_cb), self, G_CONNECT_SWAPPED);
  if (rule->n_acts > 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), tool_new (self, rule->uid, "edit-undo-symbolic", _ ("Take Back All It Did"),
                                                               G_CALLBACK (rules_dialog_undo_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), tool_new (self, rule->uid, "user-trash-symbolic", _ ("Remove Rule"),
                                                             G_CALLBACK (rules_dialog_remove_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  keep_uid (row, rule->uid);
  g_signal_connect_object (row, "activated", G_CALLBACK (rules_dialog_edit_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static gboolean
is_there (VecheRulesDialog *self, const char *name)
{
  for (guint i = 0; i < self->rules->len; i++)
    if (g_strcmp0 (((VecheRuleRow *) self->rules->pdata[i])->name, name) == 0)
      return TRUE;

  return FALSE;
}

static void
rules_dialog_fill_examples (VecheRulesDialog *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->examples->len; i++)
    {
      const VecheRuleRow *example = self->examples->pdata[i];
      const char *name = veche_rule_example_word (example->uid);
      g_autofree char *words = veche_rule_words (example->rule);
      GtkWidget *row;

      if (is_there (self, name))
        continue;
      any = TRUE;
      row = plain_row_new (name, words);
      keep_uid (row, example->uid);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_signal_connect_object (row, "activated", G_CALLBACK (rules_dialog_example_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->ready, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->ready), any);
}

static void
rules_dialog_clear (VecheRulesDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      gboolean own = gtk_widget_is_ancestor (row, GTK_WIDGET (self->group));

      adw_preferences_group_remove (own ? self->group : self->ready, row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

/* The rule that the keyboard is at. (transfer full) (nullable) */
static char *
rules_dialog_dup_focus (VecheRulesDialog *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  while (focus != NULL && !ADW_IS_ACTION_ROW (focus))
    focus = gtk_widget_get_parent (focus);

  return focus != NULL ? g_strdup (g_object_get_data (G_OBJECT (focus), "uid")) : NULL;
}

/* To that rule again, or to the first when it is gone. */
static void
rules_dialog_focus (VecheRulesDialog *self, const char *uid)
{
  GtkWidget *row = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    if (row == NULL || g_strcmp0 (g_object_get_data (self->rows->pdata[i], "uid"), uid) == 0)
      row = self->rows->pdata[i];
  if (uid != NULL && row != NULL)
    gtk_widget_grab_focus (row);
}

static void
rules_dialog_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheRulesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_autofree char *focus = NULL;

  if (self->session == NULL || rules == NULL)
    {
      if (self->session != NULL)
        veche_session_show_error (self->session, error);
      return;
    }
  self->filling = TRUE;
  focus = rules_dialog_dup_focus (self);
  rules_dialog_clear (self);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = g_steal_pointer (&rules);
  for (guint i = 0; i < self->rules->len; i++)
    {
      GtkWidget *row = rule_row_new (self, self->rules->pdata[i]);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_set_description (self->group, self->rules->len > 0 ? NULL : _ ("No rules yet. What a rule does is always marked, and can be taken back."));
  rules_dialog_fill_examples (self);
  self->filling = FALSE;
  rules_dialog_focus (self, focus);
}

static gpointer
rules_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_rules_list (db, error);
}

static void
rules_dialog_load (VecheRulesDialog *self)
{
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, rules_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                         rules_dialog_loaded_cb, g_object_ref (self));
}

static gboolean
rules_dialog_reload_cb (gpointer user_data)
{
  VecheRulesDialog *self = user_data;

  self->reload = 0;
  rules_dialog_load (self);

  return G_SOURCE_REMOVE;
}

/* Once for the many changes of a run. */
static void
rules_dialog_changed_cb (VecheRulesDialog *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & (VECHE_TABLE_OTHER | VECHE_TABLE_TRIAGE)) && self->reload == 0)
    self->reload = g_timeout_add (RELOAD_MS, rules_dialog_reload_cb, self);
}

/*** The window ***/

static void
veche_rules_dialog_dispose (GObject *object)
{
  VecheRulesDialog *self = VECHE_RULES_DIALOG (object);

  g_clear_handle_id (&self->reload, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->examples, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_rules_dialog_parent_class)->dispose (object);
}

static void
veche_rules_dialog_class_init (VecheRulesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_rules_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

/* Their labels in the reader's language. */
static GPtrArray *
examples_new (void)
{
  GPtrArray *examples = veche_rules_examples ();

  for (guint i = 0; i < examples->len; i++)
    {
      GPtrArray *deeds = ((VecheRuleRow *) examples->pdata[i])->rule->deeds;

      for (guint d = 0; d < deeds->len; d++)
        {
          VecheRuleDeed *deed = deeds->pdata[d];
          char *label = deed->what == VECHE_RULE_DO_LABEL ? g_strdup (veche_rule_example_label (deed->value)) : g_strdup (deed->value);

          g_free (deed->value);
          deed->value = label;
        }
    }

  return examples;
}

static void
veche_rules_dialog_init (VecheRulesDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *page = adw_preferences_page_new (), *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_New Rule"));

  self->rows = g_ptr_array_new ();
  self->examples = examples_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->ready = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Rules"));
  adw_preferences_group_set_header_suffix (self->group, add);
  adw_preferences_group_set_title (self->ready, _ ("To Begin With"));
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  g_signal_connect_object (add, "clicked", G_CALLBACK (rules_dialog_new_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->ready);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
}

void
veche_rules_dialog_open (GtkWindow *parent, VecheSession *session)
{
  VecheRulesDialog *self = g_object_new (VECHE_TYPE_RULES_DIALOG, "modal", TRUE, "transient-for", parent, "title", _ ("Rules"), "default-width", 600,
                                         "default-height", 640, "width-request", 340, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (rules_dialog_changed_cb), self, G_CONNECT_SWAPPED);
  veche_dialog_toasts_add (ADW_WINDOW (self), session);
  rules_dialog_load (self);
  gtk_window_present (GTK_WINDOW (self));
}
