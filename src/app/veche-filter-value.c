/* veche-filter-value.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-day-button.h"
#include "app/veche-draw.h"
#include "app/veche-filter-value.h"
#include "app/veche-filter-words.h"
#include "app/veche-level.h"
#include "app/veche-member-picker.h"
#include "app/veche-member-words.h"
#include "model/veche-text.h"

/* Where a choice goes. */
typedef enum { SLOT_VALUE, SLOT_WHAT, SLOT_STATE, SLOT_NUMBER, SLOT_DAYS } VecheSlot;

struct _VecheFilterValue
{
  GtkBox                    parent_instance;

  VecheSession             *session;     /* (owned) */
  const VecheFilterChoices *choices;     /* (borrowed) */
  VecheCondition           *condition;   /* (borrowed) */
};

G_DEFINE_FINAL_TYPE (VecheFilterValue, veche_filter_value, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
value_changed (VecheFilterValue *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
value_store (VecheFilterValue *self, VecheSlot slot, const char *text)
{
  VecheCondition *condition = self->condition;
  char **texts[] = { [SLOT_VALUE] = &condition->value, [SLOT_WHAT] = &condition->what, [SLOT_STATE] = &condition->state };

  if (slot == SLOT_NUMBER)
    condition->number = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  else if (slot == SLOT_DAYS)
    condition->days = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  else
    {
      g_free (*texts[slot]);
      *texts[slot] = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
    }
}

static const char *
value_load (VecheFilterValue *self, VecheSlot slot, char number[24])
{
  VecheCondition *condition = self->condition;

  if (slot == SLOT_NUMBER || slot == SLOT_DAYS)
    {
      g_snprintf (number, 24, "%" G_GINT64_FORMAT, slot == SLOT_NUMBER ? condition->number : condition->days);
      return number;
    }

  return slot == SLOT_VALUE ? condition->value : slot == SLOT_WHAT ? condition->what : condition->state;
}

/*** A choice from a list ***/

static void
value_chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, VecheFilterValue *self)
{
  GStrv values = g_object_get_data (G_OBJECT (drop_down), "values");
  VecheSlot slot = (VecheSlot) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (drop_down), "slot"));
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (selected == GTK_INVALID_LIST_POSITION || selected >= g_strv_length (values))
    return;
  value_store (self, slot, values[selected]);
  if (self->condition->by == VECHE_BY_ATTENDED && slot == SLOT_VALUE)
    {
      GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);

      g_free (self->condition->label);
      self->condition->label = self->condition->value != NULL ? g_strdup (gtk_string_object_get_string (item)) : NULL;
    }
  value_changed (self);
}

/* values[i] is said as words[i].  What the condition has and the list lacks stays: it is put first. */
static void
value_add_choice (VecheFilterValue *self, VecheSlot slot, const char *label, const char *const *values, const char *const *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  char number[24];
  const char *now = value_load (self, slot, number);
  guint selected = GTK_INVALID_LIST_POSITION;
  gboolean many = g_strv_length ((char **) values) > 12;
  GtkWidget *drop_down;

  if (now == NULL)
    now = "";
  if (*now != '\0' && !g_strv_contains (values, now))
    {
      g_autofree char *clean = veche_text_clamp (self->condition->label != NULL ? self->condition->label : now, 60, FALSE);

      g_strv_builder_add (builder, now);
      gtk_string_list_append (list, clean);
      selected = 0;
    }
  for (guint i = 0, at = selected == 0; values[i] != NULL; i++, at++)
    {
      g_autofree char *clean = veche_text_clamp (words[i], 60, FALSE);

      g_strv_builder_add (builder, values[i]);
      gtk_string_list_append (list, clean);
      if (selected == GTK_INVALID_LIST_POSITION && g_strcmp0 (values[i], now) == 0)
        selected = at;
    }

  drop_down = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (list)),
                                 many ? gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string") : NULL);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), many);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  g_object_set_data_full (G_OBJECT (drop_down), "values", g_strv_builder_end (builder), (GDestroyNotify) g_strfreev);
  g_object_set_data (G_OBJECT (drop_down), "slot", GINT_TO_POINTER ((int) slot));
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (value_chosen_cb), self, 0);
  gtk_box_append (GTK_BOX (self), drop_down);

  /* A list that holds nothing but what was chosen by itself: that is what is meant. */
  if (selected == GTK_INVALID_LIST_POSITION && values[0] != NULL)
    {
      gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 0);
      value_store (self, slot, values[0]);
    }
}

static void
value_add_nicks (VecheFilterValue *self, VecheSlot slot, const char *label, const char *const *nicks, const char *(*word) (const char *nick), gboolean any)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (any)
    {
      g_ptr_array_add (values, (gpointer) "");
      g_ptr_array_add (words, (gpointer) word (NULL));
    }
  for (guint i = 0; nicks[i] != NULL; i++)
    {
      g_ptr_array_add (values, (gpointer) nicks[i]);
      g_ptr_array_add (words, (gpointer) word (nicks[i]));
    }
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (words, NULL);
  value_add_choice (self, slot, label, (const char *const *) values->pdata, (const char *const *) words->pdata);
}

static void
value_add_days (VecheFilterValue *self, VecheSlot slot, gboolean ever)
{
  static const char *const days[] = { "0", "1", "2", "3", "7", "10", "14", "21", "30", "45", "60", "90", "120", "180", "365", "730", NULL };
  const char *const *values = ever ? days : days + 1;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) said = NULL;

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *word = veche_filter_days_word (self->condition, g_ascii_strtoll (values[i], NULL, 10));

      g_strv_builder_add (words, word);
    }
  said = g_strv_builder_end (words);
  value_add_choice (self, slot, _ ("How long"), values, (const char *const *) said);
}

/*** What is typed ***/

static void
value_typed_cb (GtkEditable *entry, VecheFilterValue *self)
{
  value_store (self, SLOT_VALUE, gtk_editable_get_text (entry));
  value_changed (self);
}

static void
value_add_entry (VecheFilterValue *self)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), self->condition->value != NULL ? self->condition->value : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 200);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Which"), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (value_typed_cb), self, 0);
  gtk_box_append (GTK_BOX (self), entry);
}

static void
value_spun_cb (GtkSpinButton *spin, VecheFilterValue *self)
{
  self->condition->number = gtk_spin_button_get_value_as_int (spin);
  value_changed (self);
}

static void
value_add_spin (VecheFilterValue *self)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, 100000, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), (double) self->condition->number);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 3);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How many"), -1);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (value_spun_cb), self, 0);
  gtk_box_append (GTK_BOX (self), spin);
}

static void
value_day_cb (VecheDayButton *button, GParamSpec *pspec, VecheFilterValue *self)
{
  value_store (self, SLOT_VALUE, veche_day_button_get_day (button));
  value_changed (self);
}

static void
value_add_day (VecheFilterValue *self)
{
  GtkWidget *button = veche_day_button_new ();

  veche_day_button_set_day (VECHE_DAY_BUTTON (button), self->condition->value);
  g_signal_connect_object (button, "notify::day", G_CALLBACK (value_day_cb), self, 0);
  gtk_box_append (GTK_BOX (self), button);
}

static void
value_time (VecheFilterValue *self)
{
  if (self->condition->op == VECHE_OP_SINCE || self->condition->op == VECHE_OP_UNTIL)
    value_add_day (self);
  else if (self->condition->op == VECHE_OP_WITHIN || self->condition->op == VECHE_OP_BEFORE)
    value_add_days (self, SLOT_NUMBER, FALSE);
}

static void
value_picked_cb (VecheMemberPicker *picker, VecheRecord *record, VecheFilterValue *self)
{
  GtkWidget *button = gtk_widget_get_ancestor (GTK_WIDGET (picker), GTK_TYPE_MENU_BUTTON);
  g_autofree char *clean = veche_text_clamp (((VecheMember *) record)->name, 60, FALSE);

  value_store (self, SLOT_VALUE, record->uid);
  g_free (self->condition->label);
  self->condition->label = g_strdup (clean);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), clean);
  value_changed (self);
}

static void
value_add_person (VecheFilterValue *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = veche_member_picker_new (self->session, NULL);

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), self->condition->label != NULL ? self->condition->label : _ ("Choose…"));
  g_signal_connect_object (picker, "picked", G_CALLBACK (value_picked_cb), self, 0);
  gtk_box_append (GTK_BOX (self), button);
}

/*** By what is asked ***/

static void
value_name (VecheFilterValue *self)
{
  const VecheFilterChoices *choices = self->choices;
  GStrv names = self->condition->by == VECHE_BY_TAG         ? choices->tags
                : self->condition->by == VECHE_BY_COMMUNITY ? choices->communities
                : self->condition->by == VECHE_BY_CITY      ? choices->cities
                                                            : choices->organisations;

  if (self->condition->op == VECHE_OP_KNOWN || self->condition->op == VECHE_OP_UNKNOWN)
    return;
  if (self->condition->op == VECHE_OP_CONTAINS || self->condition->op == VECHE_OP_LACKS)
    value_add_entry (self);
  else if (self->condition->by == VECHE_BY_PLATFORM || self->condition->by == VECHE_BY_PREFERRED_PLATFORM)
    value_add_nicks (self, SLOT_VALUE, _ ("Which"), (const char *const *) choices->platforms, veche_platform_name, FALSE);
  else
    value_add_choice (self, SLOT_VALUE, _ ("Which"), (const char *const *) names, (const char *const *) names);
}

static void
value_below_cb (GtkCheckButton *check, VecheFilterValue *self)
{
  self->condition->below = gtk_check_button_get_active (check);
  value_changed (self);
}

static void
value_competency (VecheFilterValue *self)
{
  static const char *const levels[] = { "0", "2", "3", "4", "5", NULL };
  const char *const names[] = { _ ("any level"), veche_level_word (2), veche_level_word (3), veche_level_word (4), veche_level_word (5), NULL };
  GtkWidget *check;

  if (self->condition->op == VECHE_OP_KNOWN || self->condition->op == VECHE_OP_UNKNOWN)
    return;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  value_add_choice (self, SLOT_VALUE, _ ("Which"), (const char *const *) self->choices->competencies, (const char *const *) self->choices->competencies);
  value_add_choice (self, SLOT_NUMBER, _ ("Least level"), levels, names);
  check = gtk_check_button_new_with_label (_ ("and what lies under it"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), self->condition->below);
  g_signal_connect_object (check, "toggled", G_CALLBACK (value_below_cb), self, 0);
  gtk_box_append (GTK_BOX (self), check);
}

static void
value_attended (VecheFilterValue *self)
{
  g_autoptr (GStrvBuilder) uids = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) values = NULL;
  g_auto (GStrv) words = NULL;

  g_strv_builder_add (uids, "");
  g_strv_builder_add (names, _ ("any event"));
  g_strv_builder_addv (uids, (const char **) self->choices->event_uids);
  g_strv_builder_addv (names, (const char **) self->choices->event_names);
  values = g_strv_builder_end (uids);
  words = g_strv_builder_end (names);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  value_add_choice (self, SLOT_VALUE, _ ("Which event"), (const char *const *) values, (const char *const *) words);
  value_add_nicks (self, SLOT_STATE, _ ("How it went"), veche_filter_statuses, veche_filter_status_word, TRUE);
  value_add_nicks (self, SLOT_WHAT, _ ("In which role"), veche_filter_parts, veche_filter_part_word, TRUE);
  value_add_days (self, SLOT_DAYS, TRUE);
}

static void
value_consent (VecheFilterValue *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  value_add_nicks (self, SLOT_WHAT, _ ("What for"), veche_filter_purposes, veche_filter_purpose_word, FALSE);
  if (self->condition->op == VECHE_OP_IS || self->condition->op == VECHE_OP_IS_NOT)
    value_add_nicks (self, SLOT_VALUE, _ ("Which"), veche_filter_states, veche_filter_state_word, FALSE);
}

static void
value_custom (VecheFilterValue *self)
{
  VecheCondition *condition = self->condition;

  if (condition->op == VECHE_OP_KNOWN || condition->op == VECHE_OP_UNKNOWN || condition->op == VECHE_OP_YES || condition->op == VECHE_OP_NO)
    return;
  if (g_strcmp0 (condition->state, "date") == 0)
    value_time (self);
  else if (g_strcmp0 (condition->state, "member") == 0)
    value_add_person (self);
  else
    value_add_entry (self);
}

static void
value_build (VecheFilterValue *self)
{
  VecheCondition *condition = self->condition;
  gboolean asks = condition->op != VECHE_OP_KNOWN && condition->op != VECHE_OP_UNKNOWN;

  switch (veche_by_get_shape (condition->by))
    {
    case VECHE_SHAPE_TEXT:
      if (asks)
        value_add_entry (self);
      break;
    case VECHE_SHAPE_NAME:
      value_name (self);
      break;
    case VECHE_SHAPE_NICK:
      if (asks)
        value_add_nicks (self, SLOT_VALUE, _ ("Which"), condition->by == VECHE_BY_STAGE ? veche_filter_stages : veche_filter_roles,
                         condition->by == VECHE_BY_STAGE ? veche_stage_word : veche_role_word, FALSE);
      break;
    case VECHE_SHAPE_COMPETENCY:
      value_competency (self);
      break;
    case VECHE_SHAPE_TIME:
    case VECHE_SHAPE_BIRTHDAY:
      value_time (self);
      break;
    case VECHE_SHAPE_NUMBER:
      value_add_spin (self);
      break;
    case VECHE_SHAPE_ACTIVITY:
      if (condition->op == VECHE_OP_AT_LEAST || condition->op == VECHE_OP_AT_MOST)
        value_add_spin (self);
      value_add_days (self, SLOT_DAYS, TRUE);
      break;
    case VECHE_SHAPE_ATTENDED:
      value_attended (self);
      break;
    case VECHE_SHAPE_PERSON:
      if (asks)
        value_add_person (self);
      break;
    case VECHE_SHAPE_CONSENT:
      value_consent (self);
      break;
    case VECHE_SHAPE_CUSTOM:
      value_custom (self);
      break;
    case VECHE_SHAPE_FLAG:
    default:
      break;
    }
}

static void
veche_filter_value_dispose (GObject *object)
{
  g_clear_object (&VECHE_FILTER_VALUE (object)->session);

  G_OBJECT_CLASS (veche_filter_value_parent_class)->dispose (object);
}

static void
veche_filter_value_class_init (VecheFilterValueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_filter_value_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VECHE_TYPE_FILTER_VALUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_filter_value_init (VecheFilterValue *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

GtkWidget *
veche_filter_value_new (VecheSession *session, const VecheFilterChoices *choices, VecheCondition *condition)
{
  VecheFilterValue *self = g_object_new (VECHE_TYPE_FILTER_VALUE, NULL);

  self->session = g_object_ref (session);
  self->choices = choices;
  self->condition = condition;
  value_build (self);
  if (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    return GTK_WIDGET (self);

  g_object_ref_sink (self);
  g_object_unref (self);

  return NULL;
}
