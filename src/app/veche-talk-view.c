/* veche-talk-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/veche-talk.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-profile-parts.h"
#include "app/veche-talk-dialog.h"
#include "app/veche-talk-view.h"
#include "model/veche-uid.h"
#include "store/veche-segments-table.h"

#define TOP   20
#define SHOWN 8      /* of each, before "Show All" */

static const int periods[] = { 7, 30, 90, 365 };

struct _VecheTalkView
{
  AdwBin         parent_instance;

  VecheSession  *session;       /* (owned) (nullable) */
  GCancellable  *cancellable;   /* (owned) (nullable): of the reading under way */
  gboolean       filling;

  GtkStack      *stack;
  GtkLabel      *sentence;
  GtkDropDown   *period;
  GtkDropDown   *who;
  GtkBox        *sections;
  GtkStringList *segments;      /* the first is everybody */
};

G_DEFINE_FINAL_TYPE (VecheTalkView, veche_talk_view, ADW_TYPE_BIN)

typedef struct { int days; char *segment; } VecheTalkAsk;
typedef struct { VecheTalk *talk; GStrv segments; int days; } VecheTalkFound;

static void
ask_free (gpointer data)
{
  g_free (((VecheTalkAsk *) data)->segment);
  g_free (data);
}

static void
found_free (gpointer data)
{
  VecheTalkFound *found = data;

  g_clear_pointer (&found->talk, veche_talk_free);
  g_strfreev (found->segments);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTalkFound, found_free)

/*** Reading ***/

static GStrv
segment_names (GPtrArray *segments)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < segments->len; i++)
    if (((VecheSegment *) segments->pdata[i])->filter != NULL)
      g_strv_builder_add (names, ((VecheSegment *) segments->pdata[i])->name);

  return g_strv_builder_end (names);
}

static gpointer
talk_job (VecheDb *db, gpointer input, GError **error)
{
  VecheTalkAsk *ask = input;
  g_autoptr (VecheTalkFound) found = g_new0 (VecheTalkFound, 1);
  g_autoptr (GPtrArray) segments = veche_segments_list (db, FALSE, error);
  g_autoptr (VecheSegment) segment = segments != NULL && ask->segment != NULL ? veche_segments_find (db, ask->segment, NULL) : NULL;
  VecheTalkWhat what = { .since = veche_now () - ask->days * G_TIME_SPAN_DAY, .segment = segment != NULL ? segment->filter : NULL };

  if (segments == NULL)
    return NULL;
  found->days = ask->days;
  found->segments = segment_names (segments);
  found->talk = veche_talk_load (db, &what, TOP, error);

  return found->talk != NULL ? g_steal_pointer (&found) : NULL;
}

/*** Showing ***/

/* (transfer full) */
static char *
numbers_words (const VecheTalkLine *line)
{
  g_autofree char *people = g_strdup_printf (ngettext ("%u person", "%u people", line->people), line->people);
  g_autofree char *messages = g_strdup_printf (ngettext ("%u message", "%u messages", line->messages), line->messages);

  return g_strdup_printf ("%s · %s", people, messages);
}

static void
talk_messages_cb (GtkButton *button, VecheTalkView *self)
{
  GArray *ids = g_object_get_data (G_OBJECT (button), "ids");

  veche_talk_dialog_present (self->session, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), g_object_get_data (G_OBJECT (button), "name"), ids);
}

static GtkWidget *
talk_row_new (VecheTalkView *self, const VecheTalkLine *line, guint most)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, MAX (most, 1)), *button = gtk_button_new_with_label (C_ ("talk", "Messages"));
  g_autofree char *name = veche_words_clean (line->name, 200, FALSE), *words = numbers_words (line);
  /* Translators: a topic or a link */
  g_autofree char *spoken = g_strdup_printf (_ ("Messages behind %s"), name);
  GtkWidget *title = veche_label_new (name, "veche-expert-name", NULL);

  gtk_label_set_ellipsize (GTK_LABEL (title), strstr (name, "://") != NULL ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (title), 2);
  gtk_widget_set_tooltip_text (title, name);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), line->people);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_box_append (GTK_BOX (labels), title);
  gtk_box_append (GTK_BOX (labels), veche_label_new (words, "veche-small", "veche-second"));
  gtk_box_append (GTK_BOX (labels), bar);
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_widget_add_css_class (button, "veche-row-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  veche_label_speak (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (button), "ids", g_array_ref (line->ids), (GDestroyNotify) g_array_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (talk_messages_cb), self, 0);
  gtk_widget_add_css_class (row, "veche-gap");
  gtk_box_append (GTK_BOX (row), labels);
  gtk_box_append (GTK_BOX (row), button);

  return row;
}

static void
talk_more_cb (GtkButton *button, GtkWidget *list)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_visible (row, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
}

static void
talk_add_section (VecheTalkView *self, const char *title, GPtrArray *lines)
{
  GtkWidget *box, *list, *head;
  guint most;

  if (lines->len == 0)
    return;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  list = gtk_list_box_new ();
  head = veche_label_new (title, "heading", NULL);
  most = ((VecheTalkLine *) lines->pdata[0])->people;
  gtk_widget_set_margin_start (head, 3);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (guint i = 0; i < lines->len; i++)
    {
      gtk_list_box_append (GTK_LIST_BOX (list), talk_row_new (self, lines->pdata[i], most));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_last_child (list)), FALSE);
      gtk_widget_set_visible (gtk_widget_get_last_child (list), i < SHOWN);
    }
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), list);
  if (lines->len > SHOWN)
    {
      g_autofree char *words = g_strdup_printf (_ ("Show All %u"), lines->len);
      GtkWidget *more = gtk_button_new_with_label (words);

      gtk_widget_add_css_class (more, "flat");
      gtk_widget_set_halign (more, GTK_ALIGN_START);
      g_signal_connect_object (more, "clicked", G_CALLBACK (talk_more_cb), list, 0);
      gtk_box_append (GTK_BOX (box), more);
    }
  gtk_box_append (self->sections, box);
}

/* The names may have changed; who was chosen stays chosen. */
static void
talk_fill_segments (VecheTalkView *self, GStrv names)
{
  guint chosen = gtk_drop_down_get_selected (self->who), again = 0;
  g_autofree char *before = chosen > 0 ? g_strdup (gtk_string_list_get_string (self->segments, chosen)) : NULL;

  self->filling = TRUE;
  gtk_string_list_splice (self->segments, 1, g_list_model_get_n_items (G_LIST_MODEL (self->segments)) - 1, (const char *const *) names);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (names[i], before) == 0)
      again = i + 1;
  gtk_drop_down_set_selected (self->who, again);
  gtk_widget_set_visible (GTK_WIDGET (self->who), names[0] != NULL);
  self->filling = FALSE;
}

static void
talk_show (VecheTalkView *self, const VecheTalkFound *found)
{
  const VecheTalk *talk = found->talk;
  g_autofree char *people = g_strdup_printf (ngettext ("%u person", "%u people", talk->people), talk->people);
  g_autofree char *messages = g_strdup_printf (ngettext ("%u message", "%u messages", talk->read), talk->read);
  /* Translators: "120 messages", "34 people" */
  g_autofree char *sentence = g_strdup_printf (C_ ("talk", "%1$s by %2$s"), messages, people);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
  talk_fill_segments (self, found->segments);
  gtk_label_set_text (self->sentence, sentence);
  if (talk->topics->len + talk->links->len == 0)
    gtk_box_append (self->sections, veche_profile_text_new (_ ("No topic that we know and no link in this time."), "veche-second"));
  talk_add_section (self, _ ("Topics Most People Talk About"), talk->topics);
  talk_add_section (self, _ ("Links Most People Share"), talk->links);
  gtk_stack_set_visible_child_name (self->stack, "talk");
}

static void
talk_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTalkView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheTalkFound) found = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found == NULL)
    {
      veche_session_show_error (self->session, error);
      gtk_stack_set_visible_child_name (self->stack, "stopped");
      return;
    }
  talk_show (self, found);
}

static void
talk_cancel (VecheTalkView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
veche_talk_view_load (VecheTalkView *self)
{
  VecheTalkAsk *ask;
  guint chosen;

  g_return_if_fail (VECHE_IS_TALK_VIEW (self));

  if (self->session == NULL)
    return;
  talk_cancel (self);
  self->cancellable = g_cancellable_new ();
  ask = g_new0 (VecheTalkAsk, 1);
  ask->days = periods[MIN (gtk_drop_down_get_selected (self->period), G_N_ELEMENTS (periods) - 1)];
  chosen = gtk_drop_down_get_selected (self->who);
  if (chosen > 0 && chosen != GTK_INVALID_LIST_POSITION)
    ask->segment = g_strdup (gtk_string_list_get_string (self->segments, chosen));
  gtk_stack_set_visible_child_name (self->stack, "reading");
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, talk_job, ask, ask_free, found_free, self->cancellable,
                         talk_loaded_cb, g_object_ref (self));
}

static void
talk_chosen_cb (VecheTalkView *self)
{
  if (!self->filling && gtk_widget_get_mapped (GTK_WIDGET (self)))
    veche_talk_view_load (self);
}

static void
talk_stop_cb (VecheTalkView *self)
{
  talk_cancel (self);
  gtk_stack_set_visible_child_name (self->stack, "stopped");
}

static void
veche_talk_view_dispose (GObject *object)
{
  VecheTalkView *self = VECHE_TALK_VIEW (object);

  talk_cancel (self);
  g_clear_object (&self->session);
  g_clear_object (&self->segments);
  G_OBJECT_CLASS (veche_talk_view_parent_class)->dispose (object);
}

static void
veche_talk_view_class_init (VecheTalkViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_talk_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-talk-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheTalkView, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheTalkView, sentence);
  gtk_widget_class_bind_template_child (widget_class, VecheTalkView, period);
  gtk_widget_class_bind_template_child (widget_class, VecheTalkView, who);
  gtk_widget_class_bind_template_child (widget_class, VecheTalkView, sections);
  gtk_widget_class_bind_template_callback (widget_class, talk_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, talk_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_talk_view_load);
}

static void
veche_talk_view_init (VecheTalkView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%d day", "%d days", (gulong) periods[i]), periods[i]);

      gtk_string_list_append (names, words);
    }
  gtk_drop_down_set_model (self->period, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->period, 1);
  self->segments = gtk_string_list_new (NULL);
  /* Translators: what all members say, not only those of a segment */
  gtk_string_list_append (self->segments, C_ ("talk", "Everybody"));
  gtk_drop_down_set_model (self->who, G_LIST_MODEL (self->segments));
  self->filling = FALSE;
}

void
veche_talk_view_set_session (VecheTalkView *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_TALK_VIEW (self));

  talk_cancel (self);
  g_set_object (&self->session, session);
}
