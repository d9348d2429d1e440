/* veche-articles-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Articles and their use.  The knowledge base is small (hundreds, a few thousand), so it is read whole: three statements, however many.
 */

#include "store/veche-articles-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define ECHO_TIME (7 * G_TIME_SPAN_DAY)

/*** Reading ***/

static VecheArticle *
read_article (VecheStatement *row)
{
  VecheArticleKind kind = VECHE_ARTICLE_FAQ;
  VecheArticle *self;

  veche_article_kind_parse (veche_statement_text (row, 2), &kind);
  self = veche_article_new (kind, veche_statement_text (row, 3), veche_statement_text (row, 4));
  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->holding = veche_statement_dup_text (row, 5);
  self->community_uid = veche_statement_dup_text (row, 6);
  self->community = veche_statement_dup_text (row, 7);
  self->language = veche_statement_dup_text (row, 8);
  self->code = veche_statement_dup_text (row, 9);
  self->url = veche_statement_dup_text (row, 10);
  self->message_kind = veche_statement_dup_text (row, 11);
  self->owner = veche_statement_dup_text (row, 12);
  self->review = veche_statement_dup_text (row, 13);
  self->archived = veche_statement_int (row, 14) != 0;
  self->created = veche_statement_int (row, 15);
  self->link = veche_link_state_parse (veche_statement_text (row, 16));
  self->link_status = (guint) veche_statement_int (row, 17);
  self->link_at = veche_statement_int (row, 18);

  return self;
}

static gboolean
add_phrases (VecheDb *db, GHashTable *by_id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT article_id, uid, text FROM article_phrase ORDER BY id");
  g_autoptr (GError) failed = NULL;

  while (veche_statement_step (row, &failed))
    {
      VecheArticle *article = g_hash_table_lookup (by_id, GSIZE_TO_POINTER (veche_statement_int (row, 0)));

      if (article == NULL)
        continue;
      g_ptr_array_add (article->phrase_uids, veche_statement_dup_text (row, 1));
      g_ptr_array_add (article->phrases, veche_statement_dup_text (row, 2));
    }
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

static gboolean
add_uses (VecheDb *db, GHashTable *by_id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT article_id, count(*), count(helped), max(at) FROM article_use GROUP BY article_id");
  g_autoptr (GError) failed = NULL;

  while (veche_statement_step (row, &failed))
    {
      VecheArticle *article = g_hash_table_lookup (by_id, GSIZE_TO_POINTER (veche_statement_int (row, 0)));

      if (article == NULL)
        continue;
      article->uses = (guint) veche_statement_int (row, 1);
      article->helped = (guint) veche_statement_int (row, 2);
      article->last_used = veche_statement_int (row, 3);
    }
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  const VecheArticle *x = *(VecheArticle *const *) a, *y = *(VecheArticle *const *) b;
  int order = veche_text_collate (x->title, y->title);

  return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

GPtrArray *
veche_articles_list (VecheDb *db, gboolean archived, GError **error)
{
  static const char sql[] =
    "SELECT a.id, a.uid, a.kind, a.title, a.body, a.holding, c.uid, c.name, a.language, a.code, a.url, a.message_kind, a.owner, a.review,"
    "       a.archived, a.created, l.state, l.status, l.at"
    "  FROM article AS a LEFT JOIN community AS c ON c.id = a.community_id"
    "  LEFT JOIN article_link AS l ON l.article_id = a.id AND l.url = a.url WHERE a.archived <= ?1";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_article_unref);
  g_autoptr (GHashTable) by_id = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) failed = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, archived);
  while (veche_statement_step (row, &failed))
    {
      VecheArticle *article = read_article (row);

      g_ptr_array_add (list, article);
      g_hash_table_insert (by_id, GSIZE_TO_POINTER (article->id), article);
    }
  if (failed != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&failed), "reading the knowledge base: ");
      return NULL;
    }
  if (!add_phrases (db, by_id, error) || !add_uses (db, by_id, error))
    return NULL;
  g_ptr_array_sort (list, compare_titles);

  return g_steal_pointer (&list);
}

VecheArticle *
veche_articles_find (VecheDb *db, const char *who, GError **error)
{
  g_autoptr (GPtrArray) list = veche_articles_list (db, TRUE, error);
  g_autofree char *code = veche_article_code (who), *folded = veche_text_fold (who);
  VecheArticle *found = NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      VecheArticle *article = list->pdata[i];
      g_autofree char *title = veche_text_fold (article->title);

      if (strcmp (article->uid, who) == 0 || (code != NULL && g_strcmp0 (article->code, code) == 0))
        return veche_article_ref (article);
      if (strcmp (title, folded) == 0)
        found = article;
    }
  if (list != NULL && found == NULL)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no article “%s”", who);

  return found != NULL ? veche_article_ref (found) : NULL;
}

/*** Changing ***/

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, why);

  return FALSE;
}

gboolean
veche_articles_check (VecheDb *db, const VecheArticle *article, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT title FROM article WHERE code = ?1 AND uid IS NOT ?2");
  g_autofree char *title = veche_text_tidy (article->title), *code = veche_article_code (article->code);

  if (title == NULL)
    return refuse (error, "An article needs a title");
  if (article->review != NULL && !veche_article_is_day (article->review))
    return refuse (error, "There is no such day to look at it again");
  if (article->kind == VECHE_ARTICLE_LINK && article->url == NULL)
    return refuse (error, "A link needs an address");
  if (article->code == NULL)
    return TRUE;
  if (g_strcmp0 (code, article->code) != 0)
    return refuse (error, "A short code is made of letters, digits, dashes and underscores");

  veche_statement_bind_text (row, 1, article->code);
  veche_statement_bind_text (row, 2, article->uid);
  if (veche_statement_step (row, NULL))
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "The short code “/%s” belongs to “%s”", article->code,
                   veche_statement_text (row, 0));
      veche_statement_reset (row);
      return FALSE;
    }

  return TRUE;
}

char *
veche_articles_dup_community (VecheDb *db, const char *name)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT uid FROM community WHERE name = ?1");
  char *uid = NULL;

  veche_statement_bind_text (row, 1, name);
  if (veche_statement_step (row, NULL))
    uid = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return uid;
}

static gboolean
contains (GPtrArray *texts, const char *text)
{
  for (guint i = 0; i < texts->len; i++)
    if (strcmp (texts->pdata[i], text) == 0)
      return TRUE;

  return FALSE;
}

static void
edit_phrases (VecheEdit *edit, const char *uid, const VecheArticle *before, const VecheArticle *after)
{
  for (guint i = 0; before != NULL && i < before->phrase_uids->len; i++)
    if (!contains (after->phrases, before->phrases->pdata[i]))
      veche_edit_delete (edit, "article_phrase", before->phrase_uids->pdata[i]);
  for (guint i = 0; i < after->phrases->len; i++)
    if (before == NULL || !contains (before->phrases, after->phrases->pdata[i]))
      {
        const char *phrase = veche_edit_insert (edit, "article_phrase");

        veche_edit_set_ref (edit, "article_phrase", phrase, "article_id", uid);
        veche_edit_set_text (edit, "article_phrase", phrase, "text", after->phrases->pdata[i]);
      }
}

static void
edit_text (VecheEdit *edit, const char *uid, const char *field, const char *before, const char *after, gboolean made)
{
  if (made ? after != NULL : g_strcmp0 (before, after) != 0)
    veche_edit_set_text (edit, "article", uid, field, after);
}

const char *
veche_articles_edit_save (VecheEdit *edit, const VecheArticle *before, const VecheArticle *after)
{
  static const VecheArticle nothing = { 0 };
  const VecheArticle *was = before != NULL ? before : &nothing;
  const char *uid = before != NULL ? before->uid : veche_edit_insert (edit, "article");
  gboolean made = before == NULL;

  if (made || was->kind != after->kind)
    veche_edit_set_text (edit, "article", uid, "kind", veche_article_kind_nick (after->kind));
  edit_text (edit, uid, "title", was->title, after->title, made);
  edit_text (edit, uid, "body", was->body, after->body, made);
  edit_text (edit, uid, "holding", was->holding, after->holding, made);
  edit_text (edit, uid, "language", was->language, after->language, made);
  edit_text (edit, uid, "code", was->code, after->code, made);
  edit_text (edit, uid, "url", was->url, after->url, made);
  edit_text (edit, uid, "message_kind", was->message_kind, after->message_kind, made);
  edit_text (edit, uid, "owner", was->owner, after->owner, made);
  edit_text (edit, uid, "review", was->review, after->review, made);
  if (g_strcmp0 (was->community_uid, after->community_uid) != 0)
    veche_edit_set_ref (edit, "article", uid, "community_id", after->community_uid);
  if (was->archived != after->archived)
    veche_edit_set_int (edit, "article", uid, "archived", after->archived);
  if (made)
    veche_edit_set_int (edit, "article", uid, "created", after->created != 0 ? after->created : veche_now ());
  edit_phrases (edit, uid, before, after);

  return uid;
}

/*** Use ***/

void
veche_article_use_free (VecheArticleUse *self)
{
  g_free (self->article_uid);
  g_free (self->question);
  g_free (self);
}

void
veche_articles_edit_use (VecheEdit *edit, const char *article_uid, const char *interaction_uid, const char *question)
{
  const char *uid = veche_edit_insert (edit, "article_use");

  veche_edit_set_ref (edit, "article_use", uid, "article_id", article_uid);
  if (interaction_uid != NULL)
    veche_edit_set_ref (edit, "article_use", uid, "interaction_id", interaction_uid);
  if (question != NULL)
    veche_edit_set_text (edit, "article_use", uid, "question", question);
  veche_edit_set_int (edit, "article_use", uid, "at", veche_now ());
}

GPtrArray *
veche_articles_list_uses (VecheDb *db, guint most, GError **error)
{
  static const char sql[] =
    "SELECT a.uid, u.question, u.at, u.helped FROM article_use AS u JOIN article AS a ON a.id = u.article_id"
    " WHERE u.question IS NOT NULL ORDER BY u.id DESC LIMIT ?1";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_article_use_free);
  g_autoptr (GError) failed = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, most);
  while (veche_statement_step (row, &failed))
    {
      VecheArticleUse *use = g_new0 (VecheArticleUse, 1);

      use->article_uid = veche_statement_dup_text (row, 0);
      use->question = veche_statement_dup_text (row, 1);
      use->at = veche_statement_int (row, 2);
      use->helped = veche_statement_int (row, 3) != 0;
      g_ptr_array_add (list, use);
    }
  if (failed == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&failed));

  return NULL;
}

void
veche_article_answered_free (VecheArticleAnswered *self)
{
  g_free (self->question);
  g_free (self->answer);
  g_free (self);
}

GPtrArray *
veche_articles_list_answered (VecheDb *db, guint most, GError **error)
{
  static const char sql[] =
    "SELECT q.text, r.text, r.at FROM triage AS t JOIN interaction AS q ON q.id = t.interaction_id"
    "  JOIN interaction AS r ON r.reply_to_id = q.id AND r.direction = 'out'"
    " WHERE t.answered IS NOT NULL AND q.text IS NOT NULL AND r.text IS NOT NULL AND length (q.text) < 600"
    "   AND NOT EXISTS (SELECT 1 FROM article_use AS u WHERE u.interaction_id = q.id)"
    " ORDER BY t.answered DESC LIMIT ?1";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_article_answered_free);
  g_autoptr (GError) failed = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, most);
  while (veche_statement_step (row, &failed))
    {
      VecheArticleAnswered *answered = g_new0 (VecheArticleAnswered, 1);

      answered->question = veche_statement_dup_text (row, 0);
      answered->answer = veche_statement_dup_text (row, 1);
      answered->at = veche_statement_int (row, 2);
      g_ptr_array_add (list, answered);
    }
  if (failed == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&failed));

  return NULL;
}

void
veche_article_echo_free (VecheArticleEcho *self)
{
  g_free (self->text);
  g_free (self);
}

GPtrArray *
veche_articles_list_echoes (VecheDb *db, guint most, GError **error)
{
  static const char sql[] =
    "SELECT u.id, e.text"
    "  FROM article_use AS u JOIN interaction AS q ON q.id = u.interaction_id"
    "  JOIN interaction AS e ON e.member_id = q.member_id AND e.at > u.at AND e.at < u.at + ?1"
    " WHERE u.helped IS NULL AND u.at > ?2 AND e.channel_id IS q.channel_id AND e.direction = 'in' AND e.text IS NOT NULL"
    " ORDER BY u.id, e.at LIMIT ?3";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_article_echo_free);
  g_autoptr (GError) failed = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, ECHO_TIME);
  veche_statement_bind_int (row, 2, veche_now () - 2 * ECHO_TIME);
  veche_statement_bind_int (row, 3, most);
  while (veche_statement_step (row, &failed))
    {
      VecheArticleEcho *echo = g_new0 (VecheArticleEcho, 1);

      echo->use_id = veche_statement_int (row, 0);
      echo->text = veche_statement_dup_text (row, 1);
      g_ptr_array_add (list, echo);
    }
  if (failed == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&failed));

  return NULL;
}

gboolean
veche_articles_set_helped (VecheDb *db, gint64 use_id, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, "UPDATE article_use SET helped = 1 WHERE id = ?1");

  veche_statement_bind_int (statement, 1, use_id);

  return veche_statement_run (statement, error);
}

gboolean
veche_articles_set_helped_of (VecheDb *db, const char *uid, guint most, GError **error)
{
  static const char sql[] =
    "UPDATE article_use SET helped = 1 WHERE id IN (SELECT u.id FROM article_use AS u JOIN article AS a ON a.id = u.article_id"
    "  WHERE a.uid = ?1 ORDER BY u.id LIMIT ?2)";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_text (statement, 1, uid);
  veche_statement_bind_int (statement, 2, most);

  return veche_statement_run (statement, error);
}

/*** Earlier wordings ***/

void
veche_article_revision_free (VecheArticleRevision *self)
{
  g_free (self->actor);
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

/* One line of the journal takes the wording one step back; lines of one gesture are one revision. */
static void
step_back (GPtrArray *list, VecheStatement *row, gint64 *gesture, char **title, char **body)
{
  VecheArticleRevision *revision = list->len > 0 ? list->pdata[list->len - 1] : NULL;
  char **now = strcmp (veche_statement_text (row, 3), "title") == 0 ? title : body;

  g_free (*now);
  *now = veche_statement_is_null (row, 4) ? g_strdup ("") : veche_statement_dup_text (row, 4);
  if (revision == NULL || *gesture != veche_statement_int (row, 0))
    {
      revision = g_new0 (VecheArticleRevision, 1);
      revision->until = veche_statement_int (row, 1);
      revision->actor = veche_statement_dup_text (row, 2);
      g_ptr_array_add (list, revision);
    }
  *gesture = veche_statement_int (row, 0);
  g_free (revision->title);
  g_free (revision->body);
  revision->title = g_strdup (*title);
  revision->body = g_strdup (*body);
}

GPtrArray *
veche_articles_list_revisions (VecheDb *db, const char *uid, guint most, GError **error)
{
  static const char sql[] =
    "SELECT j.gesture_id, g.at, g.actor, j.field, j.before FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id"
    " WHERE j.object_uid = ?1 AND j.field IN ('title', 'body') AND j.object = 'article' ORDER BY j.id DESC LIMIT ?2";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_article_revision_free);
  g_autoptr (VecheArticle) article = veche_articles_find (db, uid, error);
  g_autofree char *title = NULL, *body = NULL;
  g_autoptr (GError) failed = NULL;
  VecheStatement *row;
  gint64 gesture = 0;

  if (article == NULL)
    return NULL;
  title = g_strdup (article->title);
  body = g_strdup (article->body);
  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, article->uid);
  veche_statement_bind_int (row, 2, most);
  while (veche_statement_step (row, &failed))
    step_back (list, row, &gesture, &title, &body);
  if (failed == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&failed));

  return NULL;
}
