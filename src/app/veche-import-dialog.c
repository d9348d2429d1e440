/* veche-import-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-badge.h"
#include "app/veche-faces.h"
#include "app/veche-import-dialog.h"
#include "app/veche-import-run.h"
#include "app/veche-mention-words.h"

#define PEOPLE_OFFERED 200   /* in the question who of them is you; the likeliest come first */
#define PEOPLE_SHOWN   12
#define CHATS_SHOWN    400

#define TITLE_FROM 480   /* px of the window below */

struct _VecheImportDialog
{
  AdwWindow          parent_instance;

  VecheSession      *session;      /* (owned) */
  char              *path;         /* (owned) */
  GCancellable      *cancellable;  /* (owned) */
  VecheChatScan *scan;         /* (owned) (nullable) until it was looked through */

  AdwWindowTitle    *title;
  GtkButton         *import;
  GtkStack          *stack;
  GtkProgressBar    *progress;
  AdwStatusPage     *trouble;
  GtkLabel          *n_fresh;
  GtkLabel          *n_fresh_unit;
  GtkLabel          *n_known;
  GtkLabel          *n_known_unit;
  GtkLabel          *n_people;
  GtkLabel          *n_people_unit;
  GtkLabel          *n_questions;
  GtkLabel          *n_questions_unit;
  GtkWidget         *guard;
  GtkLabel          *guard_text;
  GtkWidget         *lacks;
  GtkLabel          *lacks_text;
  GtkListBox        *chats;
  AdwComboRow       *me;
  AdwEntryRow       *my_handle;
  AdwPreferencesGroup *people_group;
  GtkListBox        *people;
};

G_DEFINE_FINAL_TYPE (VecheImportDialog, veche_import_dialog, ADW_TYPE_WINDOW)

/* -------------------------------------------------------------------------------------------------------------------------- totals */

static void
veche_import_dialog_number (GtkLabel *number, GtkLabel *unit, guint n, const char *word)
{
  g_autofree char *text = g_strdup_printf ("%'u", n);

  gtk_label_set_text (number, text);
  gtk_label_set_text (unit, word);
}

static void
veche_import_dialog_show_totals (VecheImportDialog *self)
{
  VecheChatTotals totals = { 0 };
  guint all, known, written;
  g_autofree char *label = NULL;

  veche_chat_scan_get_totals (self->scan, &totals);
  all = totals.messages + totals.service;
  known = all > totals.fresh ? all - totals.fresh : 0;
  written = totals.fresh - totals.fresh_service;      /* who came, left or pinned something wrote nothing */
  veche_import_dialog_number (self->n_fresh, self->n_fresh_unit, written, ngettext ("new message", "new messages", written));
  veche_import_dialog_number (self->n_known, self->n_known_unit, known, ngettext ("already here", "already here", known));
  veche_import_dialog_number (self->n_people, self->n_people_unit, totals.fresh_people,
                              ngettext ("new person", "new people", totals.fresh_people));
  veche_import_dialog_number (self->n_questions, self->n_questions_unit, totals.questions,
                              ngettext ("unanswered question", "unanswered questions", totals.questions));
  /* Translators: %'u is the number of messages */
  label = written > 0 ? g_strdup_printf (_ ("_Import %'u"), written) : g_strdup (_ ("_Import"));
  gtk_button_set_label (self->import, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import), all > 0);
}

/* --------------------------------------------------------------------------------------------------------------------------- chats */

static const char *
veche_import_dialog_kind (VecheChat *chat)
{
  if (g_strcmp0 (chat->kind, "channel") == 0)
    return C_ ("chat", "Channel");
  if (g_strcmp0 (chat->kind, "personal") == 0)
    return C_ ("chat", "Private talk");
  if (g_strcmp0 (chat->kind, "topic") == 0)
    return C_ ("chat", "Thread");
  return C_ ("chat", "Group");
}

static char *
veche_import_dialog_about_chat (VecheChat *chat)
{
  guint n = chat->messages;
  g_autofree char *messages = g_strdup_printf (ngettext ("%'u message", "%'u messages", n), n);
  g_autofree char *people = g_strdup_printf (ngettext ("%'u person", "%'u people", chat->people), chat->people);
  g_autofree char *first = chat->first != 0 ? veche_time_short (chat->first) : NULL;
  g_autofree char *last = chat->last != 0 ? veche_time_short (chat->last) : NULL;
  GString *about = g_string_new (veche_import_dialog_kind (chat));

  g_string_append_printf (about, " · %s · %s", messages, people);
  if (chat->topics > 0)
    g_string_append_printf (about, ngettext (" · %u topic", " · %u topics", chat->topics), chat->topics);
  if (first != NULL && last != NULL && strcmp (first, last) != 0)
    g_string_append_printf (about, " · %s – %s", first, last);
  else if (last != NULL)
    g_string_append_printf (about, " · %s", last);
  if (chat->left)
    g_string_append (about, _ (" · you have left it"));
  if (chat->only_mine)
    g_string_append (about, _ (" · only your own messages"));
  return g_string_free (about, FALSE);
}

static GtkWidget *
veche_import_dialog_chat_badge (VecheChat *chat)
{
  GtkWidget *badge = veche_badge_new ();
  guint all = chat->messages + chat->service;
  g_autofree char *text = NULL;

  if (chat->fresh == 0)
    veche_badge_set (VECHE_BADGE (badge), "veche-check-symbolic", _ ("nothing new"), VECHE_INK_70);
  else if (chat->fresh == all)
    veche_badge_set (VECHE_BADGE (badge), "list-add-symbolic", _ ("all new"), VECHE_INK_POS);
  else
    {
      text = g_strdup_printf (ngettext ("%'u new", "%'u new", chat->fresh), chat->fresh);
      veche_badge_set (VECHE_BADGE (badge), "view-refresh-symbolic", text, VECHE_INK_ACC);
    }
  return badge;
}

static void
veche_import_dialog_ticked_cb (GtkCheckButton *check, GParamSpec *pspec, VecheImportDialog *self)
{
  VecheChat *chat = g_object_get_data (G_OBJECT (check), "veche-chat");

  chat->chosen = gtk_check_button_get_active (check);
  veche_import_dialog_show_totals (self);
}

static void
veche_import_dialog_add_chat (VecheImportDialog *self, VecheChat *chat)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *name = veche_words_clean (chat->name, 100, FALSE);
  g_autofree char *about = veche_import_dialog_about_chat (chat);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *name != '\0' ? name : _ ("Without a name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chat->chosen);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), "veche-chat", chat);
  g_signal_connect_object (check, "notify::active", G_CALLBACK (veche_import_dialog_ticked_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), veche_import_dialog_chat_badge (chat));
  gtk_list_box_append (self->chats, row);
}

/* -------------------------------------------------------------------------------------------------------------------------- people */

static VecheChatPerson *
veche_import_dialog_get_me (VecheImportDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->me);
  GPtrArray *people = veche_chat_scan_get_people (self->scan);

  if (chosen == 0 || chosen == GTK_INVALID_LIST_POSITION || chosen > people->len)
    return NULL;
  return g_ptr_array_index (people, chosen - 1);
}

static void
veche_import_dialog_me_cb (VecheImportDialog *self)
{
  VecheChatPerson *me;
  g_autofree char *handle = NULL;

  if (self->scan == NULL)
    return;
  me = veche_import_dialog_get_me (self);
  if (me != NULL)
    handle = me->handle != NULL ? g_strdup (me->handle) : veche_chat_scan_guess_handle (self->scan, me->remote_id);
  gtk_editable_set_text (GTK_EDITABLE (self->my_handle), handle != NULL ? handle : "");
}

static char *
veche_import_dialog_person_name (VecheChatPerson *person)
{
  return person->name != NULL ? veche_words_clean (person->name, 80, FALSE) : g_strdup (_ ("Deleted account"));
}

static void
veche_import_dialog_offer_me (VecheImportDialog *self, GPtrArray *people)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("None of them"));
  for (guint i = 0; i < MIN (people->len, PEOPLE_OFFERED); i++)
    {
      VecheChatPerson *person = g_ptr_array_index (people, i);
      g_autofree char *name = veche_import_dialog_person_name (person);
      g_autofree char *line = g_strdup_printf (ngettext ("%s · %'u message", "%s · %'u messages", person->messages), name,
                                               person->messages);
      gtk_string_list_append (names, line);
    }
  adw_combo_row_set_model (self->me, G_LIST_MODEL (names));
  if (people->len > 0 && ((VecheChatPerson *) g_ptr_array_index (people, 0))->certain)
    adw_combo_row_set_selected (self->me, 1);
}

static gint
veche_import_dialog_by_messages (gconstpointer a, gconstpointer b)
{
  const VecheChatPerson *one = *(const VecheChatPerson *const *) a, *two = *(const VecheChatPerson *const *) b;

  return (two->messages > one->messages) - (two->messages < one->messages);
}

static void
veche_import_dialog_add_person (VecheImportDialog *self, VecheChatPerson *person)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *badge = veche_badge_new ();
  g_autofree char *name = veche_import_dialog_person_name (person);
  g_autofree char *about = g_strdup_printf (ngettext ("%'u message", "%'u messages", person->messages), person->messages);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), veche_avatar_new (32, NULL, name));
  if (person->bot)
    veche_badge_set (VECHE_BADGE (badge), NULL, _ ("bot"), VECHE_INK_70);
  else if (person->deleted)
    veche_badge_set (VECHE_BADGE (badge), NULL, _ ("deleted account"), VECHE_INK_70);
  else if (person->known)
    veche_badge_set (VECHE_BADGE (badge), "veche-check-symbolic", _ ("known"), VECHE_INK_ACC);
  else
    veche_badge_set (VECHE_BADGE (badge), "list-add-symbolic", C_ ("badge", "new person"), VECHE_INK_POS);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), badge);
  gtk_list_box_append (self->people, row);
}

static void
veche_import_dialog_show_people (VecheImportDialog *self, GPtrArray *people)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_copy (people, NULL, NULL);
  g_autofree char *title = g_strdup_printf (ngettext ("%'u Person in the File", "%'u People in the File", people->len), people->len);
  g_autofree char *more = NULL;

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, veche_import_dialog_by_messages);
  for (guint i = 0; i < MIN (sorted->len, PEOPLE_SHOWN); i++)
    veche_import_dialog_add_person (self, g_ptr_array_index (sorted, i));
  adw_preferences_group_set_title (self->people_group, title);
  if (sorted->len > PEOPLE_SHOWN)
    {
      more = g_strdup_printf (ngettext ("The one who speaks most", "The %u who speak most", PEOPLE_SHOWN), PEOPLE_SHOWN);
      adw_preferences_group_set_description (self->people_group, more);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->people_group), sorted->len > 0);
}

/* ------------------------------------------------------------------------------------------------------------------------- preview */

static void
veche_import_dialog_show_damage (VecheImportDialog *self)
{
  const GError *damage = veche_chat_scan_get_damage (self->scan);
  gint64 byte = 0;
  const char *why = NULL;
  guint bad = veche_chat_scan_get_bad (self->scan, &byte, &why);
  g_autofree char *place = veche_chat_scan_get_bad_place (self->scan) != NULL ? veche_words_clean (veche_chat_scan_get_bad_place (self->scan), 100, FALSE)
                                                                               : NULL;
  g_autofree char *text = NULL;
  g_autofree char *where = NULL;

  gtk_widget_set_visible (self->guard, damage != NULL || bad > 0);
  if (damage != NULL)
    {
      where = g_strdup_printf ("%" G_GINT64_FORMAT, veche_exchange_error_get_byte (damage));
      text = g_strdup_printf (_ ("The file breaks off at byte %s. What stands before it is whole and can be imported."), where);
    }
  else if (bad > 0 && place != NULL && g_str_has_prefix (place, "line "))
    /* Translators: %s is the number of the line */
    text = g_strdup_printf (ngettext ("%u line makes no sense and is left out: line %s", "%u lines make no sense and are left out, the first is line %s", bad),
                            bad, place + strlen ("line "));
  else if (bad > 0 && place != NULL)
    /* Translators: %s is where in the export, as "general/2024-01-31.json" */
    text = g_strdup_printf (ngettext ("%u message makes no sense and is left out: %s", "%u messages make no sense and are left out, the first in %s", bad),
                            bad, place);
  else if (bad > 0)
    {
      where = g_strdup_printf ("%" G_GINT64_FORMAT, byte);
      text = g_strdup_printf (ngettext ("%u message makes no sense and is left out: at byte %s",
                                        "%u messages make no sense and are left out, the first at byte %s", bad),
                              bad, where);
    }
  gtk_label_set_text (self->guard_text, text != NULL ? text : "");
}

/* What this kind of export can't tell, said before anybody relies on it. */
static void
veche_import_dialog_show_lacks (VecheImportDialog *self)
{
  g_autofree char *text = veche_import_lacks (self->scan);

  gtk_widget_set_visible (self->lacks, text != NULL);
  gtk_label_set_text (self->lacks_text, text != NULL ? text : "");
}

static void
veche_import_dialog_show (VecheImportDialog *self)
{
  GPtrArray *chats = veche_chat_scan_get_chats (self->scan);
  GPtrArray *people = veche_chat_scan_get_people (self->scan);
  g_autofree char *name = veche_words_clean (adw_window_title_get_subtitle (self->title), 100, FALSE);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", veche_import_origin (self->scan), name);

  adw_window_title_set_subtitle (self->title, subtitle);
  for (guint i = 0; i < MIN (chats->len, CHATS_SHOWN); i++)
    veche_import_dialog_add_chat (self, g_ptr_array_index (chats, i));
  veche_import_dialog_offer_me (self, people);
  veche_import_dialog_me_cb (self);
  veche_import_dialog_show_people (self, people);
  veche_import_dialog_show_lacks (self);
  veche_import_dialog_show_damage (self);
  veche_import_dialog_show_totals (self);
  gtk_stack_set_visible_child_name (self->stack, "preview");
  gtk_widget_set_visible (GTK_WIDGET (self->import), TRUE);
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->import));
}

static void
veche_import_dialog_scanned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;
  g_autofree char *sentence = NULL;
  VecheChatScan *scan = veche_chat_scan_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (scan != NULL)
    {
      self->scan = scan;
      veche_import_dialog_show (self);
      return;
    }
  veche_import_explain (error, &title, &sentence);
  adw_status_page_set_title (self->trouble, title);
  adw_status_page_set_description (self->trouble, sentence);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
}

static void
veche_import_dialog_progress_cb (gint64 done, gint64 total, gpointer user_data)
{
  VecheImportDialog *self = user_data;

  if (total > 0 && !g_cancellable_is_cancelled (self->cancellable))
    gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) done / (double) total, 0, 1));
}

static void
veche_import_dialog_import_cb (VecheImportDialog *self)
{
  VecheChatPerson *me = veche_import_dialog_get_me (self);
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->my_handle))));
  const char *handle = *typed == '@' ? typed + 1 : typed;

  veche_import_run (self->session, self->scan, me != NULL ? me->remote_id : NULL, *handle != '\0' ? handle : NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
veche_import_dialog_another_cb (VecheImportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "app.import", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
veche_import_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (VECHE_IMPORT_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (veche_import_dialog_parent_class)->close_request (window);
}

static void
veche_import_dialog_dispose (GObject *object)
{
  VecheImportDialog *self = VECHE_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->scan, veche_chat_scan_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (veche_import_dialog_parent_class)->dispose (object);
}

static void
veche_import_dialog_finalize (GObject *object)
{
  g_clear_object (&VECHE_IMPORT_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (veche_import_dialog_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VecheImportDialog, name)

static void
veche_import_dialog_class_init (VecheImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = veche_import_dialog_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-import-dialog.ui");
  BIND (title), BIND (import), BIND (stack), BIND (progress), BIND (trouble), BIND (n_fresh), BIND (n_fresh_unit);
  BIND (n_known), BIND (n_known_unit), BIND (n_people), BIND (n_people_unit), BIND (n_questions), BIND (n_questions_unit);
  BIND (guard), BIND (guard_text), BIND (lacks), BIND (lacks_text), BIND (chats), BIND (me), BIND (my_handle), BIND (people_group), BIND (people);
  gtk_widget_class_bind_template_callback (widget_class, veche_import_dialog_import_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_import_dialog_another_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_import_dialog_me_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_import_dialog_init (VecheImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

VecheImportDialog *
veche_import_dialog_open (VecheSession *session, GtkWindow *parent, const char *path)
{
  VecheImportDialog *self = g_object_new (VECHE_TYPE_IMPORT_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  g_autofree char *name = g_filename_display_basename (path);
  int width;

  self->session = g_object_ref (session);
  self->path = g_strdup (path);
  adw_window_title_set_subtitle (self->title, name);
  /* Between the two buttons on a telephone three letters of it would be left. */
  width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  gtk_widget_set_visible (GTK_WIDGET (self->title), width == 0 || width >= TITLE_FROM);
  gtk_window_present (GTK_WINDOW (self));
  veche_chat_scan_async (veche_store_get_path (veche_session_get_store (session)), VECHE_FORMAT_UNKNOWN,
                         (const char *const[]){ path, NULL }, veche_import_dialog_progress_cb,
                             self, self->cancellable, veche_import_dialog_scanned_cb, g_object_ref (self));
  return self;
}

/* ---------------------------------------------------------------------------------------------------------------------------- drop */

static gboolean
veche_import_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, VecheImportDropped dropped)
{
  GFile *file = g_value_get_object (value);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL)
    return FALSE;
  dropped (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)), path);
  return TRUE;
}

void
veche_import_accept_drops (GtkWidget *widget, VecheImportDropped dropped)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (veche_import_drop_cb), (gpointer) dropped);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
