/* veche-harvest-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-dialog-toasts.h"
#include "app/veche-harvest-read.h"
#include "app/veche-harvest-row.h"
#include "app/veche-level.h"
#include "app/veche-mention-words.h"
#include "model/veche-uid.h"
#include "store/veche-proposals-table.h"

#define MOST      500
#define FILE_MOST (4 * 1024 * 1024)

struct _VecheHarvestDialog
{
  AdwWindow       parent_instance;

  VecheSession   *session;     /* (owned) */
  GCancellable   *cancellable; /* (owned): of the reading; who closes the window has no use for it */
  GPtrArray      *proposals;   /* (owned) (nullable) (element-type VecheProposal): open ones */
  guint           n_all;       /* since it was opened: for the progress */
  char           *current;     /* (owned) (nullable): uid; after a verdict the one that takes its place */
  guint           place;
  gint64          since;       /* what was found after it comes first: it has just been asked for; 0: nothing was read */
  char           *news;        /* (owned) (nullable): what the reading brought */

  GtkStack       *stack;
  AdwStatusPage  *empty;
  GtkLabel       *sentence;
  GtkProgressBar *progress;
  GtkListBox     *list;
  GtkPopover     *editor;
  GtkEditable    *value;
  GtkDropDown    *level;
};

G_DEFINE_FINAL_TYPE (VecheHarvestDialog, veche_harvest_dialog, ADW_TYPE_WINDOW)

static VecheProposal *
row_proposal (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "proposal") : NULL;
}

static VecheProposal *
harvest_selected (VecheHarvestDialog *self)
{
  return row_proposal (gtk_list_box_get_selected_row (self->list));
}

/*** The list ***/

static void
harvest_add_row (VecheHarvestDialog *self, VecheProposal *proposal)
{
  GtkWidget *row = veche_harvest_row_new (proposal);

  g_object_set_data (G_OBJECT (row), "proposal", proposal);
  gtk_list_box_append (self->list, row);
}

static void
harvest_select (VecheHarvestDialog *self, guint place)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) place);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Nothing new may still be worth telling: whose names in the file nobody bears. */
static void
harvest_show_empty (VecheHarvestDialog *self)
{
  g_autofree char *news = self->news != NULL ? g_markup_escape_text (self->news, -1) : NULL;

  if (self->n_all > 0)
    adw_status_page_set_title (self->empty, _ ("All Looked At"));
  if (self->n_all > 0 || news != NULL)
    adw_status_page_set_description (self->empty, news);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
harvest_show_state (VecheHarvestDialog *self)
{
  guint n = self->proposals->len, seen;
  g_autofree char *left = g_strdup_printf (ngettext ("%u to look at", "%u to look at", n), n);
  g_autofree char *words = self->news != NULL ? g_strdup_printf ("%s · %s", self->news, left) : g_strdup (left);

  self->n_all = MAX (self->n_all, n);
  seen = self->n_all - n;
  gtk_label_set_text (self->sentence, words);
  gtk_progress_bar_set_fraction (self->progress, self->n_all > 0 ? (double) seen / self->n_all : 0);
  if (n == 0)
    harvest_show_empty (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "list");
}

/* Takes the proposals. (transfer full) */
static GPtrArray *
harvest_new_first (VecheHarvestDialog *self, GPtrArray *proposals)
{
  g_autoptr (GPtrArray) given = proposals;
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_proposal_free);

  g_ptr_array_set_free_func (given, NULL);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < given->len; i++)
      {
        VecheProposal *proposal = g_ptr_array_index (given, i);

        if ((self->since != 0 && proposal->at >= self->since) == (pass == 0))
          g_ptr_array_add (sorted, proposal);
      }

  return sorted;
}

static void
harvest_show (VecheHarvestDialog *self, GPtrArray *proposals)
{
  GtkWidget *row;
  guint place = MIN (self->place, proposals->len > 0 ? proposals->len - 1 : 0);

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  self->proposals = proposals;
  for (guint i = 0; i < proposals->len; i++)
    {
      VecheProposal *proposal = g_ptr_array_index (proposals, i);

      harvest_add_row (self, proposal);
      if (g_strcmp0 (proposal->uid, self->current) == 0)
        place = i;
    }
  harvest_show_state (self);
  harvest_select (self, place);
}

static gpointer
harvest_load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_proposals_list (db, "open", 0, MOST, error);
}

static void
harvest_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheHarvestDialog) self = user_data;
  GPtrArray *proposals = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (proposals != NULL && self->session != NULL)
    harvest_show (self, harvest_new_first (self, proposals));
  else
    g_clear_pointer (&proposals, g_ptr_array_unref);
}

static void
harvest_load (VecheHarvestDialog *self)
{
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, harvest_load_job, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, harvest_loaded_cb, g_object_ref (self));
}

static void
harvest_changed_cb (VecheHarvestDialog *self, VecheChange *change)
{
  if (veche_change_get_tables (change) & (VECHE_TABLE_COMPETENCY | VECHE_TABLE_MEMBER))
    harvest_load (self);
}

/*** Verdicts ***/

typedef struct
{
  char    *uid, *value;
  int      level;
  gboolean accept;
} Verdict;

static void
verdict_free (gpointer data)
{
  Verdict *verdict = data;

  g_free (verdict->uid);
  g_free (verdict->value);
  g_free (verdict);
}

static gboolean
verdict_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Verdict *verdict = input;

  if (verdict->accept)
    return veche_proposals_edit_accept (db, edit, verdict->uid, verdict->value, verdict->level, error);
  veche_proposals_edit_reject (edit, verdict->uid);

  return TRUE;
}

static void
harvest_decide (VecheHarvestDialog *self, gboolean accept, const char *value, int level)
{
  VecheProposal *proposal = harvest_selected (self), *next;
  int place = proposal != NULL ? gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->list)) : 0;
  g_autoptr (VecheEdit) edit = NULL;
  Verdict *verdict;

  if (proposal == NULL)
    return;
  next = row_proposal (gtk_list_box_get_row_at_index (self->list, place + 1));
  g_free (self->current);
  self->current = next != NULL ? g_strdup (next->uid) : NULL;
  self->place = (guint) place;
  verdict = g_new0 (Verdict, 1);
  verdict->uid = g_strdup (proposal->uid);
  verdict->value = g_strdup (value);
  verdict->level = level;
  verdict->accept = accept;
  edit = veche_edit_new (accept ? "accept-proposal" : "reject-proposal", proposal->member_name);
  veche_session_build_edit (self->session, edit, verdict_build, verdict, verdict_free, accept ? _ ("Added to the profile") : _ ("Noted: not so"),
                            NULL, NULL);
}

static void
harvest_accept_cb (VecheHarvestDialog *self)
{
  harvest_decide (self, TRUE, NULL, 0);
}

static void
harvest_reject_cb (VecheHarvestDialog *self)
{
  harvest_decide (self, FALSE, NULL, 0);
}

static void
harvest_edit_cb (VecheHarvestDialog *self)
{
  VecheProposal *proposal = harvest_selected (self);

  if (proposal == NULL)
    return;
  gtk_editable_set_text (self->value, proposal->value);
  gtk_widget_set_visible (GTK_WIDGET (self->level), g_strcmp0 (proposal->kind, "competency") == 0);
  gtk_drop_down_set_selected (self->level, (guint) CLAMP (proposal->level, 1, VECHE_LEVEL_MOST) - 1);
  gtk_popover_popup (self->editor);
  gtk_widget_grab_focus (GTK_WIDGET (self->value));
}

/* The keys speak to the list again. */
static void
harvest_editor_closed_cb (VecheHarvestDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
harvest_edited_cb (VecheHarvestDialog *self)
{
  g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (self->value)));
  VecheProposal *proposal = harvest_selected (self);
  gboolean competency = proposal != NULL && g_strcmp0 (proposal->kind, "competency") == 0;

  if (*value == '\0')
    return;
  gtk_popover_popdown (self->editor);
  harvest_decide (self, TRUE, value, competency ? (int) gtk_drop_down_get_selected (self->level) + 1 : 0);
}

static gboolean
harvest_key_cb (VecheHarvestDialog *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || gtk_widget_get_visible (GTK_WIDGET (self->editor)))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_j:
    case GDK_KEY_Cyrillic_o:
      harvest_select (self, (guint) (at + 1));
      return GDK_EVENT_STOP;
    case GDK_KEY_k:
    case GDK_KEY_Cyrillic_el:
      if (at > 0)
        harvest_select (self, (guint) (at - 1));
      return GDK_EVENT_STOP;
    case GDK_KEY_a:
    case GDK_KEY_Cyrillic_ef:
      harvest_accept_cb (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_e:
    case GDK_KEY_Cyrillic_u:
      harvest_edit_cb (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_r:
    case GDK_KEY_Cyrillic_ka:
      harvest_reject_cb (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
veche_harvest_dialog_dispose (GObject *object)
{
  VecheHarvestDialog *self = VECHE_HARVEST_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->current, g_free);
  g_clear_pointer (&self->news, g_free);
  G_OBJECT_CLASS (veche_harvest_dialog_parent_class)->dispose (object);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
}

static void
veche_harvest_dialog_class_init (VecheHarvestDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_harvest_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-harvest-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheHarvestDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheHarvestDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, VecheHarvestDialog, sentence);
  gtk_widget_class_bind_template_child (widget_class, VecheHarvestDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, VecheHarvestDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VecheHarvestDialog, editor);
  gtk_widget_class_bind_template_child (widget_class, VecheHarvestDialog, value);
  gtk_widget_class_bind_template_child (widget_class, VecheHarvestDialog, level);
  gtk_widget_class_bind_template_callback (widget_class, harvest_accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, harvest_reject_cb);
  gtk_widget_class_bind_template_callback (widget_class, harvest_edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, harvest_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, harvest_editor_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, harvest_key_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_harvest_dialog_init (VecheHarvestDialog *self)
{
  g_autoptr (GtkStringList) levels = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int level = 1; level <= VECHE_LEVEL_MOST; level++)
    gtk_string_list_append (levels, veche_level_word (level));
  gtk_drop_down_set_model (self->level, G_LIST_MODEL (levels));
}

/*** Opening ***/

static void
harvest_read_cb (int n_new, const char *const *unknown, const GError *error, gpointer user_data)
{
  g_autoptr (VecheHarvestDialog) self = user_data;
  guint n_unknown = unknown != NULL ? g_strv_length ((char **) unknown) : 0;

  if (self->session == NULL)
    return;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_show_error (self->session, error);
  g_free (self->news);
  self->news = n_new >= 0 ? g_strdup_printf (ngettext ("%d new", "%d new", n_new), n_new) : NULL;
  if (n_unknown > 0)
    {
      g_autofree char *first = veche_words_clean (unknown[0], 40, FALSE);
      g_autofree char *words = g_strdup_printf (ngettext ("%s · %u name is unknown here: %s", "%s · %u names are unknown here: %s…", n_unknown),
                                                self->news != NULL ? self->news : "", n_unknown, first);

      g_free (self->news);
      self->news = g_steal_pointer (&words);
    }
  harvest_load (self);
}

static VecheHarvestDialog *
harvest_dialog_new (GtkWidget *parent, VecheSession *session)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  VecheHarvestDialog *self = g_object_new (VECHE_TYPE_HARVEST_DIALOG, "transient-for", root, "modal", TRUE, NULL);
  int width, height, room = root != NULL ? gtk_widget_get_width (GTK_WIDGET (root)) : 0;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (room > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), MIN (width, room), height);
  self->session = g_object_ref (session);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (harvest_changed_cb), self, G_CONNECT_SWAPPED);
  veche_dialog_toasts_add (ADW_WINDOW (self), session);

  return self;
}

void
veche_harvest_dialog_present (GtkWidget *parent, VecheSession *session, VecheHarvestFrom from, const char *interaction_uid)
{
  VecheHarvestDialog *self = harvest_dialog_new (parent, session);

  if (from == VECHE_HARVEST_NOTHING)
    harvest_load (self);
  else
    {
      VecheHarvestWhat *what = g_new0 (VecheHarvestWhat, 1);

      self->since = veche_now ();
      what->from = from;
      what->interaction_uid = g_strdup (interaction_uid);
      veche_harvest_read (session, what, self->cancellable, harvest_read_cb, g_object_ref (self));
    }
  gtk_window_present (GTK_WINDOW (self));
}

typedef struct
{
  GtkWidget    *parent;    /* (owned) */
  VecheSession *session;   /* (owned) */
} Choosing;

static void
choosing_free (Choosing *choosing)
{
  g_object_unref (choosing->parent);
  g_object_unref (choosing->session);
  g_free (choosing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choosing, choosing_free)

static void
harvest_file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Choosing) choosing = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  VecheHarvestWhat *what;
  VecheHarvestDialog *dialog;

  if (!g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    {
      veche_session_show_error (choosing->session, error);
      return;
    }
  if (length > FILE_MOST || !g_utf8_validate (text, (gssize) length, NULL))
    {
      veche_session_toast (choosing->session, _ ("This is no text of introductions: give a UTF-8 text file of up to 4 MB"));
      return;
    }
  if (gtk_widget_get_root (choosing->parent) == NULL)
    return;
  dialog = harvest_dialog_new (choosing->parent, choosing->session);
  what = g_new0 (VecheHarvestWhat, 1);
  what->text = g_steal_pointer (&text);
  dialog->since = veche_now ();
  veche_harvest_read (choosing->session, what, dialog->cancellable, harvest_read_cb, g_object_ref (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
harvest_chosen_cb (GtkNativeDialog *native, int response, gpointer user_data)
{
  g_autoptr (Choosing) choosing = user_data;
  g_autoptr (GtkNativeDialog) owned = native;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native)) : NULL;

  if (file != NULL)
    g_file_load_contents_async (file, NULL, harvest_file_read_cb, g_steal_pointer (&choosing));
}

void
veche_harvest_choose_file (GtkWidget *parent, VecheSession *session)
{
  GtkFileChooserNative *native = gtk_file_chooser_native_new (_ ("A File of Introductions"), GTK_WINDOW (gtk_widget_get_root (parent)),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Read"), NULL);
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->parent = g_object_ref (parent);
  choosing->session = g_object_ref (session);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect (native, "response", G_CALLBACK (harvest_chosen_cb), choosing);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}
