/* veche-article-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-mood.h"
#include "app/veche-article-dialog.h"
#include "app/veche-article-words.h"
#include "app/veche-ask-discard.h"
#include "app/veche-day-button.h"
#include "model/veche-text.h"
#include "store/veche-articles-table.h"

struct _VecheArticleDialog
{
  AdwWindow       parent_instance;

  VecheSession   *session;       /* (owned) */
  VecheArticle   *before;        /* (owned) (nullable): a new one */
  VecheArticle   *shown;         /* (owned) (nullable): what it began with; NULL: saved */
  gint64          candidate;
  GPtrArray      *guides;        /* (owned) (nullable) (element-type VecheToneGuide) one for all, then one for each community: of the rows of community_row */

  GtkWidget      *save;
  AdwComboRow    *kind_row, *for_row, *language_row, *community_row;
  AdwEntryRow    *title_row, *url_row, *code_row, *owner_row;
  AdwPreferencesGroup *body_group, *holding_group, *phrases_group;
  GtkTextView    *body, *holding, *phrases;
  VecheDayButton *review;
};

G_DEFINE_FINAL_TYPE (VecheArticleDialog, veche_article_dialog, ADW_TYPE_WINDOW)

static const char *const languages[] = { NULL, "ru", "en" };

/* (transfer full) */
static char *
view_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
view_set_text (GtkTextView *view, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text != NULL ? text : "", -1);
}

static const char *
row_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static VecheArticleKind
article_dialog_kind (VecheArticleDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);

  return selected < VECHE_N_ARTICLE_KINDS ? selected : VECHE_ARTICLE_FAQ;
}

/* Until the communities are there, the article's own one stays. */
static void
article_dialog_read_community (VecheArticleDialog *self, VecheArticle *article)
{
  guint selected = adw_combo_row_get_selected (self->community_row);

  if (self->guides == NULL || selected >= self->guides->len)
    return;
  veche_article_set (&article->community_uid, ((VecheToneGuide *) self->guides->pdata[selected])->community_uid);
  veche_article_set (&article->community, ((VecheToneGuide *) self->guides->pdata[selected])->community);
}

/* What would be saved. (transfer full) */
static VecheArticle *
article_dialog_read (VecheArticleDialog *self)
{
  VecheArticle *article = veche_article_copy (self->shown);
  VecheArticleKind kind = article_dialog_kind (self);
  g_autofree char *body = view_text (self->body), *holding = view_text (self->holding), *phrases = view_text (self->phrases);
  g_auto (GStrv) lines = g_strsplit (phrases, "\n", -1);
  guint message_kind = adw_combo_row_get_selected (self->for_row);

  article->kind = kind;
  g_free (article->title);
  article->title = g_strstrip (g_strdup (row_text (self->title_row)));
  g_free (article->body);
  article->body = g_strstrip (g_steal_pointer (&body));
  veche_article_set (&article->holding, kind == VECHE_ARTICLE_SENSITIVE ? holding : NULL);
  veche_article_set (&article->url, row_text (self->url_row));
  veche_article_set (&article->owner, row_text (self->owner_row));
  veche_article_set (&article->review, veche_day_button_get_day (self->review));
  veche_article_set (&article->language, languages[MIN (adw_combo_row_get_selected (self->language_row), G_N_ELEMENTS (languages) - 1)]);
  veche_article_set (&article->message_kind, kind == VECHE_ARTICLE_PLAYBOOK && message_kind > 0 && message_kind <= VECHE_N_MESSAGE_KINDS
                                               ? veche_message_kind_nick (message_kind - 1) : NULL);
  article_dialog_read_community (self, article);
  g_free (article->code);
  article->code = veche_article_code (row_text (self->code_row));
  g_ptr_array_set_size (article->phrases, 0);
  for (guint i = 0; lines[i] != NULL; i++)
    veche_article_add_phrase (article, lines[i]);

  return article;
}

/* All of it in one string: equal strings mean that nothing was touched. */
static char *
fingerprint (const VecheArticle *article)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%d\1%s\1%s\1%s\1%s\1%s\1%s\1%s\1%s\1%s\1%s", (int) article->kind, article->title, article->body,
                          article->holding != NULL ? article->holding : "", article->url != NULL ? article->url : "",
                          article->owner != NULL ? article->owner : "", article->review != NULL ? article->review : "",
                          article->language != NULL ? article->language : "", article->code != NULL ? article->code : "",
                          article->message_kind != NULL ? article->message_kind : "", article->community_uid != NULL ? article->community_uid : "");
  for (guint i = 0; i < article->phrases->len; i++)
    g_string_append_printf (text, "\1%s", (char *) article->phrases->pdata[i]);

  return g_strdup (text->str);
}

static void
row_set_valid (AdwEntryRow *row, gboolean valid)
{
  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
}

static void
article_dialog_validate (VecheArticleDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (row_text (self->title_row))), *code = veche_article_code (row_text (self->code_row));
  g_autofree char *url = g_strstrip (g_strdup (row_text (self->url_row)));
  gboolean code_ok = code != NULL || *row_text (self->code_row) == '\0', url_ok = article_dialog_kind (self) != VECHE_ARTICLE_LINK || *url != '\0';

  row_set_valid (self->code_row, code_ok);
  gtk_widget_set_sensitive (self->save, *title != '\0' && code_ok && url_ok);
}

/* What the fields are called depends on the kind. */
static void
article_dialog_kind_cb (VecheArticleDialog *self)
{
  VecheArticleKind kind = article_dialog_kind (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title_row), veche_article_title_label (kind));
  adw_preferences_group_set_title (self->body_group, veche_article_body_label (kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->body), GTK_ACCESSIBLE_PROPERTY_LABEL, veche_article_body_label (kind), -1);
  adw_preferences_group_set_description (self->body_group,
                                         kind == VECHE_ARTICLE_TEMPLATE ? _ ("{name}, {platform}, {event}, {date}, {time}, {link}, {community}, {moderator} are filled in") : NULL);
  adw_preferences_group_set_title (self->phrases_group, veche_article_phrases_label (kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->phrases), GTK_ACCESSIBLE_PROPERTY_LABEL, veche_article_phrases_label (kind), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->holding_group), kind == VECHE_ARTICLE_SENSITIVE);
  gtk_widget_set_visible (GTK_WIDGET (self->url_row), kind == VECHE_ARTICLE_LINK || kind == VECHE_ARTICLE_FAQ);
  gtk_widget_set_visible (GTK_WIDGET (self->for_row), kind == VECHE_ARTICLE_PLAYBOOK);
  article_dialog_validate (self);
}

static void
article_dialog_saved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheArticleDialog) self = VECHE_ARTICLE_DIALOG (user_data);

  /* On an error nothing typed is lost: the dialog stays. */
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!ok)
    return;
  g_clear_pointer (&self->shown, veche_article_unref);
  gtk_window_destroy (GTK_WINDOW (self));
}

typedef struct { VecheArticle *before, *after; gint64 candidate; } Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_pointer (&saving->before, veche_article_unref);
  veche_article_unref (saving->after);
  g_free (saving);
}

static gboolean
build_save (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Saving *saving = input;

  if (!veche_articles_check (db, saving->after, error))
    return FALSE;
  veche_articles_edit_save (edit, saving->before, saving->after);

  return saving->candidate == 0 || veche_candidates_edit_settle (db, edit, saving->candidate, error);
}

static void
article_dialog_save_cb (VecheArticleDialog *self)
{
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;
  Saving *saving;

  if (!gtk_widget_is_sensitive (self->save))
    return;
  saving = g_new0 (Saving, 1);
  saving->before = self->before != NULL ? veche_article_ref (self->before) : NULL;
  saving->after = article_dialog_read (self);
  saving->candidate = self->candidate;
  edit = veche_edit_new ("article", saving->after->title);
  toast = g_strdup_printf (self->before != NULL ? _ ("Saved: %s") : _ ("In the knowledge base: %s"), saving->after->title);
  /* What is typed now would be lost when it is saved. */
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  veche_session_build_edit (self->session, edit, build_save, saving, saving_free, toast, article_dialog_saved_cb, g_object_ref (self));
}

static void
article_dialog_save_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  article_dialog_save_cb (user_data);
}

static void
article_dialog_cancel_cb (VecheArticleDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
article_dialog_discard_cb (AdwMessageDialog *ask, const char *response, VecheArticleDialog *self)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (response, "save"))
    article_dialog_save_cb (self);
}

static gboolean
veche_article_dialog_close_request (GtkWindow *window)
{
  VecheArticleDialog *self = VECHE_ARTICLE_DIALOG (window);
  g_autoptr (VecheArticle) now = self->shown != NULL ? article_dialog_read (self) : NULL;
  g_autofree char *said = now != NULL ? fingerprint (now) : NULL, *began = now != NULL ? fingerprint (self->shown) : NULL;
  GtkWidget *ask;

  if (g_strcmp0 (said, began) == 0)
    return GTK_WINDOW_CLASS (veche_article_dialog_parent_class)->close_request (window);
  ask = veche_ask_discard_new (window, _ ("What you typed about this article is not saved yet."), gtk_widget_is_sensitive (self->save));
  g_signal_connect_object (ask, "response", G_CALLBACK (article_dialog_discard_cb), self, 0);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
}

static void
veche_article_dialog_dispose (GObject *object)
{
  VecheArticleDialog *self = VECHE_ARTICLE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->before, veche_article_unref);
  g_clear_pointer (&self->shown, veche_article_unref);
  g_clear_pointer (&self->guides, g_ptr_array_unref);
  G_OBJECT_CLASS (veche_article_dialog_parent_class)->dispose (object);
}

static void
veche_article_dialog_class_init (VecheArticleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_article_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = veche_article_dialog_close_request;
  g_type_ensure (VECHE_TYPE_DAY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-article-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, save);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, for_row);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, community_row);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, url_row);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, owner_row);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, body_group);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, holding_group);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, phrases_group);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, body);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, holding);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, phrases);
  gtk_widget_class_bind_template_child (widget_class, VecheArticleDialog, review);
  gtk_widget_class_bind_template_callback (widget_class, article_dialog_cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, article_dialog_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, article_dialog_validate);
  gtk_widget_class_bind_template_callback (widget_class, article_dialog_kind_cb);
}

static void
veche_article_dialog_init (VecheArticleDialog *self)
{
  static const GActionEntry entries[] = { { .name = "save", .activate = article_dialog_save_action } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL), tongues = gtk_string_list_new (NULL), messages = gtk_string_list_new (NULL);

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "article", G_ACTION_GROUP (actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->title_row), FALSE);
  veche_day_button_set_optional (self->review, TRUE);
  for (guint i = 0; i < VECHE_N_ARTICLE_KINDS; i++)
    gtk_string_list_append (kinds, veche_article_kind_title (i));
  gtk_string_list_append (tongues, C_ ("language", "Any"));
  gtk_string_list_append (tongues, C_ ("language", "Russian"));
  gtk_string_list_append (tongues, C_ ("language", "English"));
  gtk_string_list_append (messages, C_ ("message", "Any"));
  for (guint i = 0; i < VECHE_N_MESSAGE_KINDS; i++)
    gtk_string_list_append (messages, veche_message_kind_title (i));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kinds));
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (tongues));
  adw_combo_row_set_model (self->for_row, G_LIST_MODEL (messages));
}

static void
article_dialog_show (VecheArticleDialog *self, const VecheArticle *article)
{
  g_autoptr (GString) phrases = g_string_new (NULL);
  VecheMessageKind kind;

  for (guint i = 0; i < article->phrases->len; i++)
    g_string_append_printf (phrases, "%s%s", i > 0 ? "\n" : "", (char *) article->phrases->pdata[i]);
  adw_combo_row_set_selected (self->kind_row, article->kind);
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), article->title);
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), article->url != NULL ? article->url : "");
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), article->code != NULL ? article->code : "");
  gtk_editable_set_text (GTK_EDITABLE (self->owner_row), article->owner != NULL ? article->owner : "");
  view_set_text (self->body, article->body);
  view_set_text (self->holding, article->holding);
  view_set_text (self->phrases, phrases->str);
  veche_day_button_set_day (self->review, article->review);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_strcmp0 (languages[i], article->language) == 0)
      adw_combo_row_set_selected (self->language_row, i);
  if (article->message_kind != NULL && veche_message_kind_parse (article->message_kind, &kind))
    adw_combo_row_set_selected (self->for_row, kind + 1);
  article_dialog_kind_cb (self);
}

/*** Communities ***/

static gpointer
communities_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_tone_list_all (db, error);
}

static void
communities_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheArticleDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *guides = veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  if (guides == NULL || self->shown == NULL || self->session == NULL)
    {
      g_clear_pointer (&guides, g_ptr_array_unref);
      return;
    }
  for (guint i = 0; i < guides->len; i++)
    {
      VecheToneGuide *guide = guides->pdata[i];
      g_autofree char *name = guide->community != NULL ? veche_text_clamp (guide->community, 80, FALSE) : g_strdup (C_ ("community", "Any"));

      gtk_string_list_append (names, name);
      if (g_strcmp0 (guide->community_uid, self->shown->community_uid) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->community_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->community_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->community_row), guides->len > 1);
  self->guides = guides;
}

void
veche_article_dialog_present (GtkWidget *parent, VecheSession *session, VecheArticle *before, VecheArticle *draft, gint64 candidate)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  VecheArticleDialog *self = g_object_new (VECHE_TYPE_ARTICLE_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  g_autoptr (VecheArticle) empty = veche_article_new (VECHE_ARTICLE_FAQ, NULL, NULL);

  self->session = g_object_ref (session);
  self->before = before != NULL ? veche_article_ref (before) : NULL;
  self->candidate = candidate;
  self->shown = veche_article_copy (before != NULL ? before : draft != NULL ? draft : empty);
  if (before == NULL)
    gtk_window_set_title (GTK_WINDOW (self), _ ("New Article"));
  article_dialog_show (self, self->shown);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, communities_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                         communities_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (before != NULL || candidate != 0 ? GTK_WIDGET (self->body) : GTK_WIDGET (self->title_row)));
}

typedef struct { GtkWidget *parent; VecheSession *session; } Opening;   /* both owned */

static gpointer
article_open_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_articles_find (db, input, error);
}

static void
article_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheArticle) article = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (article != NULL && gtk_widget_get_root (opening->parent) != NULL)
    veche_article_dialog_present (opening->parent, opening->session, article, NULL, 0);
  else if (article == NULL)
    veche_session_show_error (opening->session, error);
  g_object_unref (opening->parent);
  g_object_unref (opening->session);
  g_free (opening);
}

void
veche_article_dialog_open (GtkWidget *parent, VecheSession *session, const char *uid)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->parent = g_object_ref (parent);
  opening->session = g_object_ref (session);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, article_open_job, g_strdup (uid), g_free,
                         (GDestroyNotify) veche_article_unref, NULL, article_opened_cb, opening);
}
