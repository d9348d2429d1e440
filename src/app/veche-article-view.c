/* veche-article-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-article-dialog.h"
#include "app/veche-article-view.h"
#include "app/veche-article-words.h"
#include "app/veche-badge.h"
#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "model/veche-text.h"

#define MOST_REVISIONS 50
#define MOST_TEXT      20000
#define MOST_EXAMPLES  10

struct _VecheArticleView
{
  AdwBin          parent_instance;

  VecheSession   *session;      /* (owned) (nullable) */
  VecheArticle   *article;      /* (owned) (nullable) */
  VecheCandidate *candidate;    /* (owned) (nullable) */
  GCancellable   *cancellable;  /* (owned) (nullable): of what is being read for it */

  GtkWidget      *header, *back, *edit, *more, *box, *below;
};

G_DEFINE_FINAL_TYPE (VecheArticleView, veche_article_view, ADW_TYPE_BIN)

enum { SIGNAL_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static GtkWidget *
add (GtkWidget *box, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (box), child);

  return child;
}

static void
add_heading (GtkWidget *box, const char *text)
{
  gtk_widget_set_margin_top (add (box, veche_label_new (text, "heading", NULL)), 12);
}

/* As it was typed, line breaks and all; may be selected. */
static GtkWidget *
text_new (const char *text, const char *css)
{
  g_autofree char *shown = veche_text_clamp (text, MOST_TEXT, TRUE);
  GtkWidget *label = veche_label_new_wrapped (shown, css, NULL);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* Tab would stop here with everything marked. */
  gtk_widget_set_can_focus (label, FALSE);

  return label;
}

/*** Actions ***/

void
veche_article_archive (VecheSession *session, VecheArticle *article)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("article", article->title);
  g_autofree char *toast = g_strdup_printf (article->archived ? _ ("Out of the archive: %s") : _ ("In the archive: %s"), article->title);

  veche_edit_set_int (edit, "article", article->uid, "archived", !article->archived);
  veche_session_edit (session, edit, toast, NULL, NULL);
}

void
veche_article_remove (VecheSession *session, VecheArticle *article)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("article", article->title);
  g_autofree char *toast = g_strdup_printf (_ ("Removed: %s"), article->title);

  veche_edit_delete (edit, "article", article->uid);
  veche_session_edit (session, edit, toast, NULL, NULL);
}

static void
article_view_edit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheArticleView *self = user_data;

  if (self->session != NULL && self->article != NULL)
    veche_article_dialog_present (GTK_WIDGET (self), self->session, self->article, NULL, 0);
}

static void
article_view_copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheArticleView *self = user_data;
  const char *url = self->article != NULL ? self->article->url : NULL;
  g_autofree char *text = NULL;

  if (self->article == NULL)
    return;
  text = url != NULL && *self->article->body != '\0' ? g_strdup_printf ("%s\n%s", self->article->body, url)
                                                     : g_strdup (url != NULL ? url : self->article->body);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  veche_session_toast (self->session, _ ("Copied"));
}

static void
article_view_archive (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheArticleView *self = user_data;

  if (self->session != NULL && self->article != NULL)
    veche_article_archive (self->session, self->article);
}

static void
article_view_remove (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheArticleView *self = user_data;

  if (self->session != NULL && self->article != NULL)
    veche_article_remove (self->session, self->article);
}

static void
article_view_back_cb (VecheArticleView *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

/*** Earlier wordings ***/

static void
revision_use_cb (GtkButton *button, VecheArticleView *self)
{
  const char *title = g_object_get_data (G_OBJECT (button), "title"), *body = g_object_get_data (G_OBJECT (button), "body");
  g_autoptr (VecheEdit) edit = NULL;

  if (self->session == NULL || self->article == NULL)
    return;
  edit = veche_edit_new ("article", self->article->title);
  veche_edit_set_text (edit, "article", self->article->uid, "title", title);
  veche_edit_set_text (edit, "article", self->article->uid, "body", body);
  veche_session_edit (self->session, edit, _ ("The earlier wording is back"), NULL, NULL);
}

static GtkWidget *
revision_row_new (VecheArticleView *self, const VecheArticleRevision *revision)
{
  GtkWidget *row = adw_expander_row_new (), *use = gtk_button_new_with_label (_ ("Use Again")), *holder = adw_bin_new (), *text;
  g_autofree char *when = veche_time_long (revision->until), *actor = veche_words_clean (revision->actor, 60, FALSE);
  g_autofree char *title = g_strdup_printf (_ ("Until %s"), when), *spoken = g_strdup_printf (_ ("Use again the wording until %s"), when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), actor);
  gtk_widget_set_valign (use, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (use, "veche-row-button");
  veche_label_speak (use, spoken);
  g_object_set_data_full (G_OBJECT (use), "title", g_strdup (revision->title), g_free);
  g_object_set_data_full (G_OBJECT (use), "body", g_strdup (revision->body), g_free);
  g_signal_connect_object (use, "clicked", G_CALLBACK (revision_use_cb), self, 0);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), use);
  text = text_new (revision->body, NULL);
  gtk_widget_set_margin_start (text, 12);
  gtk_widget_set_margin_end (text, 12);
  gtk_widget_set_margin_top (text, 9);
  gtk_widget_set_margin_bottom (text, 9);
  adw_bin_set_child (ADW_BIN (holder), text);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), holder);

  return row;
}

static gpointer
read_revisions (VecheDb *db, gpointer input, GError **error)
{
  return veche_articles_list_revisions (db, input, MOST_REVISIONS, error);
}

static void
revisions_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheArticleView) self = user_data;
  g_autoptr (GPtrArray) revisions = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  GtkWidget *list;

  if (revisions == NULL || revisions->len == 0 || self->session == NULL)
    return;
  add_heading (self->below, _ ("Earlier wordings"));
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < revisions->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), revision_row_new (self, revisions->pdata[i]));
  add (self->below, list);
}

/*** A question that comes again ***/

static gpointer
read_examples (VecheDb *db, gpointer input, GError **error)
{
  return veche_candidates_list_examples (db, input, error);
}

static void
examples_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheArticleView) self = user_data;
  g_autoptr (GPtrArray) asked = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (asked == NULL || asked->len == 0 || self->session == NULL)
    return;
  add_heading (self->below, _ ("How it was asked"));
  for (guint i = 0; i < asked->len && i < MOST_EXAMPLES; i++)
    {
      VecheAsked *one = asked->pdata[i];
      g_autofree char *when = veche_time_short (one->at), *said = veche_words_clean (one->text, 400, FALSE);
      GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

      gtk_widget_add_css_class (card, "veche-bubble");
      add (card, veche_label_new_wrapped (said, NULL, NULL));
      add (card, veche_label_new (when, "veche-caption", "veche-second"));
      add (self->below, card);
    }
}

static VecheCandidate *
candidate_copy (const VecheCandidate *candidate)
{
  VecheCandidate *copy = g_new0 (VecheCandidate, 1);

  *copy = *candidate;
  copy->question = g_strdup (candidate->question);
  copy->examples = g_array_copy (candidate->examples);

  return copy;
}

static void
candidate_free (gpointer candidate)
{
  veche_candidate_free (candidate);
}

static void
candidate_make_cb (VecheArticleView *self)
{
  g_autoptr (VecheArticle) draft = NULL;

  if (self->session == NULL || self->candidate == NULL)
    return;
  draft = veche_article_new (VECHE_ARTICLE_FAQ, self->candidate->question, NULL);
  veche_article_dialog_present (GTK_WIDGET (self), self->session, NULL, draft, self->candidate->id);
}

static gboolean
build_refusal (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  VecheCandidate *candidate = input;

  veche_candidates_edit_refuse (edit, candidate->question);

  return veche_candidates_edit_settle (db, edit, candidate->id, error);
}

static void
candidate_refuse_cb (VecheArticleView *self)
{
  g_autoptr (VecheEdit) edit = NULL;

  if (self->session == NULL || self->candidate == NULL)
    return;
  edit = veche_edit_new ("candidate", NULL);
  veche_session_build_edit (self->session, edit, build_refusal, candidate_copy (self->candidate), candidate_free, _ ("It will not be proposed again"),
                            NULL, NULL);
}

/*** Showing ***/

static void
article_view_begin (VecheArticleView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  clear_box (self->box);
  self->below = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
}

/* "to be looked at again on 1 December"; NULL: no day was set. (transfer full) (nullable) */
static char *
review_words (const VecheArticle *article)
{
  gint64 at = article->review != NULL ? veche_time_of_day (article->review) : 0;
  g_autoptr (GDateTime) then = at != 0 ? g_date_time_new_from_unix_local (at / G_USEC_PER_SEC) : NULL;
  g_autofree char *day = then != NULL ? g_date_time_format (then, _ ("%-d %B")) : NULL;

  /* Translators: of an article; %s is a day, "1 December" */
  return day != NULL ? g_strdup_printf (_ ("to be looked at again on %s"), day) : NULL;
}

static void
article_view_add_meta (VecheArticleView *self, const VecheArticle *article)
{
  g_autofree char *use = veche_article_use_words (article), *code = article->code != NULL ? g_strconcat ("/", article->code, NULL) : NULL;
  g_autofree char *owner = article->owner != NULL ? g_strdup_printf (_ ("kept by %s"), article->owner) : NULL;
  g_autofree char *review = article->archived ? NULL : review_words (article);
  const char *parts[] = { use, code, owner, article->community, review };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", parts[i]);
  if (line->len > 0)
    add (self->box, veche_label_new_wrapped (line->str, "veche-small", "veche-second"));
}

static void
article_view_add_badges (VecheArticleView *self, const VecheArticle *article)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *badge = add (row, veche_badge_new ());
  gboolean due = veche_article_is_due_today (article);

  if (article->archived)
    veche_badge_set (VECHE_BADGE (badge), veche_article_kind_icon (article->kind), _ ("In the archive"), VECHE_INK_FG);
  else if (due)
    veche_badge_set (VECHE_BADGE (badge), "veche-clock-symbolic", _ ("Look whether it still holds"), VECHE_INK_WARN);
  else
    veche_badge_set (VECHE_BADGE (badge), veche_article_kind_icon (article->kind), veche_article_kind_title (article->kind), VECHE_INK_FG);
  add (self->box, row);
}

static void
article_view_add_link (VecheArticleView *self, const VecheArticle *article)
{
  g_autofree char *words = veche_article_link_words (article);

  if (words != NULL)
    add (self->box, veche_label_new_wrapped (words, "veche-caption", article->link == VECHE_LINK_GOOD ? "veche-second" : "veche-warn-ink"));
}

static void
article_view_add_phrases (VecheArticleView *self, const VecheArticle *article)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  if (article->phrases->len == 0)
    return;
  for (guint i = 0; i < article->phrases->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", (char *) article->phrases->pdata[i]);
  add_heading (self->box, article->kind == VECHE_ARTICLE_SENSITIVE ? _ ("Words that touch it") : _ ("In other words"));
  add (self->box, text_new (lines->str, "veche-second"));
}

void
veche_article_view_show_article (VecheArticleView *self, VecheArticle *article)
{
  g_autoptr (VecheArticle) before = NULL;

  g_return_if_fail (VECHE_IS_ARTICLE_VIEW (self));

  before = g_steal_pointer (&self->article);
  g_clear_pointer (&self->candidate, veche_candidate_free);
  self->article = article != NULL ? veche_article_ref (article) : NULL;
  gtk_widget_set_visible (self->edit, article != NULL);
  gtk_widget_set_visible (self->more, article != NULL);
  article_view_begin (self);
  add (self->box, self->below);
  if (article == NULL)
    return;

  gtk_box_remove (GTK_BOX (self->box), g_object_ref (self->below));
  article_view_add_badges (self, article);
  add (self->box, veche_label_new_wrapped (article->title, "title-2", NULL));
  article_view_add_meta (self, article);
  if (article->url != NULL)
    add (self->box, text_new (article->url, "veche-small"));
  article_view_add_link (self, article);
  gtk_widget_set_margin_top (add (self->box, text_new (*article->body != '\0' ? article->body : "—", NULL)), 9);
  if (article->holding != NULL)
    {
      add_heading (self->box, _ ("Until there is an answer"));
      add (self->box, text_new (article->holding, NULL));
    }
  article_view_add_phrases (self, article);
  add (self->box, self->below);
  g_object_unref (self->below);
  if (self->session != NULL)
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, read_revisions, g_strdup (article->uid), g_free,
                           (GDestroyNotify) g_ptr_array_unref, self->cancellable, revisions_read_cb, g_object_ref (self));
}

void
veche_article_view_show_candidate (VecheArticleView *self, const VecheCandidate *candidate)
{
  g_autofree char *times = g_strdup_printf (ngettext ("asked %u time", "asked %u times", candidate->questions), candidate->questions);
  g_autofree char *people = g_strdup_printf (ngettext ("by %u person", "by %u people", candidate->people), candidate->people);
  /* Translators: "asked 7 times", "by 5 people" */
  g_autofree char *words = g_strdup_printf (_ ("%s %s in a year, and there is no article"), times, people);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *make = gtk_button_new_with_label (_ ("Make an Article"));
  GtkWidget *refuse = gtk_button_new_with_label (_ ("Not This One"));

  g_return_if_fail (VECHE_IS_ARTICLE_VIEW (self));

  g_clear_pointer (&self->article, veche_article_unref);
  g_clear_pointer (&self->candidate, veche_candidate_free);
  self->candidate = candidate_copy (candidate);
  gtk_widget_set_visible (self->edit, FALSE);
  gtk_widget_set_visible (self->more, FALSE);
  article_view_begin (self);
  add (self->box, veche_label_new_wrapped (candidate->question, "title-2", NULL));
  add (self->box, veche_label_new_wrapped (words, "veche-small", "veche-second"));
  gtk_widget_add_css_class (make, "suggested-action");
  g_signal_connect_object (make, "clicked", G_CALLBACK (candidate_make_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (refuse, "clicked", G_CALLBACK (candidate_refuse_cb), self, G_CONNECT_SWAPPED);
  add (buttons, make);
  add (buttons, refuse);
  gtk_widget_set_margin_top (add (self->box, buttons), 9);
  add (self->box, self->below);
  if (self->session != NULL)
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, read_examples, candidate_copy (candidate), candidate_free,
                           (GDestroyNotify) g_ptr_array_unref, self->cancellable, examples_read_cb, g_object_ref (self));
}

/*** The widget ***/

static GtkWidget *
header_button (VecheArticleView *self, const char *icon, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return button;
}

static void
article_view_make_header (VecheArticleView *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  self->header = adw_header_bar_new ();
  gtk_widget_add_css_class (self->header, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), adw_window_title_new ("", ""));
  self->back = header_button (self, "go-previous-symbolic", _ ("Back to the List"));
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (article_view_back_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->back, FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->back);
  self->more = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->more), "view-more-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More"), -1);
  gtk_widget_set_tooltip_text (self->more, _ ("More"));
  g_menu_append (menu, _ ("_Copy"), "view.copy");
  g_menu_append (menu, _ ("In or Out of the _Archive"), "view.archive");
  g_menu_append (menu, _ ("_Remove"), "view.remove");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->more), G_MENU_MODEL (menu));
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), self->more);
  self->edit = header_button (self, "document-edit-symbolic", _ ("Edit"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->edit), "view.edit");
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), self->edit);
}

static void
veche_article_view_dispose (GObject *object)
{
  VecheArticleView *self = VECHE_ARTICLE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->article, veche_article_unref);
  g_clear_pointer (&self->candidate, veche_candidate_free);
  G_OBJECT_CLASS (veche_article_view_parent_class)->dispose (object);
}

static void
veche_article_view_class_init (VecheArticleViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_article_view_dispose;
  signals[SIGNAL_BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_article_view_init (VecheArticleView *self)
{
  static const GActionEntry entries[] = {
    { .name = "edit", .activate = article_view_edit },
    { .name = "copy", .activate = article_view_copy },
    { .name = "archive", .activate = article_view_archive },
    { .name = "remove", .activate = article_view_remove },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroll = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "view", G_ACTION_GROUP (actions));
  article_view_make_header (self);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_start (self->box, 24);
  gtk_widget_set_margin_end (self->box, 24);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_widget_set_margin_bottom (self->box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), clamp);
  gtk_widget_set_vexpand (scroll, TRUE);
  add (whole, self->header);
  add (whole, scroll);
  adw_bin_set_child (ADW_BIN (self), whole);
  veche_article_view_show_article (self, NULL);
}

void
veche_article_view_set_session (VecheArticleView *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_ARTICLE_VIEW (self));

  if (session == NULL)
    g_cancellable_cancel (self->cancellable);
  g_set_object (&self->session, session);
}

void
veche_article_view_set_folded (VecheArticleView *self, gboolean folded)
{
  g_return_if_fail (VECHE_IS_ARTICLE_VIEW (self));

  gtk_widget_set_visible (self->back, folded);
}
