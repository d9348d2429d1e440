/* veche-preferences-inbox.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Targets: one list of kinds, and above it whose they are: those of all sources, or of one, where "as for all" stands beside the spans.
 */

#include "veche-config.h"

#include "app/veche-preferences-inbox.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-label.h"
#include "app/veche-priority-words.h"
#include "model/veche-text.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-mood-table.h"
#include "store/veche-sources-schedule.h"
#include "store/veche-sources-table.h"

#define N_KINDS 7

static const char *const kinds[N_KINDS] = { "complaint", "question", "idea", "praise", "talk", "spam", "" };
static const int spans[] = { 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 7200 };   /* minutes of open hours */

struct _VechePreferencesInbox
{
  VechePreferencesPage parent_instance;

  GPtrArray   *targets;         /* (owned) (nullable) (element-type VecheReplyTarget) */
  GPtrArray   *sources;         /* (owned) (nullable) (element-type VecheSource) */
  AdwComboRow *whose;
  AdwComboRow *rows[N_KINDS];
  GArray      *offers[N_KINDS]; /* (element-type int): minutes of the choices of a row; −1: as for all */
  gboolean     showing;

  GtkWidget   *moods;
  AdwActionRow *learned;
  GtkWidget   *forget;
};

G_DEFINE_FINAL_TYPE (VechePreferencesInbox, veche_preferences_inbox, VECHE_TYPE_PREFERENCES_PAGE)

/*** Reading ***/

typedef struct
{
  GPtrArray *targets, *sources;
  guint      corrections;
  gboolean   moods;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->targets, g_ptr_array_unref);
  g_clear_pointer (&loaded->sources, g_ptr_array_unref);
  g_free (loaded);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gpointer
inbox_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);

  loaded->targets = veche_reply_targets_list (db, error);
  loaded->sources = loaded->targets != NULL ? veche_sources_list_plain (db, error) : NULL;
  loaded->corrections = veche_mood_count_corrections (db);
  loaded->moods = veche_mood_is_on (db);

  return loaded->sources != NULL ? g_steal_pointer (&loaded) : NULL;
}

/*** Targets ***/

/* The source that is chosen; NULL: all. */
static const VecheSource *
inbox_get_source (VechePreferencesInbox *self)
{
  guint chosen = adw_combo_row_get_selected (self->whose);

  return self->sources != NULL && chosen > 0 && chosen <= self->sources->len ? self->sources->pdata[chosen - 1] : NULL;
}

static int
inbox_find_set (VechePreferencesInbox *self, const char *kind, gint64 source_id)
{
  for (guint i = 0; i < self->targets->len; i++)
    {
      const VecheReplyTarget *target = self->targets->pdata[i];

      if (target->source_id == source_id && g_str_equal (target->kind, kind))
        return target->minutes;
    }

  return -1;
}

/* What holds where a source says nothing of a kind itself. */
static int
inbox_find_usual (VechePreferencesInbox *self, const char *kind, gint64 source_id)
{
  int others = *kind != '\0' ? inbox_find_set (self, "", source_id) : -1;

  return others >= 0 ? others : veche_reply_targets_find (self->targets, kind, 0);
}

/* In hours, however many: a day would be one of how many hours? (transfer full) */
static char *
inbox_span_word (int minutes)
{
  guint hours = (guint) minutes / 60;

  if (minutes <= 0)
    return g_strdup (C_ ("target", "No limit"));
  if (minutes % 60 != 0)
    return g_strdup_printf (ngettext ("%u min", "%u min", (guint) minutes), (guint) minutes);

  return g_strdup_printf (ngettext ("%u h", "%u h", hours), hours);
}

static void
inbox_offer (GtkStringList *words, GArray *offers, int minutes, const char *word)
{
  g_autofree char *made = word == NULL ? inbox_span_word (minutes) : g_strdup (word);

  gtk_string_list_append (words, made);
  g_array_append_val (offers, minutes);
}

static void
inbox_show_row (VechePreferencesInbox *self, guint kind)
{
  const VecheSource *source = inbox_get_source (self);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  int set = inbox_find_set (self, kinds[kind], source != NULL ? source->id : 0);
  guint chosen = 0;
  gboolean known = set <= 0;

  g_array_set_size (self->offers[kind], 0);
  if (source != NULL)
    {
      g_autofree char *usual = inbox_span_word (inbox_find_usual (self, kinds[kind], source->id));
      /* Translators: %s is a span of time such as "4 h" */
      g_autofree char *as_usual = g_strdup_printf (C_ ("target", "As usual: %s"), usual);

      inbox_offer (words, self->offers[kind], -1, as_usual);
    }
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      if (!known && spans[i] > set)
        inbox_offer (words, self->offers[kind], set, NULL);
      known |= spans[i] >= set;
      inbox_offer (words, self->offers[kind], spans[i], NULL);
    }
  if (!known)
    inbox_offer (words, self->offers[kind], set, NULL);
  inbox_offer (words, self->offers[kind], 0, NULL);
  for (guint i = 0; i < self->offers[kind]->len; i++)
    if (g_array_index (self->offers[kind], int, i) == set)
      chosen = i;
  veche_preferences_show_choices (self->rows[kind], words, chosen);
}

static void
inbox_show_targets (VechePreferencesInbox *self)
{
  self->showing = TRUE;
  for (guint i = 0; i < N_KINDS; i++)
    inbox_show_row (self, i);
  self->showing = FALSE;
}

static void
inbox_whose_cb (VechePreferencesInbox *self)
{
  if (self->targets != NULL && !veche_preferences_page_is_filling (VECHE_PREFERENCES_PAGE (self)))
    inbox_show_targets (self);
}

typedef struct { const char *kind; char *source_uid; int minutes; } Wish;

static void
wish_free (gpointer data)
{
  g_free (((Wish *) data)->source_uid);
  g_free (data);
}

static gboolean
target_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Wish *wish = input;

  return veche_reply_targets_edit (db, edit, wish->kind, wish->source_uid, wish->minutes, error);
}

static void
inbox_target_cb (VechePreferencesInbox *self, GParamSpec *pspec, AdwComboRow *row)
{
  const VecheSource *source = inbox_get_source (self);
  guint kind = 0, chosen = adw_combo_row_get_selected (row);
  Wish *wish;

  while (kind < N_KINDS - 1 && self->rows[kind] != row)
    kind++;
  if (self->showing || self->targets == NULL || chosen >= self->offers[kind]->len)
    return;
  wish = g_new0 (Wish, 1);
  wish->kind = kinds[kind];
  wish->source_uid = source != NULL ? g_strdup (source->uid) : NULL;
  wish->minutes = g_array_index (self->offers[kind], int, chosen);
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "target", target_build, wish, wish_free, NULL);
}

static void
inbox_fill_sources (VechePreferencesInbox *self, GPtrArray *sources)
{
  const VecheSource *before = inbox_get_source (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  gtk_string_list_append (names, _ ("All Sources"));
  for (guint i = 0; i < sources->len; i++)
    {
      const VecheSource *source = sources->pdata[i];
      g_autofree char *name = veche_text_clamp (source->name, 60, FALSE);

      gtk_string_list_append (names, name);
      if (before != NULL && before->id == source->id)
        chosen = i + 1;
    }
  g_ptr_array_ref (sources);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  self->sources = sources;
  veche_preferences_show_choices (self->whose, names, chosen);
}

/*** Moods ***/

static gpointer
moods_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_mood_turn (db, GPOINTER_TO_INT (input) != 0, error) ? VECHE_JOB_DONE : NULL;
}

static void
moods_turned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VechePreferencesInbox) self = user_data;
  VecheSession *session = veche_preferences_page_get_session (VECHE_PREFERENCES_PAGE (self));
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (VECHE_STORE (object), result, &error) == NULL && session != NULL)
    veche_session_show_error (session, error);
  veche_preferences_page_reload (VECHE_PREFERENCES_PAGE (self));
}

static void
inbox_moods_cb (VechePreferencesInbox *self)
{
  VecheSession *session = veche_preferences_page_get_session (VECHE_PREFERENCES_PAGE (self));

  if (!veche_preferences_page_is_filling (VECHE_PREFERENCES_PAGE (self)))
    veche_store_run_async (veche_session_get_store (session), VECHE_LANE_WRITER, moods_job, GINT_TO_POINTER (gtk_switch_get_active (GTK_SWITCH (self->moods))),
                           NULL, NULL, NULL, moods_turned_cb, g_object_ref (self));
}

static gboolean
forget_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  return veche_mood_edit_forget (db, edit, error);
}

static void
inbox_forget_cb (VechePreferencesInbox *self)
{
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "mood", forget_build, NULL, NULL, _ ("Corrections forgotten"));
}

static void
inbox_fill_learned (VechePreferencesInbox *self, guint n)
{
  g_autofree char *text = n > 0 ? g_strdup_printf (ngettext ("%u message that you put right: others like it are judged by it",
                                                             "%u messages that you put right: others like them are judged by them", n), n)
                                : g_strdup (_ ("Click what a message is said to be to put it right"));

  adw_action_row_set_subtitle (self->learned, text);
  gtk_widget_set_sensitive (self->forget, n > 0);
}

static void
inbox_fill (VechePreferencesPage *page, gpointer data)
{
  VechePreferencesInbox *self = VECHE_PREFERENCES_INBOX (page);
  Loaded *loaded = data;

  g_clear_pointer (&self->targets, g_ptr_array_unref);
  self->targets = g_steal_pointer (&loaded->targets);
  inbox_fill_sources (self, loaded->sources);
  inbox_show_targets (self);
  gtk_switch_set_active (GTK_SWITCH (self->moods), loaded->moods);
  inbox_fill_learned (self, loaded->corrections);
}

/*** Making ***/

static void
inbox_make_targets (VechePreferencesInbox *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _ ("Answer Within"));
  adw_preferences_group_set_description (group, _ ("In working hours. What waits longer is overdue and comes up"));
  self->whose = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->whose), _ ("What Comes Through"));
  g_signal_connect_object (self->whose, "notify::selected", G_CALLBACK (inbox_whose_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->whose));
  for (guint i = 0; i < N_KINDS; i++)
    {
      self->rows[i] = ADW_COMBO_ROW (adw_combo_row_new ());
      self->offers[i] = g_array_new (FALSE, FALSE, sizeof (int));
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->rows[i]), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), *kinds[i] != '\0' ? veche_kind_word (kinds[i]) : C_ ("target", "Anything Else"));
      g_signal_connect_object (self->rows[i], "notify::selected", G_CALLBACK (inbox_target_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (group, GTK_WIDGET (self->rows[i]));
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);
}

static void
inbox_make_moods (VechePreferencesInbox *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *row = veche_preferences_switch_row (_ ("Mood and Kind of Messages"), _ ("Judged on this computer, of messages and never of people. Without it nothing is called negative, a complaint or praise"), &self->moods);

  adw_preferences_group_set_title (group, _ ("Judging"));
  adw_preferences_group_add (group, row);
  g_signal_connect_object (self->moods, "notify::active", G_CALLBACK (inbox_moods_cb), self, G_CONNECT_SWAPPED);

  self->learned = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->learned), _ ("Learned From You"));
  self->forget = gtk_button_new_with_mnemonic (_ ("_Forget"));
  gtk_widget_set_valign (self->forget, GTK_ALIGN_CENTER);
  veche_label_speak (self->forget, _ ("Forget what was learned from you"));
  g_signal_connect_object (self->forget, "clicked", G_CALLBACK (inbox_forget_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->learned, self->forget);
  adw_preferences_group_add (group, GTK_WIDGET (self->learned));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);
}

static void
veche_preferences_inbox_finalize (GObject *object)
{
  VechePreferencesInbox *self = VECHE_PREFERENCES_INBOX (object);

  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  for (guint i = 0; i < N_KINDS; i++)
    g_array_unref (self->offers[i]);

  G_OBJECT_CLASS (veche_preferences_inbox_parent_class)->finalize (object);
}

static void
veche_preferences_inbox_class_init (VechePreferencesInboxClass *klass)
{
  VechePreferencesPageClass *page_class = VECHE_PREFERENCES_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_preferences_inbox_finalize;
  page_class->tables = VECHE_TABLE_TRIAGE | VECHE_TABLE_SOURCE;
  page_class->load = inbox_job;
  page_class->free_loaded = loaded_free;
  page_class->fill = inbox_fill;
}

static void
veche_preferences_inbox_init (VechePreferencesInbox *self)
{
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Inbox"));
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "inbox");
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "veche-inbox-symbolic");
  inbox_make_targets (self);
  inbox_make_moods (self);
}
