/* veche-composer-articles.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-composer-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/veche-words.h"
#include "app/veche-knowledge-desk.h"
#include "store/veche-composing-table.h"
#include "store/veche-template-values.h"

/* Articles of the knowledge base in an answer: put in with their variables filled, each once, and counted as used when the answer leaves with them. */

#define STAYS      0.4   /* of the words that were put in: with fewer left it is no longer that article */
#define LONG_BODY  40    /* characters: so much of an article, word by word, is its use even if it came by the clipboard */

/* What was put into the answer to one message. */
typedef struct { char *uid, *text; } Used;

static void
used_free (gpointer data)
{
  Used *used = data;

  g_free (used->uid);
  g_free (used->text);
  g_free (used);
}

/* (transfer full) (element-type utf8): of two letters and more, folded */
static GHashTable *
words_of (const char *text)
{
  g_autoptr (GArray) split = veche_words_split (text, G_MAXUINT);
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < split->len; i++)
    if (g_utf8_strlen (veche_words_at (split, i)->word, -1) > 1)
      g_hash_table_add (words, g_strdup (veche_words_at (split, i)->word));

  return words;
}

/* Is it still there, edited or not? */
static gboolean
stays (const char *inserted, GHashTable *text_words)
{
  g_autoptr (GHashTable) words = words_of (inserted);
  GHashTableIter iter;
  guint there = 0;
  gpointer word;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    there += g_hash_table_contains (text_words, word);

  return there > 0 && there >= STAYS * g_hash_table_size (words);
}

static GPtrArray *
composer_used (VecheComposer *self)
{
  return g_hash_table_lookup (self->used, &self->interaction_id);
}

/* inserted (nullable): these very words of it; a sensitive topic has two kinds. */
static gboolean
composer_has (VecheComposer *self, const char *uid, const char *inserted)
{
  g_autofree char *text = NULL;
  g_autoptr (GHashTable) words = NULL;
  GPtrArray *used = composer_used (self);

  if (used == NULL)
    return FALSE;
  text = veche_composer_dup_text (self);
  words = words_of (text);
  for (guint i = 0; i < used->len; i++)
    {
      Used *one = used->pdata[i];

      if (g_strcmp0 (one->uid, uid) == 0 && (inserted == NULL || g_str_equal (one->text, inserted)) && stays (one->text, words))
        return TRUE;
    }

  return FALSE;
}

gboolean
veche_composer_has_article (VecheComposer *self, const char *uid)
{
  g_return_val_if_fail (VECHE_IS_COMPOSER (self), FALSE);

  return composer_has (self, uid, NULL);
}

typedef struct { char *text; GPtrArray *used; guint generation; } Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_free (finding->text);
  g_ptr_array_unref (finding->used);
  g_free (finding);
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Finding *finding = data;
  g_autoptr (GHashTable) words = words_of (finding->text);
  GHashTable *there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < finding->used->len; i++)
    {
      Used *one = finding->used->pdata[i];

      if (stays (one->text, words))
        g_hash_table_add (there, g_strdup (one->uid));
    }
  g_task_return_pointer (task, there, (GDestroyNotify) g_hash_table_unref);
}

void
veche_composer_find_articles_async (VecheComposer *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GPtrArray *used = composer_used (self);
  Finding *finding = g_new0 (Finding, 1);

  finding->text = veche_composer_dup_text (self);
  finding->generation = self->generation;
  finding->used = g_ptr_array_new_with_free_func (used_free);
  for (guint i = 0; used != NULL && i < used->len; i++)
    {
      Used *one = g_new0 (Used, 1);

      one->uid = g_strdup (((Used *) used->pdata[i])->uid);
      one->text = g_strdup (((Used *) used->pdata[i])->text);
      g_ptr_array_add (finding->used, one);
    }
  g_task_set_source_tag (task, veche_composer_find_articles_async);
  g_task_set_task_data (task, finding, finding_free);
  g_task_run_in_thread (task, find_thread);
}

GHashTable *
veche_composer_find_articles_finish (VecheComposer *self, GAsyncResult *result)
{
  const Finding *finding = g_task_get_task_data (G_TASK (result));
  g_autoptr (GHashTable) there = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *text = veche_composer_dup_text (self);

  return finding->generation == self->generation && g_str_equal (finding->text, text) ? g_steal_pointer (&there) : NULL;
}

static void
composer_remember (VecheComposer *self, const char *uid, const char *text)
{
  GPtrArray *used = composer_used (self);
  Used *one = g_new0 (Used, 1);

  if (used == NULL)
    {
      used = g_ptr_array_new_with_free_func (used_free);
      g_hash_table_insert (self->used, g_memdup2 (&self->interaction_id, sizeof self->interaction_id), used);
    }
  for (guint i = used->len; i-- > 0;)
    if (g_strcmp0 (((Used *) used->pdata[i])->uid, uid) == 0 && g_str_equal (((Used *) used->pdata[i])->text, text))
      g_ptr_array_remove_index (used, i);
  one->uid = g_strdup (uid);
  one->text = g_strdup (text);
  g_ptr_array_add (used, one);
}

/* A long text that stands in the answer as the article has it. */
static gboolean
is_quoted_whole (const VecheArticle *article, const char *text)
{
  g_autofree char *body = g_strstrip (g_strdup (article->body));

  return g_utf8_strlen (body, -1) >= LONG_BODY && strstr (text, body) != NULL;
}

void
veche_composer_record (VecheComposer *self, VecheEdit *edit, const char *text)
{
  g_autoptr (GHashTable) words = words_of (text), recorded = g_hash_table_new (g_str_hash, g_str_equal);
  VecheKnowledgeBase *base;
  GPtrArray *used;

  g_return_if_fail (VECHE_IS_COMPOSER (self));

  used = composer_used (self);
  base = self->session != NULL ? veche_knowledge_desk_peek (veche_knowledge_desk_get (self->session)) : NULL;
  for (guint i = 0; base != NULL && i < base->articles->len; i++)
    {
      VecheArticle *article = base->articles->pdata[i];
      gboolean there = is_quoted_whole (article, text);

      for (guint k = 0; !there && used != NULL && k < used->len; k++)
        there = g_strcmp0 (((Used *) used->pdata[k])->uid, article->uid) == 0 && stays (((Used *) used->pdata[k])->text, words);
      if (there && g_hash_table_add (recorded, article->uid))
        veche_articles_edit_use (edit, article->uid, self->question != NULL ? self->question->uid : NULL,
                                 self->question != NULL ? self->question->text : NULL);
    }
}

/*** What is put in ***/

/* (transfer full) */
static char *
article_words (const VecheArticle *article)
{
  const char *body = article->body != NULL ? article->body : "";

  if (article->kind == VECHE_ARTICLE_LINK && article->url != NULL)
    return g_strdup_printf ("%s: %s", article->title, article->url);
  if (article->kind == VECHE_ARTICLE_GLOSSARY)
    return g_strdup_printf ("%s — %s", article->title, body);
  if (article->url != NULL && strstr (body, article->url) == NULL)
    return *body != '\0' ? g_strdup_printf ("%s\n%s", body, article->url) : g_strdup (article->url);

  return g_strdup (body);
}

/* Does a line of its own become it, or does it stand in the middle of a sentence? */
static gboolean
stands_alone (const VecheArticle *article)
{
  return article->kind != VECHE_ARTICLE_LINK && article->kind != VECHE_ARTICLE_GLOSSARY;
}

/* What parts it from that which stands before: nothing, a space or a line break. */
static const char *
composer_gap (VecheComposer *self, const GtkTextIter *at, gboolean alone)
{
  g_autofree char *begun = NULL;
  GtkTextIter start, before = *at;

  if (!gtk_text_iter_backward_char (&before))
    return "";
  gtk_text_buffer_get_start_iter (veche_composer_get_buffer (self), &start);
  begun = g_strstrip (gtk_text_iter_get_text (&start, at));
  if (*begun == '\0' || g_strcmp0 (begun, self->opening) == 0 || !alone || veche_composer_is_empty (self))
    return g_unichar_isspace (gtk_text_iter_get_char (&before)) ? "" : " ";

  return gtk_text_iter_starts_line (at) ? "" : "\n";
}

/* The first of what is still to be filled in is marked: what is typed takes its place. */
static void
composer_mark_holes (VecheComposer *self, int offset, const char *text, GArray *holes)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter start, end;

  for (guint i = holes->len; i-- > 0;)
    {
      VecheTemplateHole *hole = &g_array_index (holes, VecheTemplateHole, i);

      gtk_text_buffer_get_iter_at_offset (buffer, &start, offset + (int) g_utf8_pointer_to_offset (text, text + hole->start));
      gtk_text_buffer_get_iter_at_offset (buffer, &end, offset + (int) g_utf8_pointer_to_offset (text, text + hole->start + hole->length));
      gtk_text_buffer_apply_tag (buffer, self->hole_tag, &start, &end);
      if (i == 0)
        gtk_text_buffer_select_range (buffer, &start, &end);
    }
}

/* Once the card has grown there is most often nothing to scroll: the layout comes after the first tick. */
static gboolean
scroll_to_cursor_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  gint64 *first = user_data;
  GdkRectangle cursor;
  GtkTextIter at;

  if (*first == 0)
    *first = gdk_frame_clock_get_frame_counter (clock);
  if (gdk_frame_clock_get_frame_counter (clock) < *first + 2)
    return G_SOURCE_CONTINUE;
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (view), &at, &cursor);
  cursor.y += gtk_text_view_get_top_margin (GTK_TEXT_VIEW (view));
  gtk_adjustment_clamp_page (place, cursor.y, cursor.y + cursor.height + gtk_text_view_get_bottom_margin (GTK_TEXT_VIEW (view)));

  return G_SOURCE_REMOVE;
}

void
veche_composer_scroll_to_cursor (VecheComposer *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self->view), scroll_to_cursor_cb, g_new0 (gint64, 1), g_free);
}

/* One step of undo.  code (nullable): the short code right before the cursor that it takes the place of. */
static void
composer_put (VecheComposer *self, const VecheArticle *article, const char *code, const char *text, GArray *holes)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter at, start;
  int offset;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, FALSE, TRUE);
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  if (code != NULL)
    {
      start = at;
      gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (code, -1) + 1);
      gtk_text_buffer_delete (buffer, &start, &at);
    }
  else
    gtk_text_buffer_insert (buffer, &at, composer_gap (self, &at, stands_alone (article)), -1);
  offset = gtk_text_iter_get_offset (&at);
  composer_remember (self, article->uid, text);
  gtk_text_buffer_insert (buffer, &at, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  composer_mark_holes (self, offset, text, holes);
  veche_composer_scroll_to_cursor (self);
}

/*** Variables ***/

typedef struct
{
  GWeakRef      composer;
  guint         generation;
  VecheArticle *article;         /* (owned) */
  char         *code;            /* (owned) (nullable) */
  gint64        interaction_id;
  char         *actor;           /* (owned) (nullable) */
  char         *text;            /* (owned): with variables, then without */
  GArray       *holes;           /* (owned) (nullable) */
} Filling;

static void
filling_free (Filling *filling)
{
  g_weak_ref_clear (&filling->composer);
  veche_article_unref (filling->article);
  g_free (filling->code);
  g_free (filling->actor);
  g_free (filling->text);
  g_clear_pointer (&filling->holes, g_array_unref);
  g_free (filling);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Filling, filling_free)

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  Filling *filling = input;
  const char *language = filling->article->language;
  gboolean russian = language != NULL ? g_str_has_prefix (language, "ru") : veche_template_is_russian (filling->text);
  g_autoptr (VecheComposing) asked = veche_composing_load (db, filling->interaction_id, NULL);
  g_autoptr (VecheTemplateValues) values = NULL;
  char *filled;

  values = veche_template_values_load (db, asked != NULL ? asked->uid : NULL, filling->actor, russian, error);
  if (values == NULL)
    return NULL;
  filled = veche_template_render (filling->text, (const char *const *) values->values, &filling->holes);
  g_free (filling->text);
  filling->text = filled;

  return VECHE_JOB_DONE;
}

/* (transfer full) (nullable) */
static char *
composer_code (VecheComposer *self)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  g_autofree char *line = NULL;
  GtkTextIter cursor, start;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  if (gtk_text_buffer_get_has_selection (buffer))
    return NULL;
  start = cursor;
  gtk_text_iter_set_line_offset (&start, 0);
  line = gtk_text_iter_get_slice (&start, &cursor);

  return veche_template_code_before (line, strlen (line), NULL);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Filling) filling = user_data;
  g_autoptr (VecheComposer) self = g_weak_ref_get (&filling->composer);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  if (veche_store_run_finish (VECHE_STORE (source), result, &error) == NULL)
    {
      if (self != NULL && self->session != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        veche_session_show_error (self->session, error);
      return;
    }
  if (self == NULL || self->card == NULL || filling->generation != self->generation)
    return;
  code = composer_code (self);
  /* What was typed meanwhile wins. */
  if (filling->code != NULL && g_strcmp0 (code, filling->code) != 0)
    return;
  if (composer_has (self, filling->article->uid, filling->text))
    veche_session_toast (self->session, _ ("It is in the reply already"));
  else
    composer_put (self, filling->article, filling->code, filling->text, filling->holes);
}

static void
composer_fill (VecheComposer *self, VecheArticle *article, const char *words, const char *code)
{
  Filling *filling;

  if (self->session == NULL || self->interaction_id == 0)
    return;
  filling = g_new0 (Filling, 1);
  g_weak_ref_init (&filling->composer, self);
  filling->generation = self->generation;
  filling->article = veche_article_ref (article);
  filling->code = g_strdup (code);
  filling->interaction_id = self->interaction_id;
  filling->actor = g_strdup (veche_session_get_actor (self->session));
  filling->text = g_strdup (words);
  /* The answer comes after the job, so that what is asked lives until then. */
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, fill_job, filling, NULL, NULL, NULL, filled_cb, filling);
}

void
veche_composer_insert_words (VecheComposer *self, VecheArticle *article, const char *words)
{
  composer_fill (self, article, words, NULL);
}

void
veche_composer_insert_article (VecheComposer *self, VecheArticle *article)
{
  g_autofree char *words = article_words (article);

  g_return_if_fail (VECHE_IS_COMPOSER (self));

  composer_fill (self, article, words, NULL);
}

gboolean
veche_composer_expand_code (VecheComposer *self)
{
  g_autofree char *code = NULL, *words = NULL;
  VecheKnowledgeBase *base;
  VecheArticle *article;

  if (self->session == NULL || self->interaction_id == 0)
    return FALSE;
  base = veche_knowledge_desk_peek (veche_knowledge_desk_get (self->session));
  code = base != NULL ? composer_code (self) : NULL;
  article = code != NULL ? veche_knowledge_base_find_code (base, code) : NULL;
  if (article == NULL)
    return FALSE;
  words = article_words (article);
  composer_fill (self, article, words, code);

  return TRUE;
}

/*** What is still to be filled in ***/

static gboolean
is_hole (VecheComposer *self, const GtkTextIter *at, const VecheTemplateHole *hole)
{
  return hole->known || gtk_text_iter_has_tag (at, self->hole_tag);
}

void
veche_composer_hide_holes (VecheComposer *self)
{
  self->holes_seen = FALSE;
  gtk_widget_set_visible (self->hole_line, FALSE);
}

/* Braces that stand there for their own sake ("{ }", a line of code) are nobody's business; what came out of a template is. */
gboolean
veche_composer_is_filled (VecheComposer *self)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  g_autoptr (GArray) holes = NULL;
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
  if (self->holes_seen || !veche_template_has_holes (text, &holes))
    return TRUE;
  for (guint i = 0; i < holes->len; i++)
    {
      VecheTemplateHole *hole = &g_array_index (holes, VecheTemplateHole, i);
      g_autofree char *what = NULL, *words = NULL;

      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) g_utf8_pointer_to_offset (text, text + hole->start));
      gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) g_utf8_pointer_to_offset (text, text + hole->start + hole->length));
      if (!is_hole (self, &start, hole))
        continue;
      what = g_strndup (text + hole->start, hole->length);
      /* Translators: a variable of a template, "{city}" */
      words = g_strdup_printf (_ ("Fill in %s: Veche does not know it"), what);
      gtk_label_set_text (self->hole_words, words);
      gtk_widget_set_visible (self->hole_line, TRUE);
      gtk_text_buffer_select_range (buffer, &start, &end);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
      return FALSE;
    }

  return TRUE;
}
