/* veche-filter-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-filter-dialog.h"
#include "app/veche-filter-line.h"
#include "app/veche-filter-words.h"
#include "app/veche-member-words.h"
#include "store/veche-segments-table.h"

#define COUNT_DELAY 120   /* ms */

struct _VecheFilterDialog
{
  AdwWindow           parent_instance;

  VecheSession       *session;       /* (owned) */
  VecheFilter        *start;         /* (owned) */
  char               *segment_uid;   /* (nullable) */
  VecheFilterChoices *choices;       /* (owned) (nullable): until they are loaded */

  GCancellable       *counting;      /* (owned) (nullable) */
  guint               count_source;  /* (owned) */

  GtkWidget          *show;
  GtkBox             *groups;        /* each child a group: its lines, then the button that adds one */
  GtkWidget          *add_group;
  GtkLabel           *count;
  GtkMenuButton      *save_button;
  GtkPopover         *save_popover;
  GtkEntry           *name;
  GtkWidget          *save, *save_new;
};

G_DEFINE_FINAL_TYPE (VecheFilterDialog, veche_filter_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/*** The filter as the lines say it ***/

static void
filter_dialog_read_group (VecheFilter *filter, guint number, GtkWidget *lines)
{
  for (GtkWidget *line = gtk_widget_get_first_child (lines); line != NULL; line = gtk_widget_get_next_sibling (line))
    {
      VecheCondition *condition = veche_filter_line_dup_condition (VECHE_FILTER_LINE (line));

      if (condition != NULL)
        veche_filter_add (filter, number, condition);
    }
}

static VecheMatch
filter_dialog_get_match (GtkWidget *group)
{
  return (VecheMatch) gtk_drop_down_get_selected (g_object_get_data (G_OBJECT (group), "match"));
}

/* Lines that are not complete yet ask nothing. (transfer full) */
static VecheFilter *
filter_dialog_read (VecheFilterDialog *self)
{
  VecheFilter *filter = NULL;

  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); group != NULL; group = gtk_widget_get_next_sibling (group))
    {
      guint number = 0;

      if (filter == NULL)
        filter = veche_filter_new (filter_dialog_get_match (group));
      else
        number = veche_filter_add_group (filter, filter_dialog_get_match (group));
      filter_dialog_read_group (filter, number, g_object_get_data (G_OBJECT (group), "lines"));
    }

  return filter;
}

/*** Counting ***/

static gpointer
filter_dialog_count_job (VecheDb *db, gpointer input, GError **error)
{
  gint64 n = veche_segments_count (db, input, error);

  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

static void
filter_dialog_count_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheFilterDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = veche_store_run_finish (VECHE_STORE (object), result, &error);
  g_autofree char *text = n != NULL ? veche_people_count ((guint) *n) : NULL;

  if (n != NULL && self->choices != NULL)
    gtk_label_set_text (self->count, text);
}

static gboolean
filter_dialog_count_now_cb (gpointer user_data)
{
  VecheFilterDialog *self = user_data;

  self->count_source = 0;
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counting = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, filter_dialog_count_job, filter_dialog_read (self),
                         (GDestroyNotify) veche_filter_unref, g_free, self->counting, filter_dialog_count_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
filter_dialog_changed (VecheFilterDialog *self)
{
  if (self->count_source == 0)
    self->count_source = g_timeout_add (COUNT_DELAY, filter_dialog_count_now_cb, self);
}

/*** Lines and groups ***/

static void
filter_dialog_line_removed_cb (VecheFilterDialog *self, GtkWidget *line)
{
  GtkWidget *lines = gtk_widget_get_parent (line);
  GtkWidget *next = gtk_widget_get_next_sibling (line) != NULL ? gtk_widget_get_next_sibling (line) : gtk_widget_get_prev_sibling (line);

  gtk_widget_grab_focus (next != NULL ? next : GTK_WIDGET (self->show));
  gtk_box_remove (GTK_BOX (lines), line);
  filter_dialog_changed (self);
}

static GtkWidget *
filter_dialog_add_line (VecheFilterDialog *self, GtkWidget *lines, const VecheCondition *condition)
{
  GtkWidget *line = veche_filter_line_new (self->session, self->choices, condition);

  g_signal_connect_object (line, "changed", G_CALLBACK (filter_dialog_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "removed", G_CALLBACK (filter_dialog_line_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (lines), line);

  return line;
}

static void
filter_dialog_add_line_cb (GtkButton *button, VecheFilterDialog *self)
{
  g_autoptr (VecheCondition) condition = veche_condition_new (VECHE_BY_TAG, VECHE_OP_IS, NULL);

  gtk_widget_grab_focus (filter_dialog_add_line (self, g_object_get_data (G_OBJECT (button), "lines"), condition));
  filter_dialog_changed (self);
}

static void
filter_dialog_drop_group_cb (GtkButton *button, VecheFilterDialog *self)
{
  gtk_box_remove (self->groups, g_object_get_data (G_OBJECT (button), "group"));
  filter_dialog_changed (self);
}

static GtkWidget *
filter_dialog_new_head (VecheFilterDialog *self, GtkWidget *group, VecheMatch match, gboolean outer)
{
  const char *const words[] = { veche_filter_match_word (VECHE_MATCH_ALL), veche_filter_match_word (VECHE_MATCH_ANY),
                                veche_filter_match_word (VECHE_MATCH_NONE), NULL };
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *choice = gtk_drop_down_new_from_strings (words);
  GtkWidget *drop;

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), match);
  gtk_widget_set_hexpand (choice, TRUE);
  gtk_widget_set_halign (choice, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How the conditions work together"), -1);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (filter_dialog_changed), self, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (group), "match", choice);
  gtk_box_append (GTK_BOX (head), choice);
  if (outer)
    return head;

  drop = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (drop, "flat");
  gtk_widget_add_css_class (drop, "circular");
  gtk_widget_set_tooltip_text (drop, _ ("Remove This Group"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove This Group"), -1);
  g_object_set_data (G_OBJECT (drop), "group", group);
  g_signal_connect_object (drop, "clicked", G_CALLBACK (filter_dialog_drop_group_cb), self, 0);
  gtk_box_append (GTK_BOX (head), drop);

  return head;
}

/* The lines of the new group. */
static GtkWidget *
filter_dialog_new_group (VecheFilterDialog *self, VecheMatch match)
{
  gboolean outer = gtk_widget_get_first_child (GTK_WIDGET (self->groups)) == NULL;
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("Add a _Condition"));

  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (add), "lines", lines);
  g_object_set_data (G_OBJECT (group), "lines", lines);
  g_signal_connect_object (add, "clicked", G_CALLBACK (filter_dialog_add_line_cb), self, 0);
  if (!outer)
    gtk_widget_add_css_class (group, "veche-filter-group");

  gtk_box_append (GTK_BOX (group), filter_dialog_new_head (self, group, match, outer));
  gtk_box_append (GTK_BOX (group), lines);
  gtk_box_append (GTK_BOX (group), add);
  gtk_box_append (self->groups, group);

  return lines;
}

static void
filter_dialog_add_group_cb (VecheFilterDialog *self)
{
  g_autoptr (VecheCondition) condition = veche_condition_new (VECHE_BY_TAG, VECHE_OP_IS, NULL);

  if (self->choices == NULL)
    return;
  gtk_widget_grab_focus (filter_dialog_add_line (self, filter_dialog_new_group (self, VECHE_MATCH_ANY), condition));
  filter_dialog_changed (self);
}

static void
filter_dialog_fill (VecheFilterDialog *self)
{
  for (guint g = 0; g < veche_filter_n_groups (self->start); g++)
    {
      GtkWidget *lines;

      if (g > 0 && veche_filter_n_conditions (self->start, g) == 0)
        continue;
      lines = filter_dialog_new_group (self, veche_filter_get_match (self->start, g));
      for (guint i = 0; i < veche_filter_n_conditions (self->start, g); i++)
        filter_dialog_add_line (self, lines, veche_filter_get_condition (self->start, g, i));
      if (g == 0 && veche_filter_is_empty (self->start))
        {
          g_autoptr (VecheCondition) first = veche_condition_new (VECHE_BY_TAG, VECHE_OP_IS, NULL);

          gtk_widget_grab_focus (filter_dialog_add_line (self, lines, first));
        }
    }

  filter_dialog_changed (self);
}

static gpointer
filter_dialog_choices_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_filter_choices_load (db, error);
}

static void
filter_dialog_choices_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheFilterDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->choices = veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (self->choices != NULL && !gtk_widget_in_destruction (GTK_WIDGET (self)))
    filter_dialog_fill (self);
  else if (error != NULL)
    veche_session_show_error (self->session, error);
}

/*** Showing and saving ***/

static void
filter_dialog_apply (VecheFilterDialog *self)
{
  g_autoptr (VecheFilter) filter = filter_dialog_read (self);

  if (filter != NULL)
    g_signal_emit (self, signals[SIGNAL_APPLIED], 0, filter);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
filter_dialog_show_cb (VecheFilterDialog *self)
{
  filter_dialog_apply (self);
}

static void
filter_dialog_show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  filter_dialog_apply (VECHE_FILTER_DIALOG (widget));
}

typedef struct
{
  char        *uid;      /* (nullable): a new one */
  char        *name;
  VecheFilter *filter;
} VecheSegmentInput;

static void
segment_input_free (gpointer data)
{
  VecheSegmentInput *input = data;

  g_free (input->uid);
  g_free (input->name);
  veche_filter_unref (input->filter);
  g_free (input);
}

static gboolean
filter_dialog_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  VecheSegmentInput *input = data;

  if (input->uid == NULL)
    return veche_segments_edit_add (db, edit, input->name, input->filter, NULL, error);

  veche_segments_edit_filter (edit, input->uid, input->filter);

  return veche_segments_edit_name (db, edit, input->uid, input->name, error);
}

static void
filter_dialog_saved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheFilterDialog) self = user_data;

  gtk_widget_set_sensitive (self->save, TRUE);
  if (ok)
    filter_dialog_apply (self);
}

static void
filter_dialog_save_as (VecheFilterDialog *self, const char *uid)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  g_autofree char *toast = g_strdup_printf (_ ("Segment saved: %s"), name);
  g_autoptr (VecheEdit) edit = veche_edit_new ("segment", name);
  VecheSegmentInput *input;

  if (*name == '\0' || self->choices == NULL)
    return;

  input = g_new0 (VecheSegmentInput, 1);
  input->uid = g_strdup (uid);
  input->name = g_strdup (name);
  input->filter = filter_dialog_read (self);
  gtk_widget_set_sensitive (self->save, FALSE);
  /* Still open when the window goes, it would keep hold of the pointer. */
  gtk_popover_popdown (self->save_popover);
  veche_session_build_edit (self->session, edit, filter_dialog_build, input, segment_input_free, toast, filter_dialog_saved_cb, g_object_ref (self));
}

static void
filter_dialog_save_cb (VecheFilterDialog *self)
{
  filter_dialog_save_as (self, self->segment_uid);
}

static void
filter_dialog_save_new_cb (VecheFilterDialog *self)
{
  filter_dialog_save_as (self, NULL);
}

static void
filter_dialog_name_cb (VecheFilterDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  gtk_widget_set_sensitive (self->save, *name != '\0');
  gtk_widget_set_sensitive (self->save_new, *name != '\0');
}

static void
veche_filter_dialog_dispose (GObject *object)
{
  VecheFilterDialog *self = VECHE_FILTER_DIALOG (object);

  g_clear_handle_id (&self->count_source, g_source_remove);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);

  G_OBJECT_CLASS (veche_filter_dialog_parent_class)->dispose (object);
}

static void
veche_filter_dialog_finalize (GObject *object)
{
  VecheFilterDialog *self = VECHE_FILTER_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->start, veche_filter_unref);
  g_clear_pointer (&self->choices, veche_filter_choices_free);
  g_free (self->segment_uid);

  G_OBJECT_CLASS (veche_filter_dialog_parent_class)->finalize (object);
}

static void
veche_filter_dialog_class_init (VecheFilterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_filter_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_filter_dialog_finalize;

  signals[SIGNAL_APPLIED] = g_signal_new ("applied", VECHE_TYPE_FILTER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          VECHE_TYPE_FILTER);

  gtk_widget_class_install_action (widget_class, "filter-dialog.show", NULL, filter_dialog_show_action);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-filter-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheFilterDialog, show);
  gtk_widget_class_bind_template_child (widget_class, VecheFilterDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, VecheFilterDialog, add_group);
  gtk_widget_class_bind_template_child (widget_class, VecheFilterDialog, count);
  gtk_widget_class_bind_template_child (widget_class, VecheFilterDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, VecheFilterDialog, save_popover);
  gtk_widget_class_bind_template_child (widget_class, VecheFilterDialog, name);
  gtk_widget_class_bind_template_child (widget_class, VecheFilterDialog, save);
  gtk_widget_class_bind_template_child (widget_class, VecheFilterDialog, save_new);
  gtk_widget_class_bind_template_callback (widget_class, filter_dialog_show_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_dialog_add_group_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_dialog_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_dialog_save_new_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_dialog_name_cb);
}

static void
veche_filter_dialog_init (VecheFilterDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  filter_dialog_name_cb (self);
}

VecheFilterDialog *
veche_filter_dialog_open (GtkWidget *parent, VecheSession *session, VecheFilter *filter, const char *segment_uid, const char *segment_name)
{
  VecheFilterDialog *self = g_object_new (VECHE_TYPE_FILTER_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);

  self->session = g_object_ref (session);
  self->start = filter != NULL ? veche_filter_ref (filter) : veche_filter_new (VECHE_MATCH_ALL);
  self->segment_uid = g_strdup (segment_uid);
  if (segment_name != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->name), segment_name);
      gtk_menu_button_set_label (self->save_button, _ ("Save Segment…"));
      gtk_widget_set_visible (self->save_new, TRUE);
    }
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, filter_dialog_choices_job, NULL, NULL,
                         (GDestroyNotify) veche_filter_choices_free, NULL, filter_dialog_choices_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
