/* veche-event-contest.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-contest.h"

#include <glib/gi18n.h>

#include "app/veche-commit-row.h"
#include "app/veche-fold-row.h"
#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-member-picker.h"
#include "app/veche-profile-parts.h"
#include "app/veche-typed.h"
#include "model/veche-text.h"
#include "store/veche-events-voters.h"

#define MOST_PLACES 3
#define MOST_VOTERS 30
#define MOST_POINTS 1000

struct _VecheEventContest
{
  AdwBin          parent_instance;

  VecheSession   *session;   /* (owned) */
  VecheEventCard *event;     /* (unowned) (nullable) */
  gboolean        filling;

  GtkWidget      *entries, *polls, *voters;   /* boxes of groups and rows */
  VecheCommitRow *entry_row, *poll_row;
};

G_DEFINE_FINAL_TYPE (VecheEventContest, veche_event_contest, ADW_TYPE_BIN)

/*** Entries ***/

static gboolean
entry_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *uid = veche_form_get (form, "uid");

  veche_edit_set_text (edit, "event_entry", uid, "title", veche_form_get (form, "title"));
  veche_edit_set_text (edit, "event_entry", uid, "url", veche_form_get (form, "url"));
  /* Points say by themselves that somebody judged it. */
  if (g_strcmp0 (veche_form_get (form, "judged"), "judged") == 0 || veche_form_get_int (form, "score", 0) > 0)
    veche_edit_set_int (edit, "event_entry", uid, "score", veche_form_get_int (form, "score", 0));
  else
    veche_edit_set_null (edit, "event_entry", uid, "score");

  return TRUE;
}

static void
contest_edit_cb (VecheEventContest *self, GtkWidget *button)
{
  static const char *const nicks[] = { "", "judged", NULL };
  const char *titles[] = { _ ("Not yet"), _ ("Yes"), NULL };
  const char *title = g_object_get_data (G_OBJECT (button), "title"), *url = g_object_get_data (G_OBJECT (button), "url");
  int score = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "score")) - 1;
  VecheFormDialog *form;

  if (self->event == NULL)
    return;
  form = veche_form_dialog_new (GTK_WIDGET (self), self->session, _ ("Entry of the Contest"), "event", entry_build);
  veche_form_dialog_keep (form, "uid", gtk_widget_get_name (button));
  veche_form_dialog_keep (form, "subject", self->event->title);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_text (form, "title", _ ("Title"), title, TRUE);
  veche_form_dialog_add_text (form, "url", _ ("Address"), url, FALSE);
  veche_form_dialog_add_choice (form, "judged", _ ("Judged"), nicks, titles, score >= 0 ? "judged" : "");
  veche_form_dialog_add_number (form, "score", _ ("Points"), MAX (score, 0), 0, MOST_POINTS);
  veche_form_dialog_present (form);
}

static GtkWidget *
contest_editor_new (VecheEventContest *self, const VecheEntry *entry, const char *title)
{
  g_autofree char *label = g_strdup_printf (_ ("Edit “%s”"), title);
  GtkWidget *button = veche_profile_icon_button_new ("document-edit-symbolic", label);

  gtk_widget_set_name (button, entry->uid);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "title", g_strdup (entry->title), g_free);
  g_object_set_data_full (G_OBJECT (button), "url", g_strdup (entry->url), g_free);
  g_object_set_data (G_OBJECT (button), "score", GINT_TO_POINTER ((int) entry->score + 1));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (contest_edit_cb), self);

  return button;
}

static void
contest_place_cb (VecheEventContest *self, GParamSpec *pspec, GtkDropDown *drop_down)
{
  guint place = gtk_drop_down_get_selected (drop_down);
  g_autoptr (VecheEdit) edit = NULL;

  if (self->filling || self->event == NULL || place > MOST_PLACES)
    return;
  edit = veche_edit_new ("event", self->event->title);
  if (place > 0)
    veche_edit_set_int (edit, "event_entry", gtk_widget_get_name (GTK_WIDGET (drop_down)), "place", place);
  else
    veche_edit_set_null (edit, "event_entry", gtk_widget_get_name (GTK_WIDGET (drop_down)), "place");
  veche_session_edit (self->session, edit, NULL, NULL, NULL);
}

static void
contest_author_cb (VecheEventContest *self, VecheRecord *member, GtkWidget *picker)
{
  g_autoptr (VecheEdit) edit = NULL;

  if (self->event == NULL)
    return;
  edit = veche_edit_new ("event", self->event->title);
  veche_edit_set_ref (edit, "event_entry", gtk_widget_get_name (picker), "member_id", member->uid);
  veche_session_edit (self->session, edit, NULL, NULL, NULL);
}

static void
contest_remove_cb (VecheEventContest *self, GtkWidget *button)
{
  const char *table = g_object_get_data (G_OBJECT (button), "table");
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;

  if (self->event == NULL)
    return;
  edit = veche_edit_new ("event", self->event->title);
  toast = g_strdup_printf (_ ("Removed: %s"), (const char *) g_object_get_data (G_OBJECT (button), "title"));
  veche_edit_delete (edit, table, gtk_widget_get_name (button));
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

static GtkWidget *
contest_remover_new (VecheEventContest *self, const char *table, const char *uid, const char *title)
{
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), title);
  GtkWidget *button = veche_profile_icon_button_new ("list-remove-symbolic", label);

  gtk_widget_set_name (button, uid);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "table", (gpointer) table);
  g_object_set_data_full (G_OBJECT (button), "title", g_strdup (title), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (contest_remove_cb), self);

  return button;
}

static GtkWidget *
contest_entry_new (VecheEventContest *self, const VecheEntry *entry)
{
  const char *const places[] = { _ ("No place"), _ ("1st place"), _ ("2nd place"), _ ("3rd place"), NULL };
  g_autofree char *title = veche_text_clamp (entry->title, 100, FALSE);
  g_autofree char *author = entry->member_name != NULL ? veche_text_clamp (entry->member_name, 60, FALSE) : g_strdup (_ ("Nobody yet"));
  g_autofree char *points = entry->score >= 0 ? g_strdup_printf (ngettext ("%d point", "%d points", (gulong) entry->score), (int) entry->score) : NULL;
  g_autofree char *about = points != NULL ? g_strdup_printf ("%s · %s", author, points) : g_strdup (author);
  GtkWidget *row = veche_fold_row_new (self->session, title, about);
  GtkWidget *place = gtk_drop_down_new_from_strings (places), *choose = gtk_menu_button_new (), *picker = veche_member_picker_new (self->session, NULL);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (place), entry->place >= 0 && entry->place <= MOST_PLACES ? (guint) entry->place : 0);
  gtk_widget_set_name (place, entry->uid);
  gtk_widget_set_valign (place, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (place), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Place"), -1);
  g_signal_connect_swapped (place, "notify::selected", G_CALLBACK (contest_place_cb), self);
  gtk_widget_set_name (picker, entry->uid);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (choose), "avatar-default-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (choose), picker);
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (choose, _ ("Whose It Is"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choose), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Whose It Is"), -1);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (contest_author_cb), self);
  veche_fold_row_add (row, choose);
  veche_fold_row_add (row, place);
  veche_fold_row_add (row, contest_editor_new (self, entry, title));
  veche_fold_row_add (row, contest_remover_new (self, "event_entry", entry->uid, title));

  return row;
}

static void
contest_add_entry_cb (VecheEventContest *self, const char *text)
{
  const char *at = g_strstr_len (text, -1, "http");
  g_autofree char *title = at != NULL && at > text ? g_strstrip (g_strndup (text, (gsize) (at - text))) : g_strdup (text);
  g_autoptr (VecheEdit) edit = NULL;

  if (self->event == NULL || *text == '\0')
    return;
  edit = veche_edit_new ("event", self->event->title);
  veche_events_edit_add_entry (edit, self->event->uid, NULL, title, at);
  veche_session_edit (self->session, edit, NULL, veche_typed_saved_cb, veche_typed_hold (GTK_WIDGET (self->entry_row), NULL));
}

/*** Polls ***/

typedef struct { char *poll_uid, *member_uid; guint option; } Vote;

static void
vote_free (gpointer data)
{
  Vote *vote = data;

  g_free (vote->poll_uid);
  g_free (vote->member_uid);
  g_free (vote);
}

static gboolean
vote_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  const Vote *vote = input;

  return veche_events_edit_vote (db, edit, vote->poll_uid, vote->member_uid, vote->option, error);
}

static void
contest_vote_cb (VecheEventContest *self, VecheRecord *member, GtkWidget *picker)
{
  g_autofree char *name = veche_text_clamp (((VecheMember *) member)->name, 60, FALSE), *toast = g_strdup_printf (_ ("%s voted"), name);
  g_autoptr (VecheEdit) edit = veche_edit_new ("vote", name);
  Vote *vote = g_new0 (Vote, 1);

  vote->poll_uid = g_strdup (gtk_widget_get_name (picker));
  vote->member_uid = g_strdup (member->uid);
  vote->option = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (picker), "option"));
  veche_session_build_edit (self->session, edit, vote_build, vote, vote_free, toast, NULL, NULL);
}

/* "3 votes: Anna, Boris, Vera". (transfer full) */
static char *
votes_text (guint votes, GPtrArray *names)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u vote", "%u votes", votes), votes), *list = NULL;
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < names->len && i < MOST_VOTERS; i++)
    g_ptr_array_add (shown, veche_text_clamp (names->pdata[i], 60, FALSE));
  if (shown->len == 0)
    return g_steal_pointer (&count);
  if (votes > shown->len)
    g_ptr_array_add (shown, g_strdup_printf (ngettext ("%u more", "%u more", votes - shown->len), votes - shown->len));
  g_ptr_array_add (shown, NULL);
  list = g_strjoinv (", ", (char **) shown->pdata);

  /* Translators: how many votes, and whose: "3 votes: Anna, Boris, Vera" */
  return g_strdup_printf (C_ ("poll", "%s: %s"), count, list);
}

static GtkWidget *
contest_option_new (VecheEventContest *self, const VechePoll *poll, guint option)
{
  guint votes = option < poll->votes->len ? g_array_index (poll->votes, guint, option) : 0;
  g_autofree char *title = veche_text_clamp (poll->options[option], 100, FALSE);
  g_autofree char *count = votes_text (votes, poll->names->pdata[option]), *spoken = g_strdup_printf (_ ("Somebody voted for %s"), title);
  GtkWidget *row = veche_label_row_new (title, count);
  GtkWidget *add = gtk_menu_button_new (), *picker = veche_member_picker_new (self->session, NULL);

  gtk_widget_set_name (picker, poll->uid);
  g_object_set_data (G_OBJECT (picker), "option", GUINT_TO_POINTER (option));
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (contest_vote_cb), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (add), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), picker);
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (add, _ ("Who Voted for It"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), add);

  return row;
}

static GtkWidget *
contest_poll_new (VecheEventContest *self, const VechePoll *poll)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *question = veche_text_clamp (poll->question, 200, FALSE), *escaped = g_markup_escape_text (question, -1);

  adw_preferences_group_set_title (group, escaped);
  adw_preferences_group_set_header_suffix (group, contest_remover_new (self, "event_poll", poll->uid, question));
  for (guint i = 0; poll->options[i] != NULL; i++)
    adw_preferences_group_add (group, contest_option_new (self, poll, i));

  return GTK_WIDGET (group);
}

/* "Where do we meet? library / café / online". */
static void
contest_add_poll_cb (VecheEventContest *self, const char *text)
{
  const char *mark = g_strstr_len (text, -1, "?");
  g_autofree char *question = mark != NULL ? g_strstrip (g_strndup (text, (gsize) (mark + 1 - text))) : NULL;
  g_auto (GStrv) options = mark != NULL ? g_strsplit (mark + 1, "/", 20) : NULL;
  g_autoptr (VecheEdit) edit = NULL;

  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    g_strstrip (options[i]);
  veche_commit_row_set_problem (self->poll_row, *text != '\0' && (options == NULL || g_strv_length (options) < 2)
                                                ? _ ("A question and its answers: “Where do we meet? library / café”") : NULL);
  if (self->event == NULL || options == NULL || g_strv_length (options) < 2)
    return;
  edit = veche_edit_new ("event", self->event->title);
  veche_events_edit_add_poll (edit, self->event->uid, question, (const char *const *) options);
  veche_session_edit (self->session, edit, NULL, veche_typed_saved_cb, veche_typed_hold (GTK_WIDGET (self->poll_row), NULL));
}

/*** Who answered what ***/

static void
contest_voter_cb (VecheEventContest *self, GtkWidget *row)
{
  veche_session_open_member (self->session, gtk_widget_get_name (row));
}

static GtkWidget *
contest_voter_new (VecheEventContest *self, const VecheVoter *voter)
{
  g_autofree char *name = veche_text_clamp (voter->name, 100, FALSE), *answers = veche_text_clamp (voter->answers, 600, TRUE);
  GtkWidget *row = veche_label_row_new (name, answers);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (row, voter->member_uid);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (contest_voter_cb), self);

  return row;
}

/* Folded: after a big vote they are many. */
static void
contest_show_voters (VecheEventContest *self, GPtrArray *voters)
{
  GtkWidget *old = gtk_widget_get_first_child (self->voters), *all;
  gboolean open = old != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (old));
  g_autofree char *count = g_strdup_printf (ngettext ("%u person answered", "%u people answered", voters->len), voters->len);

  if (old != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->voters), old);
  gtk_widget_set_visible (self->voters, voters->len > 0);
  if (voters->len == 0)
    return;

  all = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", _ ("Who answered what"), "subtitle", count, NULL);
  for (guint i = 0; i < voters->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (all), contest_voter_new (self, voters->pdata[i]));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (all), open);
  gtk_list_box_append (GTK_LIST_BOX (self->voters), all);
}

/*** The part ***/

static void
contest_dispose (GObject *object)
{
  VECHE_EVENT_CONTEST (object)->event = NULL;
  g_clear_object (&VECHE_EVENT_CONTEST (object)->session);

  G_OBJECT_CLASS (veche_event_contest_parent_class)->dispose (object);
}

static void
veche_event_contest_class_init (VecheEventContestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = contest_dispose;
}

static VecheCommitRow *
contest_add_row (GtkWidget *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new (), *row = veche_commit_row_new_adding (title);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  gtk_box_append (GTK_BOX (box), group);

  return VECHE_COMMIT_ROW (row);
}

static void
veche_event_contest_init (VecheEventContest *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->entries = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->entries), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->entries, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entries), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Entries of the contest"), -1);
  self->polls = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->voters = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->voters), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->voters, "boxed-list");
  gtk_box_append (GTK_BOX (box), veche_label_new (_ ("Contest and polls"), "heading", NULL));
  gtk_box_append (GTK_BOX (box), self->entries);
  self->entry_row = contest_add_row (box, _ ("An entry of the contest, and its address"));
  gtk_box_append (GTK_BOX (box), self->polls);
  gtk_box_append (GTK_BOX (box), self->voters);
  self->poll_row = contest_add_row (box, _ ("A question? answer / answer"));
  g_signal_connect_swapped (self->entry_row, "committed", G_CALLBACK (contest_add_entry_cb), self);
  g_signal_connect_swapped (self->poll_row, "committed", G_CALLBACK (contest_add_poll_cb), self);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
veche_event_contest_new (VecheSession *session)
{
  VecheEventContest *self = g_object_new (VECHE_TYPE_EVENT_CONTEST, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
veche_event_contest_show (VecheEventContest *self, VecheEventCard *event, GPtrArray *entries, GPtrArray *polls, GPtrArray *voters)
{
  GtkWidget *row;

  self->event = event;
  if (event == NULL)
    return;

  veche_typed_set_of (GTK_WIDGET (self->entry_row), event->uid);
  veche_typed_set_of (GTK_WIDGET (self->poll_row), event->uid);
  self->filling = TRUE;
  while ((row = gtk_widget_get_first_child (self->entries)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->entries), row);
  veche_profile_clear (self->polls);
  for (guint i = 0; i < entries->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->entries), contest_entry_new (self, entries->pdata[i]));
  for (guint i = 0; i < polls->len; i++)
    gtk_box_append (GTK_BOX (self->polls), contest_poll_new (self, polls->pdata[i]));
  contest_show_voters (self, voters);
  gtk_widget_set_visible (self->entries, entries->len > 0);
  self->filling = FALSE;
}
