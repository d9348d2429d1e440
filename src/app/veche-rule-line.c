/* veche-rule-line.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-filter-dialog.h"
#include "app/veche-filter-words.h"
#include "app/veche-profile-parts.h"
#include "app/veche-rule-line.h"
#include "app/veche-rule-words.h"
#include "app/veche-wrap-layout.h"
#include "model/veche-text.h"
#include "store/veche-filter-choices.h"
#include "store/veche-labels-table.h"
#include "store/veche-rules-table.h"

#define HOURS_AT_FIRST 24
#define TYPED_CHARS 24
#define POINTS_AT_FIRST 20

struct _VecheRuleLine
{
  AdwBin                  parent_instance;

  VecheSession           *session;    /* (owned) */
  const VecheRuleChoices *choices;
  gboolean                deed;       /* else a condition */
  gboolean                filling;

  VecheFilter            *person;     /* (owned) (nullable) */
  char                   *uid, *label;   /* (owned) (nullable): a value that can't be chosen here, as it came */

  GtkDropDown            *what;
  GtkDropDown            *op;
  GtkWidget              *value;      /* (nullable): GtkDropDown, GtkEntry, GtkSpinButton or GtkButton */
  AdwBin                 *value_bin;
};

G_DEFINE_FINAL_TYPE (VecheRuleLine, veche_rule_line, ADW_TYPE_BIN)

enum { CHANGED, REMOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

void
veche_rule_choices_free (VecheRuleChoices *self)
{
  g_strfreev (self->source_uids);
  g_strfreev (self->source_names);
  g_strfreev (self->platforms);
  g_strfreev (self->labels);
  g_strfreev (self->team_uids);
  g_strfreev (self->team_names);
  g_free (self);
}

VecheRuleChoices *
veche_rule_choices_load (VecheDb *db, GError **error)
{
  g_autoptr (VecheRuleChoices) self = g_new0 (VecheRuleChoices, 1);
  g_autoptr (VecheFilterChoices) people = veche_filter_choices_load (db, error);
  g_autoptr (GPtrArray) labels = people != NULL ? veche_labels_list (db, NULL, error) : NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (labels == NULL || !veche_rules_list_sources (db, &self->source_uids, &self->source_names, error)
      || !veche_rules_list_team (db, &self->team_uids, &self->team_names, error))
    return NULL;
  self->platforms = g_strdupv (people->platforms);
  for (guint i = 0; i < labels->len; i++)
    g_strv_builder_add (names, ((VecheMentionLabel *) labels->pdata[i])->name);
  self->labels = g_strv_builder_end (names);

  return g_steal_pointer (&self);
}

static void
rule_line_changed (VecheRuleLine *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

/*** Values ***/

static guint
line_what (VecheRuleLine *self)
{
  return gtk_drop_down_get_selected (self->what);
}

/* The nicks or uids that the value is chosen from, and their words; NULL: it is not chosen. (transfer none) */
static const char *const *
choices_of (VecheRuleLine *self, const char *const **words)
{
  *words = NULL;
  if (self->deed)
    {
      *words = line_what (self) == VECHE_RULE_DO_ASSIGN ? (const char *const *) self->choices->team_names : NULL;
      return line_what (self) == VECHE_RULE_DO_ASSIGN ? (const char *const *) self->choices->team_uids : NULL;
    }
  if (line_what (self) == VECHE_RULE_BY_SOURCE)
    {
      *words = (const char *const *) self->choices->source_names;
      return (const char *const *) self->choices->source_uids;
    }

  return line_what (self) == VECHE_RULE_BY_PLATFORM ? (const char *const *) self->choices->platforms : veche_rule_values (line_what (self));
}

static GtkWidget *
chosen_new (VecheRuleLine *self, const char *const *nicks, const char *const *words, const char *value)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint at = value == NULL ? 0 : GTK_INVALID_LIST_POSITION;   /* what is gone is to be chosen anew */
  GtkWidget *drop;

  for (guint i = 0; nicks[i] != NULL; i++)
    {
      g_autofree char *text = veche_text_clamp (words != NULL ? words[i] : veche_rule_value_word (line_what (self), nicks[i]), 60, FALSE);

      gtk_string_list_append (list, text);
      at = g_strcmp0 (nicks[i], value) == 0 ? i : at;
    }
  drop = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (list)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), at);
  g_signal_connect_object (drop, "notify::selected", G_CALLBACK (rule_line_changed), self, G_CONNECT_SWAPPED);

  return drop;
}

static GtkWidget *
typed_new (VecheRuleLine *self, const char *value, const char *hint)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), value != NULL ? value : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 500);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), TYPED_CHARS);
  g_signal_connect_object (entry, "changed", G_CALLBACK (rule_line_changed), self, G_CONNECT_SWAPPED);

  return entry;
}

static GtkWidget *
number_new (VecheRuleLine *self, int number, int least, int most)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), number);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (rule_line_changed), self, G_CONNECT_SWAPPED);

  return spin;
}

static void
rule_line_name_person (VecheRuleLine *self)
{
  VecheRuleCondition condition = { VECHE_RULE_BY_PERSON, VECHE_OP_IS, NULL, NULL, self->person };
  g_autofree char *words = self->person != NULL ? veche_rule_condition_words (&condition) : g_strdup (_ ("Choose…"));
  const char *colon = strstr (words, ": ");

  gtk_button_set_label (GTK_BUTTON (self->value), colon != NULL ? colon + 2 : words);
}

static void
rule_line_applied_cb (VecheRuleLine *self, VecheFilter *filter)
{
  g_clear_pointer (&self->person, veche_filter_unref);
  self->person = veche_filter_is_empty (filter) ? NULL : veche_filter_ref (filter);
  rule_line_name_person (self);
  rule_line_changed (self);
}

static void
rule_line_person_cb (VecheRuleLine *self)
{
  VecheFilterDialog *dialog = veche_filter_dialog_open (GTK_WIDGET (self), self->session, self->person, NULL, NULL);

  g_signal_connect_object (dialog, "applied", G_CALLBACK (rule_line_applied_cb), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
value_new (VecheRuleLine *self, const char *value, int number)
{
  const char *const *words, *const *nicks = choices_of (self, &words);

  if (nicks != NULL)
    return chosen_new (self, nicks, words, value);
  if (self->deed)
    switch (line_what (self))
      {
      case VECHE_RULE_DO_LABEL:
        return typed_new (self, value, _ ("Name of the label"));
      case VECHE_RULE_DO_SNOOZE:
        return number_new (self, number != 0 ? number : HOURS_AT_FIRST, 1, 24 * 365);
      case VECHE_RULE_DO_PRIORITY:
        return number_new (self, number != 0 ? number : POINTS_AT_FIRST, -1000, 1000);
      default:
        return NULL;
      }
  switch (line_what (self))
    {
    case VECHE_RULE_BY_WORDS:
      return typed_new (self, value, _ ("Words, with commas between"));
    case VECHE_RULE_BY_TIME:
      return typed_new (self, value != NULL ? value : "22:00-07:00", "22:00-07:00");
    case VECHE_RULE_BY_CHANNEL:
      return typed_new (self, value, _ ("Name of the chat"));
    case VECHE_RULE_BY_AUTHOR:
      return gtk_label_new (self->label != NULL ? self->label : "–");
    case VECHE_RULE_BY_PERSON:
      return gtk_button_new ();
    default:
      return NULL;
    }
}

static void
rule_line_set_value (VecheRuleLine *self, const char *value, int number)
{
  self->value = value_new (self, value, number);
  adw_bin_set_child (self->value_bin, self->value);
  if (self->value == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->value), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Value"), -1);
  if (GTK_IS_BUTTON (self->value) && !self->deed && line_what (self) == VECHE_RULE_BY_PERSON)
    {
      rule_line_name_person (self);
      g_signal_connect_object (self->value, "clicked", G_CALLBACK (rule_line_person_cb), self, G_CONNECT_SWAPPED);
    }
}

/*** What and how ***/

static const VecheOp ops[] = { VECHE_OP_IS, VECHE_OP_IS_NOT, VECHE_OP_CONTAINS, VECHE_OP_LACKS, VECHE_OP_YES, VECHE_OP_NO };

static VecheOp
nth_op (VecheRuleBy by, guint n)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ops); i++)
    if (veche_rule_takes (by, ops[i]) && n-- == 0)
      return ops[i];

  return VECHE_OP_IS;
}

static void
rule_line_set_ops (VecheRuleLine *self, VecheOp op)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint n = 0, at = 0;

  if (self->deed)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (ops); i++)
    if (veche_rule_takes (line_what (self), ops[i]))
      {
        gtk_string_list_append (list, veche_rule_op_word (line_what (self), ops[i]));
        at = ops[i] == op ? n : at;
        n++;
      }
  gtk_drop_down_set_model (self->op, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->op, at);
}

static void
rule_line_what_cb (VecheRuleLine *self)
{
  if (self->filling)
    return;
  self->filling = TRUE;
  rule_line_set_ops (self, VECHE_OP_IS);
  rule_line_set_value (self, NULL, 0);
  self->filling = FALSE;
  rule_line_changed (self);
}

static void
rule_line_remove_cb (VecheRuleLine *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

gboolean
veche_rule_line_add_to (VecheRuleLine *self, VecheRule *rule)
{
  const char *const *words, *const *nicks = choices_of (self, &words);
  guint selected = nicks != NULL ? gtk_drop_down_get_selected (GTK_DROP_DOWN (self->value)) : 0;
  g_autofree char *text = GTK_IS_ENTRY (self->value) ? veche_text_tidy (gtk_editable_get_text (GTK_EDITABLE (self->value))) : NULL;
  const char *value = nicks != NULL && selected != GTK_INVALID_LIST_POSITION ? nicks[selected] : text;
  const char *label = words != NULL && value != NULL ? words[selected] : NULL;
  VecheRuleCondition *condition;

  if (self->deed)
    {
      int number = GTK_IS_SPIN_BUTTON (self->value) ? gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->value)) : 0;

      veche_rule_add_deed (rule, line_what (self), value, number)->label = g_strdup (label);
      return value != NULL || number != 0 || line_what (self) == VECHE_RULE_DO_DONE;
    }
  condition = veche_rule_add (rule, line_what (self), nth_op (line_what (self), gtk_drop_down_get_selected (self->op)), value);
  condition->label = g_strdup (label);
  if (condition->by == VECHE_RULE_BY_PERSON)
    condition->person = self->person != NULL ? veche_filter_ref (self->person) : NULL;
  if (condition->by == VECHE_RULE_BY_AUTHOR)
    {
      condition->value = g_strdup (self->uid);
      condition->label = g_strdup (self->label);
    }

  return condition->value != NULL || condition->person != NULL || veche_rule_takes (condition->by, VECHE_OP_YES);
}

/*** The widget ***/

static void
veche_rule_line_dispose (GObject *object)
{
  VecheRuleLine *self = VECHE_RULE_LINE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->person, veche_filter_unref);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->label, g_free);

  G_OBJECT_CLASS (veche_rule_line_parent_class)->dispose (object);
}

static void
veche_rule_line_class_init (VecheRuleLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_rule_line_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_rule_line_init (VecheRuleLine *self)
{
}

static GtkWidget *
drop_new (const char *label)
{
  GtkWidget *drop = gtk_drop_down_new (NULL, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return drop;
}

static VecheRuleLine *
line_new (VecheSession *session, const VecheRuleChoices *choices, gboolean deed, guint n)
{
  VecheRuleLine *self = g_object_new (VECHE_TYPE_RULE_LINE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *remove = veche_profile_icon_button_new ("user-trash-symbolic", _ ("Remove"));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  self->session = g_object_ref (session);
  self->choices = choices;
  self->deed = deed;
  self->filling = TRUE;
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, deed ? veche_rule_do_word (i) : veche_rule_by_word (i));
  self->what = GTK_DROP_DOWN (drop_new (deed ? _ ("What is done") : _ ("What is asked")));
  gtk_drop_down_set_model (self->what, G_LIST_MODEL (list));
  self->op = GTK_DROP_DOWN (drop_new (_ ("How it is asked")));
  self->value_bin = ADW_BIN (adw_bin_new ());
  gtk_widget_set_layout_manager (words, veche_wrap_layout_new (6, 6));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->what));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->op));
  gtk_widget_set_visible (GTK_WIDGET (self->op), !deed);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->value_bin));
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), remove);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (rule_line_remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->what, "notify::selected", G_CALLBACK (rule_line_what_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->op, "notify::selected", G_CALLBACK (rule_line_changed), self, G_CONNECT_SWAPPED);

  return self;
}

GtkWidget *
veche_rule_line_new_condition (VecheSession *session, const VecheRuleChoices *choices, const VecheRuleCondition *condition)
{
  VecheRuleLine *self = line_new (session, choices, FALSE, VECHE_N_RULE_BY);

  gtk_drop_down_set_selected (self->what, condition != NULL ? condition->by : VECHE_RULE_BY_WORDS);
  if (condition != NULL)
    {
      self->person = condition->person != NULL ? veche_filter_ref (condition->person) : NULL;
      self->uid = g_strdup (condition->value);
      self->label = g_strdup (condition->label);
    }
  rule_line_set_ops (self, condition != NULL ? condition->op : VECHE_OP_CONTAINS);
  rule_line_set_value (self, condition != NULL ? condition->value : NULL, 0);
  self->filling = FALSE;

  return GTK_WIDGET (self);
}

GtkWidget *
veche_rule_line_new_deed (VecheSession *session, const VecheRuleChoices *choices, const VecheRuleDeed *deed)
{
  VecheRuleLine *self = line_new (session, choices, TRUE, VECHE_N_RULE_DO);

  gtk_drop_down_set_selected (self->what, deed != NULL ? deed->what : VECHE_RULE_DO_LABEL);
  rule_line_set_value (self, deed != NULL ? deed->value : NULL, deed != NULL ? deed->number : 0);
  self->filling = FALSE;

  return GTK_WIDGET (self);
}
