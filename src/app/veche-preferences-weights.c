/* veche-preferences-weights.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who comes first is reckoned with the numbers as they stand in the fields, so that an effect is seen before it holds; a moment later they are kept,
 * all that were changed together as one step to undo.
 */

#include "veche-config.h"

#include "app/veche-preferences-weights.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/veche-triage.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-priority-words.h"
#include "model/veche-record.h"
#include "model/veche-text.h"
#include "store/veche-inbox-table.h"
#include "store/veche-mood-table.h"

#define FIRST   5
#define LOOK    120   /* ms after a number was changed */
#define KEEP    800
#define MOST    1000

struct _VechePreferencesWeights
{
  VechePreferencesPage parent_instance;

  VecheWeights         kept;
  GtkSpinButton       *spins[VECHE_N_WEIGHTS];
  AdwPreferencesGroup *sounds;      /* those that need moods */
  AdwPreferencesGroup *first;
  GPtrArray           *rows;        /* (element-type GtkWidget) of who comes first */
  GtkWidget           *nobody, *reset;
  GCancellable        *looking;     /* (owned) (nullable) */
  guint                look, keep;  /* sources */
};

G_DEFINE_FINAL_TYPE (VechePreferencesWeights, veche_preferences_weights, VECHE_TYPE_PREFERENCES_PAGE)

static const struct { VecheWeight weight; const char *word; } sounds[] = {
  { VECHE_WEIGHT_NEGATIVE, NC_ ("weight", "Sounds Negative") },  { VECHE_WEIGHT_POSITIVE, NC_ ("weight", "Sounds Positive") },
  { VECHE_WEIGHT_COMPLAINT, NC_ ("weight", "Complaint") },       { VECHE_WEIGHT_QUESTION, NC_ ("weight", "Question") },
  { VECHE_WEIGHT_IDEA, NC_ ("weight", "Idea") },                 { VECHE_WEIGHT_PRAISE, NC_ ("weight", "Praise") },
  { VECHE_WEIGHT_SPAM, NC_ ("weight", "Spam") },                 { VECHE_WEIGHT_REPEAT, NC_ ("weight", "Each Earlier Trouble of Its Author") },
  { VECHE_WEIGHT_CRITIC, NC_ ("weight", "Trouble Again and Again") },
}, says[] = {
  { VECHE_WEIGHT_DIRECT, NC_ ("weight", "Said to You Directly") }, { VECHE_WEIGHT_CAPITALS, NC_ ("weight", "In Capitals") },
  { VECHE_WEIGHT_REFUND, NC_ ("weight", "Money Back") },           { VECHE_WEIGHT_BAN, NC_ ("weight", "A Ban or a Deletion") },
  { VECHE_WEIGHT_LEGAL, NC_ ("weight", "The Law") },               { VECHE_WEIGHT_STORM, NC_ ("weight", "Many Replies Within Hours") },
  { VECHE_WEIGHT_HEAT, NC_ ("weight", "Its Talk Grows Fast") },
}, authors[] = {
  { VECHE_WEIGHT_NEWCOMER, NC_ ("weight", "Newcomer") }, { VECHE_WEIGHT_IMPORTANT, NC_ ("weight", "Important Person") },
  { VECHE_WEIGHT_EXPERT, NC_ ("weight", "Expert") },
}, waits[] = {
  { VECHE_WEIGHT_WAITING, NC_ ("weight", "Waits as Long as It May") }, { VECHE_WEIGHT_OVERDUE, NC_ ("weight", "Overdue") },
  { VECHE_WEIGHT_NOW, NC_ ("weight", "“Answer Now” From") },
};

/*** Reading ***/

typedef struct { VecheWeights weights; gboolean moods; } Loaded;

static gpointer
weights_job (VecheDb *db, gpointer input, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  veche_weights_load (db, &loaded->weights);
  loaded->moods = veche_mood_is_on (db);

  return loaded;
}

typedef struct { GPtrArray *places, *mentions; } Looked;

static void
looked_free (gpointer data)
{
  Looked *looked = data;

  g_clear_pointer (&looked->places, g_ptr_array_unref);
  g_clear_pointer (&looked->mentions, g_ptr_array_unref);
  g_free (looked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Looked, looked_free)

static gpointer
look_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Looked) looked = g_new0 (Looked, 1);

  looked->mentions = g_ptr_array_new_with_free_func (veche_record_unref);
  looked->places = veche_triage_first (db, input, FIRST, error);
  for (guint i = 0; looked->places != NULL && i < looked->places->len; i++)
    {
      VecheMention *mention = veche_inbox_load (db, ((VecheTriagePlace *) looked->places->pdata[i])->id, error);

      if (mention == NULL)
        return NULL;
      g_ptr_array_add (looked->mentions, mention);
    }

  return looked->places != NULL ? g_steal_pointer (&looked) : NULL;
}

/*** Who comes first ***/

/* (transfer full) */
static char *
weights_moved (const VecheTriagePlace *place, guint now)
{
  if (place->was > now)
    /* Translators: %u is by how many places it came up */
    return g_strdup_printf (ngettext ("%u place up", "%u places up", place->was - now), place->was - now);
  if (place->was < now)
    return g_strdup_printf (ngettext ("%u place down", "%u places down", now - place->was), now - place->was);

  return g_strdup ("");
}

static GtkWidget *
weights_row_new (const VecheTriagePlace *place, VecheMention *mention, guint now)
{
  GtkWidget *row = adw_action_row_new (), *points, *moved_label;
  g_autofree char *who = veche_words_clean (veche_mention_who (mention), 60, FALSE), *said = veche_text_clamp (mention->text, 90, FALSE);
  g_autofree char *why = veche_priority_why (place->reasons), *sum = g_strdup_printf ("%d", place->priority), *moved = weights_moved (place, now);
  g_autofree char *title = g_markup_escape_text (who, -1), *plain = g_strdup_printf ("%s\n%s", said, why != NULL ? why : "");
  g_autofree char *subtitle = g_markup_escape_text (g_strchomp (plain), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  moved_label = veche_label_new (moved, "veche-caption", place->was > now ? "accent" : "veche-second");
  gtk_widget_set_visible (moved_label, *moved != '\0');
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), moved_label);
  points = veche_label_new (sum, "numeric", NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), points);

  return row;
}

static void
weights_looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VechePreferencesWeights) self = user_data;
  VecheSession *session = veche_preferences_page_get_session (VECHE_PREFERENCES_PAGE (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (Looked) looked = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (looked == NULL)
    {
      veche_session_show_error (session, error);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->first, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < looked->places->len; i++)
    {
      GtkWidget *row = weights_row_new (looked->places->pdata[i], looked->mentions->pdata[i], i + 1);

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (self->first, row);
    }
  gtk_widget_set_visible (self->nobody, looked->places->len == 0);
}

static void
weights_read (VechePreferencesWeights *self, VecheWeights *weights)
{
  for (guint i = 0; i < VECHE_N_WEIGHTS; i++)
    weights->points[i] = self->spins[i] != NULL ? gtk_spin_button_get_value_as_int (self->spins[i]) : self->kept.points[i];
}

static gboolean
weights_look_cb (gpointer user_data)
{
  VechePreferencesWeights *self = user_data;
  VecheSession *session = veche_preferences_page_get_session (VECHE_PREFERENCES_PAGE (self));
  VecheWeights weights;

  self->look = 0;
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  weights_read (self, &weights);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, look_job, g_memdup2 (&weights, sizeof weights), g_free, looked_free,
                         self->looking, weights_looked_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/*** Writing ***/

static gboolean
weights_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  const VecheWeights *wanted = input;
  VecheWeights before;

  veche_weights_load (db, &before);
  for (guint i = 0; i < VECHE_N_WEIGHTS; i++)
    if (wanted->points[i] != before.points[i] && !veche_weights_edit (db, edit, (VecheWeight) i, wanted->points[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
weights_keep_cb (gpointer user_data)
{
  VechePreferencesWeights *self = user_data;
  VecheWeights weights;

  self->keep = 0;
  weights_read (self, &weights);
  self->kept = weights;
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "weight", weights_build, g_memdup2 (&weights, sizeof weights), g_free, NULL);

  return G_SOURCE_REMOVE;
}

/* What was changed is kept before the page goes. */
static void
weights_unmap_cb (VechePreferencesWeights *self)
{
  if (self->keep == 0)
    return;
  g_clear_handle_id (&self->keep, g_source_remove);
  weights_keep_cb (self);
}

static void
weights_show_reset (VechePreferencesWeights *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < VECHE_N_WEIGHTS; i++)
    changed |= self->spins[i] != NULL && gtk_spin_button_get_value_as_int (self->spins[i]) != veche_weight_default ((VecheWeight) i);
  gtk_widget_set_sensitive (self->reset, changed);
}

static void
weights_spun_cb (VechePreferencesWeights *self)
{
  weights_show_reset (self);
  if (veche_preferences_page_is_filling (VECHE_PREFERENCES_PAGE (self)))
    return;
  g_clear_handle_id (&self->look, g_source_remove);
  g_clear_handle_id (&self->keep, g_source_remove);
  self->look = g_timeout_add (LOOK, weights_look_cb, self);
  self->keep = g_timeout_add (KEEP, weights_keep_cb, self);
}

static void
weights_reset_cb (VechePreferencesWeights *self)
{
  for (guint i = 0; i < VECHE_N_WEIGHTS; i++)
    if (self->spins[i] != NULL)
      gtk_spin_button_set_value (self->spins[i], veche_weight_default ((VecheWeight) i));
}

static void
weights_fill (VechePreferencesPage *page, gpointer data)
{
  VechePreferencesWeights *self = VECHE_PREFERENCES_WEIGHTS (page);
  const Loaded *loaded = data;

  /* What is being changed is newer than what was read. */
  if (self->keep == 0)
    {
      self->kept = loaded->weights;
      for (guint i = 0; i < VECHE_N_WEIGHTS; i++)
        if (self->spins[i] != NULL && gtk_spin_button_get_value_as_int (self->spins[i]) != loaded->weights.points[i])   /* it may be being typed */
          gtk_spin_button_set_value (self->spins[i], loaded->weights.points[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sounds), loaded->moods);
  weights_show_reset (self);
  if (self->look == 0)
    self->look = g_timeout_add (LOOK, weights_look_cb, self);
}

/*** Making ***/

static void
weights_add_row (VechePreferencesWeights *self, AdwPreferencesGroup *group, VecheWeight weight, const char *word)
{
  GtkWidget *row = adw_action_row_new (), *spin = gtk_spin_button_new_with_range (-MOST, MOST, 1);
  g_autofree char *usual = g_strdup_printf (_ ("Usually %d"), veche_weight_default (weight));
  const char *title = g_dpgettext2 (NULL, "weight", word);

  gtk_spin_button_set_increments (GTK_SPIN_BUTTON (spin), 1, 10);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (spin, usual);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (weights_spun_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (group, row);
  self->spins[weight] = GTK_SPIN_BUTTON (spin);
}

#define weights_add_group(self, title, list)                                                                          \
  G_STMT_START                                                                                                        \
  {                                                                                                                   \
    AdwPreferencesGroup *made = weights_group_new (self, title);                                                      \
                                                                                                                      \
    for (gsize i = 0; i < G_N_ELEMENTS (list); i++)                                                                   \
      weights_add_row (self, made, list[i].weight, list[i].word);                                                     \
  }                                                                                                                   \
  G_STMT_END

static AdwPreferencesGroup *
weights_group_new (VechePreferencesWeights *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);

  return group;
}

static void
weights_make_first (VechePreferencesWeights *self)
{
  self->first = weights_group_new (self, _ ("First With These Points"));
  adw_preferences_group_set_description (self->first, _ ("The points of a message are added up: the more, the higher it stands"));
  self->reset = gtk_button_new_with_mnemonic (_ ("_Reset"));
  gtk_widget_set_valign (self->reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->reset, "flat");
  gtk_widget_set_tooltip_text (self->reset, _ ("All Points as They Usually Are"));
  g_signal_connect_object (self->reset, "clicked", G_CALLBACK (weights_reset_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (self->first, self->reset);
  self->nobody = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->nobody), _ ("Nothing is open in the Inbox"));
  adw_preferences_group_add (self->first, self->nobody);
}

static void
veche_preferences_weights_dispose (GObject *object)
{
  VechePreferencesWeights *self = VECHE_PREFERENCES_WEIGHTS (object);

  g_clear_handle_id (&self->look, g_source_remove);
  g_clear_handle_id (&self->keep, g_source_remove);
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);

  G_OBJECT_CLASS (veche_preferences_weights_parent_class)->dispose (object);
}

static void
veche_preferences_weights_finalize (GObject *object)
{
  g_ptr_array_unref (VECHE_PREFERENCES_WEIGHTS (object)->rows);

  G_OBJECT_CLASS (veche_preferences_weights_parent_class)->finalize (object);
}

static void
veche_preferences_weights_class_init (VechePreferencesWeightsClass *klass)
{
  VechePreferencesPageClass *page_class = VECHE_PREFERENCES_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_preferences_weights_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_preferences_weights_finalize;
  page_class->tables = VECHE_TABLE_TRIAGE | VECHE_TABLE_OTHER;
  page_class->load = weights_job;
  page_class->free_loaded = g_free;
  page_class->fill = weights_fill;
}

static void
veche_preferences_weights_init (VechePreferencesWeights *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Priority"));
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "priority");
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "veche-vip-symbolic");
  weights_make_first (self);
  self->sounds = weights_group_new (self, _ ("How It Sounds"));
  for (gsize i = 0; i < G_N_ELEMENTS (sounds); i++)
    weights_add_row (self, self->sounds, sounds[i].weight, sounds[i].word);
  weights_add_group (self, _ ("What It Says"), says);
  weights_add_group (self, _ ("Who Wrote It"), authors);
  weights_add_group (self, _ ("How Long It Waits"), waits);
  g_signal_connect (self, "unmap", G_CALLBACK (weights_unmap_cb), NULL);
}
