/* veche-demo-knowledge.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-demo-private.h"
#include "store/veche-articles-table.h"

/* So many days from today: 'YYYY-MM-DD'. (transfer full) */
static char *
demo_day (VecheDemo *self, gint64 days)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (self->today, (int) days);

  return g_date_time_format (day, "%Y-%m-%d");
}

/* Answers of the last months; helped is what the program found out by itself. */
static void
demo_add_uses (VecheDemo *self, VecheEdit *edit, const char *article, gint64 uses)
{
  for (gint64 i = 0; i < uses; i++)
    {
      const char *uid = veche_edit_insert (edit, "article_use");

      veche_edit_set_ref (edit, "article_use", uid, "article_id", article);
      veche_edit_set_int (edit, "article_use", uid, "at", veche_demo_ago (self, 3 + 11 * (double) i));
    }
}

static void
demo_add_article (VecheDemo *self, VecheEdit *edit, JsonObject *object)
{
  VecheArticleKind kind = VECHE_ARTICLE_FAQ;
  JsonArray *phrases = veche_demo_list (object, "phrases");
  g_autoptr (VecheArticle) article = NULL;
  const char *uid;

  g_assert (veche_article_kind_parse (veche_demo_text (object, "kind"), &kind));
  article = veche_article_new (kind, veche_demo_text (object, "title"), veche_demo_text (object, "body"));
  veche_article_set (&article->code, veche_demo_text (object, "code"));
  veche_article_set (&article->url, veche_demo_text (object, "url"));
  veche_article_set (&article->language, veche_demo_text (object, "language"));
  veche_article_set (&article->owner, veche_demo_text (object, "owner"));
  veche_article_set (&article->holding, veche_demo_text (object, "holding"));
  veche_article_set (&article->message_kind, veche_demo_text (object, "message_kind"));
  if (json_object_has_member (object, "review"))
    article->review = demo_day (self, veche_demo_int (object, "review", 0));
  article->created = veche_demo_ago (self, 200);
  for (guint i = 0; phrases != NULL && i < json_array_get_length (phrases); i++)
    veche_article_add_phrase (article, json_array_get_string_element (phrases, i));
  uid = veche_articles_edit_save (edit, NULL, article);
  demo_add_uses (self, edit, uid, veche_demo_int (object, "uses", 0));
  g_hash_table_insert (self->named, g_strconcat ("article/", article->title, NULL), g_strdup (uid));
}

void
veche_demo_add_knowledge (VecheDemo *self, VecheEdit *edit)
{
  JsonObject *object = veche_demo_object (self, "knowledge.json"), *tone = json_object_get_object_member (object, "tone");
  JsonArray *articles = veche_demo_list (object, "articles"), *words = veche_demo_list (tone, "words");
  g_autoptr (VecheToneGuide) guide = veche_tone_guide_new ();

  for (guint i = 0; i < json_array_get_length (articles); i++)
    demo_add_article (self, edit, json_array_get_object_element (articles, i));
  g_free (guide->address);
  guide->address = g_strdup (veche_demo_text (tone, "address"));
  veche_article_set (&guide->about, veche_demo_text (tone, "about"));
  for (guint i = 0; i < json_array_get_length (words); i++)
    {
      JsonObject *word = json_array_get_object_element (words, i);

      veche_tone_guide_add (guide, veche_demo_text (word, "word"), veche_demo_text (word, "instead"), veche_demo_text (word, "why"));
    }
  veche_tone_edit_save (edit, NULL, guide);
}

/* Those that were thanked for. */
gboolean
veche_demo_set_knowledge (VecheDemo *self, GError **error)
{
  JsonArray *articles = veche_demo_list (veche_demo_object (self, "knowledge.json"), "articles");

  for (guint i = 0; i < json_array_get_length (articles); i++)
    {
      JsonObject *object = json_array_get_object_element (articles, i);
      g_autofree char *name = g_strconcat ("article/", veche_demo_text (object, "title"), NULL);
      const char *uid = g_hash_table_lookup (self->named, name);

      if (uid != NULL && !veche_articles_set_helped_of (self->db, uid, (guint) veche_demo_int (object, "helped", 0), error))
        return FALSE;
    }

  return TRUE;
}
