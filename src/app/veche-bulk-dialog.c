/* veche-bulk-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-bulk-dialog.h"
#include "app/veche-day-button.h"
#include "app/veche-draw.h"
#include "app/veche-level.h"
#include "app/veche-member-words.h"
#include "app/veche-name-chips.h"
#include "app/veche-plan-words.h"
#include "model/veche-filter.h"
#include "store/veche-filter-choices.h"

#define WIDTH 420

static const char *const log_kinds[] = { "meeting", "call", "dm", "email", "note", "attendance", NULL };

struct _VecheBulkDialog
{
  AdwWindow           parent_instance;

  VecheSession       *session;    /* (owned) */
  VecheBulk          *bulk;       /* (owned) */
  VecheFilterChoices *choices;    /* (owned) (nullable): until they are loaded */

  GtkWidget          *apply;
  GtkWidget          *group;      /* AdwPreferencesGroup */
  GtkWidget          *name;       /* (nullable): AdwEntryRow or AdwComboRow */
  GtkWidget          *text;       /* (nullable): AdwEntryRow */
  GtkWidget          *level;      /* (nullable): AdwComboRow */
  VecheDayButton     *day;        /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VecheBulkDialog, veche_bulk_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
bulk_dialog_title (const VecheBulk *bulk)
{
  switch (bulk->kind)
    {
    case VECHE_BULK_TAG:
      return _ ("Add a Tag");
    case VECHE_BULK_UNTAG:
      return _ ("Remove a Tag");
    case VECHE_BULK_COMPETENCY:
      return _ ("Competency");
    case VECHE_BULK_CUSTOM:
      return _ ("Own Field");
    case VECHE_BULK_JOIN:
      return _ ("Add to a Community");
    case VECHE_BULK_LEAVE:
      return _ ("Take out of a Community");
    case VECHE_BULK_LOG:
      return _ ("Write Down a Contact");
    case VECHE_BULK_TEXT:
    case VECHE_BULK_NUMBER:
    default:
      return g_strcmp0 (bulk->name, "stage") == 0 ? _ ("Stage") : g_strcmp0 (bulk->name, "city") == 0 ? _ ("Town") : _ ("Where from");
    }
}

/*** What is asked ***/

static GtkWidget *
bulk_dialog_add_combo (VecheBulkDialog *self, const char *title, const char *const *words)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);

  return row;
}

static void bulk_dialog_apply_cb (VecheBulkDialog *self);

static GtkWidget *
bulk_dialog_add_entry (VecheBulkDialog *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (bulk_dialog_apply_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);

  return row;
}

static void
bulk_dialog_add_names (VecheBulkDialog *self, GtkWidget *entry, GStrv names)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), veche_name_chips_new (GTK_EDITABLE (entry), (const char *const *) names));
}

static void
bulk_dialog_add_levels (VecheBulkDialog *self)
{
  const char *words[VECHE_LEVEL_MOST + 2] = { 0 };

  for (int level = 1; level <= VECHE_LEVEL_MOST; level++)
    words[level - 1] = veche_level_word (level);
  words[VECHE_LEVEL_MOST] = _ ("Take this competency away");
  self->level = bulk_dialog_add_combo (self, _ ("Level"), words);
}

static void
bulk_dialog_add_log (VecheBulkDialog *self)
{
  const char *words[G_N_ELEMENTS (log_kinds)] = { 0 };
  g_autofree char *today = veche_day_today ();
  GtkWidget *row = adw_action_row_new ();

  for (guint i = 0; log_kinds[i] != NULL; i++)
    words[i] = veche_interaction_kind_word (log_kinds[i]);
  self->name = bulk_dialog_add_combo (self, _ ("What it was"), words);
  self->text = bulk_dialog_add_entry (self, _ ("A few words"));
  self->day = VECHE_DAY_BUTTON (veche_day_button_new ());
  veche_day_button_set_day (self->day, today);
  gtk_widget_set_valign (GTK_WIDGET (self->day), GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Day"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->day));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
}

static void
bulk_dialog_add_stages (VecheBulkDialog *self)
{
  const char *words[8] = { 0 };

  for (guint i = 0; veche_filter_stages[i] != NULL; i++)
    words[i] = veche_stage_word (veche_filter_stages[i]);
  self->text = bulk_dialog_add_combo (self, _ ("Stage"), words);
}

/* As high as what is asked now, at the width that there is: chips take more lines in a narrow window. Before it is shown: a window that is
 * being shown keeps the height it came with. */
static void
bulk_dialog_fit (VecheBulkDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  int room = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  int width = room > 0 ? MIN (WIDTH, room) : WIDTH;
  int height;

  gtk_widget_measure (adw_window_get_content (ADW_WINDOW (self)), GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
}

static void
bulk_dialog_fill (VecheBulkDialog *self)
{
  switch (self->bulk->kind)
    {
    case VECHE_BULK_TAG:
      self->name = bulk_dialog_add_entry (self, _ ("Tag, there already or new"));
      bulk_dialog_add_names (self, self->name, self->choices->tags);
      break;
    case VECHE_BULK_COMPETENCY:
      self->name = bulk_dialog_add_entry (self, _ ("Competency, there already or new"));
      bulk_dialog_add_levels (self);
      bulk_dialog_add_names (self, self->name, self->choices->competencies);
      break;
    case VECHE_BULK_UNTAG:
      self->name = bulk_dialog_add_combo (self, _ ("Tag"), (const char *const *) self->choices->tags);
      break;
    case VECHE_BULK_JOIN:
    case VECHE_BULK_LEAVE:
      self->name = bulk_dialog_add_combo (self, _ ("Community"), (const char *const *) self->choices->communities);
      break;
    case VECHE_BULK_CUSTOM:
      self->name = bulk_dialog_add_combo (self, _ ("Field"), (const char *const *) self->choices->field_names);
      self->text = bulk_dialog_add_entry (self, _ ("Value; empty clears"));
      break;
    case VECHE_BULK_LOG:
      bulk_dialog_add_log (self);
      break;
    case VECHE_BULK_TEXT:
    case VECHE_BULK_NUMBER:
    default:
      if (g_strcmp0 (self->bulk->name, "stage") == 0)
        bulk_dialog_add_stages (self);
      else
        self->text = bulk_dialog_add_entry (self, _ ("Value; empty clears"));
      if (g_strcmp0 (self->bulk->name, "city") == 0)
        bulk_dialog_add_names (self, self->text, self->choices->cities);
    }
  gtk_widget_set_sensitive (self->apply, TRUE);
  bulk_dialog_fit (self);
  gtk_widget_grab_focus (self->name != NULL ? self->name : self->text);
}

/*** What was said ***/

/* (transfer full) (nullable): NULL for nothing */
static char *
row_text (GtkWidget *row)
{
  g_autofree char *text = NULL;

  if (ADW_IS_COMBO_ROW (row))
    {
      GtkStringObject *item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));

      text = item != NULL ? g_strdup (gtk_string_object_get_string (item)) : g_strdup ("");
    }
  else
    text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
bulk_dialog_take (VecheBulkDialog *self)
{
  VecheBulk *bulk = self->bulk;

  if (self->name != NULL)
    {
      g_free (bulk->name);
      bulk->name = bulk->kind == VECHE_BULK_LOG ? g_strdup (log_kinds[adw_combo_row_get_selected (ADW_COMBO_ROW (self->name))])
                                                : row_text (self->name);
    }
  if (self->text != NULL)
    {
      g_free (bulk->text);
      bulk->text = ADW_IS_COMBO_ROW (self->text) ? g_strdup (veche_filter_stages[adw_combo_row_get_selected (ADW_COMBO_ROW (self->text))])
                                                 : row_text (self->text);
    }
  if (self->level != NULL)
    bulk->number = ((gint64) adw_combo_row_get_selected (ADW_COMBO_ROW (self->level)) + 1) % (VECHE_LEVEL_MOST + 1);
  if (self->day != NULL)
    bulk->number = veche_time_of_day (veche_day_button_get_day (self->day));
}

static void
bulk_dialog_apply_cb (VecheBulkDialog *self)
{
  if (self->choices == NULL)
    return;
  bulk_dialog_take (self);
  if (self->bulk->name == NULL)
    {
      gtk_widget_grab_focus (self->name);
      gtk_widget_error_bell (self->name);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, self->bulk);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gpointer
bulk_dialog_choices_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_filter_choices_load (db, error);
}

static void
bulk_dialog_choices_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheBulkDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->choices = veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  if (self->choices == NULL)
    {
      veche_session_show_error (self->session, error);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else
    {
      bulk_dialog_fill (self);
      gtk_window_present (GTK_WINDOW (self));
    }
}

static void
veche_bulk_dialog_finalize (GObject *object)
{
  VecheBulkDialog *self = VECHE_BULK_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->bulk, veche_bulk_unref);
  g_clear_pointer (&self->choices, veche_filter_choices_free);

  G_OBJECT_CLASS (veche_bulk_dialog_parent_class)->finalize (object);
}

static void
veche_bulk_dialog_class_init (VecheBulkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_bulk_dialog_finalize;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", VECHE_TYPE_BULK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-bulk-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheBulkDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, VecheBulkDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, bulk_dialog_apply_cb);
}

static void
veche_bulk_dialog_init (VecheBulkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

VecheBulkDialog *
veche_bulk_dialog_open (GtkWidget *parent, VecheSession *session, VecheBulk *bulk, guint n)
{
  VecheBulkDialog *self = g_object_new (VECHE_TYPE_BULK_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  g_autofree char *people = veche_people_count (n);

  self->session = g_object_ref (session);
  self->bulk = bulk;
  gtk_window_set_title (GTK_WINDOW (self), bulk_dialog_title (bulk));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), people);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, bulk_dialog_choices_job, NULL, NULL,
                         (GDestroyNotify) veche_filter_choices_free, NULL, bulk_dialog_choices_cb, g_object_ref (self));

  return self;
}
