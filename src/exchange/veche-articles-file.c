/* veche-articles-file.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-articles-private.h"

#include <csv.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "exchange/veche-table.h"
#include "model/veche-json-tree.h"
#include "model/veche-text.h"
#include "store/veche-db.h"

/* The first name is written, each is read. */
static const char *const field_names[VECHE_N_ARTICLES_FIELDS] = {
  [VECHE_ARTICLES_KIND] = "kind|type|вид|тип",
  [VECHE_ARTICLES_TITLE] = "title|question|name|term|вопрос|заголовок|название|термин",
  [VECHE_ARTICLES_BODY] = "body|answer|text|ответ|текст|содержание",
  [VECHE_ARTICLES_PHRASES] = "phrases|synonyms|other questions|другие вопросы|синонимы|слова",
  [VECHE_ARTICLES_CODE] = "code|short code|код|краткий код",
  [VECHE_ARTICLES_URL] = "url|link|address|ссылка|адрес",
  [VECHE_ARTICLES_LANGUAGE] = "language|lang|язык",
  [VECHE_ARTICLES_HOLDING] = "holding|holding reply|пока ответа нет",
  [VECHE_ARTICLES_MESSAGE_KIND] = "message_kind|for|для обращений",
  [VECHE_ARTICLES_COMMUNITY] = "community|сообщество",
  [VECHE_ARTICLES_OWNER] = "owner|владелец|ответственный",
  [VECHE_ARTICLES_REVIEW] = "review|review date|проверить|пересмотр",
  [VECHE_ARTICLES_ARCHIVED] = "archived|в архиве",
};

int
veche_articles_find_field (const char *name)
{
  g_autofree char *folded = veche_text_fold (name);

  g_strstrip (folded);
  for (guint f = 0; f < VECHE_N_ARTICLES_FIELDS; f++)
    {
      g_auto (GStrv) names = g_strsplit (field_names[f], "|", -1);

      if (g_strv_contains ((const char *const *) names, folded))
        return (int) f;
    }

  return -1;
}

char *
veche_articles_field_name (VecheArticlesField field)
{
  const char *end = strchr (field_names[field], '|');

  return end != NULL ? g_strndup (field_names[field], (gsize) (end - field_names[field])) : g_strdup (field_names[field]);
}

VecheArticlesLine *
veche_articles_line_new (guint line)
{
  VecheArticlesLine *self = g_new0 (VecheArticlesLine, 1);

  self->line = line;

  return self;
}

void
veche_articles_line_free (gpointer line)
{
  VecheArticlesLine *self = line;

  for (guint f = 0; f < VECHE_N_ARTICLES_FIELDS; f++)
    g_free (self->fields[f]);
  g_free (self);
}

/*** Reading ***/

static gboolean
read_table (GBytes *bytes, const char *name, GPtrArray *lines, GError **error)
{
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, name, error);
  g_autoptr (VecheTable) table = NULL;
  VecheTableDialect dialect;

  if (source == NULL)
    return FALSE;
  dialect = *veche_table_source_get_guess (source);
  dialect.header = MAX (dialect.header, 1);
  table = veche_table_new (source, &dialect, NULL, error);
  for (guint r = 0; table != NULL && r < veche_table_get_n_rows (table); r++)
    {
      VecheArticlesLine *line = veche_articles_line_new (veche_table_get_line (table, r));

      for (guint c = 0; c < veche_table_get_n_columns (table); c++)
        {
          int field = veche_articles_find_field (veche_table_get_column (table, c)->name);

          if (field >= 0 && line->fields[field] == NULL)
            line->fields[field] = g_strdup (veche_table_get_cell (table, r, c));
        }
      g_ptr_array_add (lines, line);
    }

  return table != NULL;
}

/* A list becomes lines of one text. (transfer full) */
static char *
json_words (const VecheJsonNode *node)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (node->kind == VECHE_JSON_BOOL)
    return g_strdup (node->truth ? "yes" : "");
  if (node->kind != VECHE_JSON_ARRAY)
    return node->string != NULL ? g_strdup (node->string) : g_strdup ("");
  for (const VecheJsonNode *item = node->first; item != NULL; item = item->next)
    if (item->string != NULL)
      g_string_append_printf (words, "%s\n", item->string);

  return g_strdup (words->str);
}

static gboolean
read_jsonl (GBytes *bytes, GPtrArray *lines, GError **error)
{
  g_autoptr (VecheJsonTree) tree = veche_json_tree_new ();
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  guint number = 0;

  for (const char *p = data, *end = data + size; p < end;)
    {
      const char *stop = memchr (p, '\n', (gsize) (end - p));
      gsize length = (gsize) ((stop != NULL ? stop : end) - p);
      const VecheJsonNode *node = veche_json_tree_parse (tree, p, length);

      number++;
      if (node != NULL && node->kind == VECHE_JSON_OBJECT)
        {
          VecheArticlesLine *line = veche_articles_line_new (number);

          for (const VecheJsonNode *item = node->first; item != NULL; item = item->next)
            {
              int field = veche_articles_find_field (item->key);

              if (field >= 0 && line->fields[field] == NULL && item->kind != VECHE_JSON_NULL)
                line->fields[field] = json_words (item);
            }
          g_ptr_array_add (lines, line);
        }
      else if (length > 1)
        {
          g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "Line %u is no JSON object", number);
          return FALSE;
        }
      veche_json_tree_clear (tree);
      p += length + 1;
    }

  return TRUE;
}

static gboolean
looks_like_json (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isspace (data[i]))
      return data[i] == '{';

  return FALSE;
}

/*** What it means ***/

static VecheArticle *
find_ours (GPtrArray *ours, const VecheArticlesLine *line, VecheArticleKind kind)
{
  g_autofree char *code = veche_article_code (line->fields[VECHE_ARTICLES_CODE]);
  g_autofree char *title = veche_text_tidy (line->fields[VECHE_ARTICLES_TITLE] != NULL ? line->fields[VECHE_ARTICLES_TITLE] : "");
  const char *language = line->fields[VECHE_ARTICLES_LANGUAGE];

  for (guint i = 0; code != NULL && i < ours->len; i++)
    if (g_strcmp0 (((VecheArticle *) ours->pdata[i])->code, code) == 0)
      return ours->pdata[i];
  for (guint i = 0; title != NULL && i < ours->len; i++)
    {
      VecheArticle *article = ours->pdata[i];

      if (article->kind == kind && strcmp (article->title, title) == 0 && (code == NULL || article->code == NULL)
          && (language == NULL || *language == '\0' || g_strcmp0 (article->language, language) == 0))
        return article;
    }

  return NULL;
}

static void
take_phrases (VecheArticle *article, const char *cell)
{
  g_auto (GStrv) phrases = g_strsplit_set (cell, "|\r\n", -1);

  g_ptr_array_set_size (article->phrases, 0);
  for (guint i = 0; phrases[i] != NULL; i++)
    veche_article_add_phrase (article, phrases[i]);
}

static gboolean
take_community (VecheDb *db, VecheArticle *article, const char *name, char **problem)
{
  g_clear_pointer (&article->community_uid, g_free);
  if (*name == '\0')
    return TRUE;
  article->community_uid = veche_articles_dup_community (db, name);
  if (article->community_uid == NULL)
    *problem = g_strdup_printf ("there is no community “%s”", name);

  return article->community_uid != NULL;
}

static gboolean
is_yes (const char *cell)
{
  static const char *const words[] = { "1", "yes", "true", "да", NULL };
  g_autofree char *folded = veche_text_fold (cell);

  return g_strv_contains (words, folded);
}

static gboolean
take_fields (VecheDb *db, VecheArticle *article, const VecheArticlesLine *line, char **problem)
{
  struct { VecheArticlesField field; char **target; } plain[] = {
    { VECHE_ARTICLES_HOLDING, &article->holding }, { VECHE_ARTICLES_LANGUAGE, &article->language }, { VECHE_ARTICLES_URL, &article->url },
    { VECHE_ARTICLES_MESSAGE_KIND, &article->message_kind }, { VECHE_ARTICLES_OWNER, &article->owner }, { VECHE_ARTICLES_REVIEW, &article->review },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (line->fields[plain[i].field] != NULL)
      veche_article_set (plain[i].target, line->fields[plain[i].field]);
  if (line->fields[VECHE_ARTICLES_BODY] != NULL)
    {
      g_free (article->body);
      article->body = g_strstrip (g_strdup (line->fields[VECHE_ARTICLES_BODY]));
    }
  if (line->fields[VECHE_ARTICLES_CODE] != NULL && *line->fields[VECHE_ARTICLES_CODE] != '\0')
    {
      g_free (article->code);
      article->code = veche_article_code (line->fields[VECHE_ARTICLES_CODE]);
      if (article->code == NULL)
        *problem = g_strdup_printf ("“%s” is no short code", line->fields[VECHE_ARTICLES_CODE]);
    }
  if (line->fields[VECHE_ARTICLES_PHRASES] != NULL)
    take_phrases (article, line->fields[VECHE_ARTICLES_PHRASES]);
  if (line->fields[VECHE_ARTICLES_ARCHIVED] != NULL)
    article->archived = is_yes (line->fields[VECHE_ARTICLES_ARCHIVED]);

  return *problem == NULL && (line->fields[VECHE_ARTICLES_COMMUNITY] == NULL || take_community (db, article, line->fields[VECHE_ARTICLES_COMMUNITY], problem));
}

static gboolean
same_phrases (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_ptr_array_find_with_equal_func (b, a->pdata[i], g_str_equal, NULL))
      return FALSE;

  return TRUE;
}

static gboolean
is_same (const VecheArticle *a, const VecheArticle *b)
{
  return a->kind == b->kind && a->archived == b->archived && strcmp (a->title, b->title) == 0 && strcmp (a->body, b->body) == 0
         && g_strcmp0 (a->holding, b->holding) == 0 && g_strcmp0 (a->community_uid, b->community_uid) == 0
         && g_strcmp0 (a->language, b->language) == 0 && g_strcmp0 (a->code, b->code) == 0 && g_strcmp0 (a->url, b->url) == 0
         && g_strcmp0 (a->message_kind, b->message_kind) == 0 && g_strcmp0 (a->owner, b->owner) == 0
         && g_strcmp0 (a->review, b->review) == 0 && same_phrases (a->phrases, b->phrases);
}

static void
judge (VecheDb *db, GPtrArray *ours, const VecheArticlesLine *line, VecheArticleRow *row)
{
  const char *nick = line->fields[VECHE_ARTICLES_KIND];
  VecheArticleKind kind = VECHE_ARTICLE_FAQ;
  g_autofree char *title = veche_text_tidy (line->fields[VECHE_ARTICLES_TITLE] != NULL ? line->fields[VECHE_ARTICLES_TITLE] : "");
  g_autofree char *folded = veche_text_fold (nick != NULL ? nick : "");
  g_autoptr (GError) error = NULL;

  if (*folded != '\0' && !veche_article_kind_parse (folded, &kind))
    {
      row->problem = g_strdup_printf ("there is no kind “%s”", nick);
      return;
    }
  row->before = find_ours (ours, line, kind);
  if (row->before != NULL)
    veche_article_ref (row->before);
  row->after = row->before != NULL ? veche_article_copy (row->before) : veche_article_new (kind, title, NULL);
  row->after->kind = *folded != '\0' || row->before == NULL ? kind : row->before->kind;
  if (title != NULL)
    {
      g_free (row->after->title);
      row->after->title = g_steal_pointer (&title);
    }
  if (!take_fields (db, row->after, line, &row->problem))
    return;
  if (!veche_articles_check (db, row->after, &error))
    row->problem = g_strdup (error->message);
}

/* Two lines of one file with the same code or title: the second is wrong. */
static gboolean
comes_again (GHashTable *seen, const VecheArticle *article)
{
  g_autofree char *key = article->code != NULL ? g_strconcat ("/", article->code, NULL)
                                               : g_strdup_printf ("%d %s %s", (int) article->kind, article->language != NULL ? article->language : "", article->title);

  return !g_hash_table_add (seen, g_steal_pointer (&key));
}

static void
row_free (gpointer data)
{
  VecheArticleRow *row = data;

  g_clear_pointer (&row->before, veche_article_unref);
  g_clear_pointer (&row->after, veche_article_unref);
  g_free (row->problem);
  g_free (row);
}

static gboolean
read_lines (GBytes *bytes, const char *name, GPtrArray *lines, GError **error)
{
  if (veche_articles_is_markdown (name))
    return veche_articles_read_markdown (bytes, lines, error);

  return looks_like_json (bytes) ? read_jsonl (bytes, lines, error) : read_table (bytes, name, lines, error);
}

VecheArticlesPlan *
veche_articles_plan_new (VecheDb *db, GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (veche_articles_line_free), ours = veche_articles_list (db, TRUE, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  VecheArticlesPlan *self;

  if (ours == NULL || !read_lines (bytes, name, lines, error))
    return NULL;

  self = g_new0 (VecheArticlesPlan, 1);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  for (guint i = 0; i < lines->len; i++)
    {
      VecheArticleRow *row = g_new0 (VecheArticleRow, 1);

      row->line = ((VecheArticlesLine *) lines->pdata[i])->line;
      judge (db, ours, lines->pdata[i], row);
      if (row->problem == NULL && comes_again (seen, row->after))
        row->problem = g_strdup ("it stands in the file twice");
      if (row->problem != NULL)
        row->state = VECHE_ARTICLE_ROW_WRONG;
      else if (row->before == NULL)
        row->state = VECHE_ARTICLE_ROW_NEW;
      else
        row->state = is_same (row->before, row->after) ? VECHE_ARTICLE_ROW_SAME : VECHE_ARTICLE_ROW_CHANGED;
      self->counts[row->state]++;
      g_ptr_array_add (self->rows, row);
    }

  return self;
}

void
veche_articles_plan_free (VecheArticlesPlan *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
veche_articles_plan_edit (VecheArticlesPlan *self, VecheEdit *edit)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      VecheArticleRow *row = self->rows->pdata[i];

      if (row->state == VECHE_ARTICLE_ROW_NEW || row->state == VECHE_ARTICLE_ROW_CHANGED)
        veche_articles_edit_save (edit, row->before, row->after);
    }
}

/*** Writing ***/

char *
veche_articles_dup_field (const VecheArticle *article, VecheArticlesField field)
{
  const char *texts[VECHE_N_ARTICLES_FIELDS] = {
    [VECHE_ARTICLES_KIND] = veche_article_kind_nick (article->kind), [VECHE_ARTICLES_TITLE] = article->title, [VECHE_ARTICLES_BODY] = article->body,
    [VECHE_ARTICLES_CODE] = article->code, [VECHE_ARTICLES_URL] = article->url, [VECHE_ARTICLES_LANGUAGE] = article->language, [VECHE_ARTICLES_HOLDING] = article->holding,
    [VECHE_ARTICLES_MESSAGE_KIND] = article->message_kind, [VECHE_ARTICLES_COMMUNITY] = article->community, [VECHE_ARTICLES_OWNER] = article->owner,
    [VECHE_ARTICLES_REVIEW] = article->review, [VECHE_ARTICLES_ARCHIVED] = article->archived ? "yes" : NULL,
  };
  g_autoptr (GString) phrases = g_string_new (NULL);

  if (field != VECHE_ARTICLES_PHRASES)
    return g_strdup (texts[field] != NULL ? texts[field] : "");
  for (guint i = 0; i < article->phrases->len; i++)
    g_string_append_printf (phrases, "%s%s", i > 0 ? " | " : "", (char *) article->phrases->pdata[i]);

  return g_strdup (phrases->str);
}

static void
put_cell (GString *out, VecheArticlesField field, const char *text)
{
  /* A spreadsheet would calculate it; reading takes the ' away again. */
  g_autofree char *safe = g_strconcat (*text != '\0' && strchr ("=+-@\t\r", *text) != NULL ? "'" : "", text, NULL);
  gsize n = strlen (safe), room = 2 * n + 3;
  g_autofree char *quoted = g_malloc (room);

  g_string_append (out, field > 0 ? "," : "");
  g_string_append_len (out, quoted, (gssize) csv_write2 (quoted, room, safe, n, '"'));
}

char *
veche_articles_to_csv (GPtrArray *articles)
{
  GString *out = g_string_new ("\xef\xbb\xbf");

  for (guint f = 0; f < VECHE_N_ARTICLES_FIELDS; f++)
    {
      g_autofree char *name = veche_articles_field_name (f);

      put_cell (out, f, name);
    }
  g_string_append (out, "\r\n");
  for (guint i = 0; i < articles->len; i++)
    {
      for (guint f = 0; f < VECHE_N_ARTICLES_FIELDS; f++)
        {
          g_autofree char *text = veche_articles_dup_field (articles->pdata[i], f);

          put_cell (out, f, text);
        }
      g_string_append (out, "\r\n");
    }

  return g_string_free (out, FALSE);
}

static void
add_json (JsonBuilder *json, const VecheArticle *article, VecheArticlesField field)
{
  g_autofree char *name = veche_articles_field_name (field), *text = veche_articles_dup_field (article, field);

  if (*text == '\0' && field != VECHE_ARTICLES_BODY)
    return;
  json_builder_set_member_name (json, name);
  if (field == VECHE_ARTICLES_ARCHIVED)
    json_builder_add_boolean_value (json, TRUE);
  else if (field == VECHE_ARTICLES_PHRASES)
    {
      json_builder_begin_array (json);
      for (guint i = 0; i < article->phrases->len; i++)
        json_builder_add_string_value (json, article->phrases->pdata[i]);
      json_builder_end_array (json);
    }
  else
    json_builder_add_string_value (json, text);
}

char *
veche_articles_to_jsonl (GPtrArray *articles)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < articles->len; i++)
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();
      g_autoptr (JsonNode) root = NULL;
      g_autofree char *line = NULL;

      json_builder_begin_object (json);
      for (guint f = 0; f < VECHE_N_ARTICLES_FIELDS; f++)
        add_json (json, articles->pdata[i], f);
      json_builder_end_object (json);
      root = json_builder_get_root (json);
      line = json_to_string (root, FALSE);
      g_string_append_printf (out, "%s\n", line);
    }

  return g_string_free (out, FALSE);
}

gboolean
veche_articles_is_markdown (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name != NULL ? name : "", -1);

  return g_str_has_suffix (folded, ".md") || g_str_has_suffix (folded, ".markdown");
}

char *
veche_articles_to_text (GPtrArray *articles, const char *name)
{
  if (veche_articles_is_markdown (name))
    return veche_articles_to_markdown (articles);

  return g_str_has_suffix (name, ".jsonl") ? veche_articles_to_jsonl (articles) : veche_articles_to_csv (articles);
}
