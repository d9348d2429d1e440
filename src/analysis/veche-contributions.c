/* veche-contributions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-contributions.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-deeds-table.h"

#define MAX_READ   1000
#define LONG_TEXT  400          /* characters: who writes that much and answers nobody has made something */
#define MAX_LINKS  5

static const struct
{
  const char *nick, *setting;
  double weight;
} kinds[VECHE_N_DEEDS] = {
  [VECHE_DEED_HELP] = { "help", "weight:help", 5 },
  [VECHE_DEED_MADE] = { "made", "weight:made", 4 },
  [VECHE_DEED_FEEDBACK] = { "feedback", "weight:feedback", 3 },
  [VECHE_DEED_TALK] = { "talk", "weight:talk", 1 },
};

const char *
veche_deed_to_nick (VecheDeedKind kind)
{
  return kinds[kind].nick;
}

static void
linked_free (gpointer data)
{
  g_free (((VecheLinked *) data)->host);
  g_free (data);
}

void
veche_contributions_free (VecheContributions *self)
{
  g_free (self->example);
  g_ptr_array_unref (self->links);
  g_free (self);
}

VecheSpeechWords *
veche_contributions_words (VecheDb *db)
{
  g_autoptr (GVariant) own = veche_db_get_setting (db, VECHE_SETTING_SPEECH);

  return veche_speech_words_new (own != NULL && g_variant_is_of_type (own, G_VARIANT_TYPE_STRING) ? g_variant_get_string (own, NULL) : NULL);
}

double
veche_contributions_get_weight (VecheDb *db, VecheDeedKind kind)
{
  g_autoptr (GVariant) set = veche_db_get_setting (db, kinds[kind].setting);

  if (set != NULL && g_variant_is_of_type (set, G_VARIANT_TYPE_DOUBLE))
    return g_variant_get_double (set);
  if (set != NULL && g_variant_is_of_type (set, G_VARIANT_TYPE_INT64))
    return (double) g_variant_get_int64 (set);

  return kinds[kind].weight;
}

gboolean
veche_contributions_set_weight (VecheDb *db, VecheDeedKind kind, double weight, GError **error)
{
  return veche_db_set_setting (db, kinds[kind].setting, g_variant_new_double (weight), error);
}

static gboolean
was_thanked (VecheSpeechWords *words, const VecheDeed *deed, VecheContributions *self)
{
  for (guint i = 0; deed->answers[i] != NULL; i++)
    if (veche_speech_has_helped (words, deed->answers[i]))
      {
        if (self->example == NULL)
          self->example = g_strdup (deed->answers[i]);
        return TRUE;
      }

  return FALSE;
}

static gboolean
has_media (const VecheDeed *deed)
{
  return deed->meta != NULL && (strstr (deed->meta, "\"media\"") != NULL || strstr (deed->meta, "\"file\"") != NULL || strstr (deed->meta, "\"attachments\"") != NULL);
}

/* An answer that helps by its words, or what somebody was thanked for who did not thank. */
static gboolean
is_help (const VecheDeed *deed, VecheSpeech said, gboolean thanked)
{
  return (deed->reply_to != 0 && (said & VECHE_SPEECH_HELP)) || (thanked && !(said & VECHE_SPEECH_THANKS));
}

gboolean
veche_contributions_is_help (VecheSpeechWords *words, const VecheDeed *deed)
{
  VecheContributions nothing = { .example = (char *) "" };

  return is_help (deed, veche_speech_find (words, deed->text, NULL), was_thanked (words, deed, &nothing));
}

static VecheDeedKind
judge (VecheSpeechWords *words, const VecheDeed *deed, VecheContributions *self)
{
  VecheSpeech said = veche_speech_find (words, deed->text, NULL);
  gboolean thanked = was_thanked (words, deed, self);
  gboolean answers = deed->reply_to != 0;
  glong length = deed->text != NULL ? g_utf8_strlen (deed->text, -1) : 0;

  self->greetings += (said & VECHE_SPEECH_GREETING) != 0;
  if (is_help (deed, said, thanked))
    {
      self->thanked += thanked;
      return VECHE_DEED_HELP;
    }
  if (said & VECHE_SPEECH_FEEDBACK)
    return VECHE_DEED_FEEDBACK;
  if (!answers && (has_media (deed) || length >= LONG_TEXT || (strcmp (deed->kind, "post") == 0 && length > 0)
                   || (deed->text != NULL && strstr (deed->text, "://") != NULL && length > 60)))
    return VECHE_DEED_MADE;

  return VECHE_DEED_TALK;
}

/*** Links ***/

static void
count_links (GHashTable *hosts, const char *text)
{
  const char *p = text;

  while (p != NULL && (p = strstr (p, "://")) != NULL)
    {
      const char *end;

      p += 3;
      for (end = p; g_ascii_isalnum (*end) || *end == '.' || *end == '-' || (guchar) *end >= 0x80; end++)
        ;
      if (end - p > 3 && memchr (p, '.', (gsize) (end - p)) != NULL && end - p < 254)
        {
          g_autofree char *raw = g_strndup (p, (gsize) (end - p));
          char *host = g_utf8_strdown (g_str_has_prefix (raw, "www.") ? raw + 4 : raw, -1);

          g_hash_table_insert (hosts, host, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (hosts, host)) + 1));
        }
      p = end;
    }
}

static int
compare_linked (gconstpointer a, gconstpointer b)
{
  const VecheLinked *x = *(VecheLinked *const *) a, *y = *(VecheLinked *const *) b;

  return x->count != y->count ? (x->count < y->count ? 1 : -1) : strcmp (x->host, y->host);
}

static GPtrArray *
sort_links (GHashTable *hosts)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (linked_free);
  GHashTableIter all;
  gpointer host, count;

  g_hash_table_iter_init (&all, hosts);
  while (g_hash_table_iter_next (&all, &host, &count))
    {
      VecheLinked *one = g_new0 (VecheLinked, 1);

      one->host = g_strdup (host);
      one->count = GPOINTER_TO_UINT (count);
      g_ptr_array_add (links, one);
    }
  g_ptr_array_sort (links, compare_linked);
  if (links->len > MAX_LINKS)
    g_ptr_array_set_size (links, MAX_LINKS);

  return links;
}

VecheContributions *
veche_contributions_load (VecheDb *db, gint64 member_id, gint64 since, GError **error)
{
  g_autoptr (GPtrArray) deeds = veche_deeds_list (db, member_id, since, MAX_READ, error);
  g_autoptr (GHashTable) hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (VecheSpeechWords) words = NULL;
  VecheContributions *self;

  if (deeds == NULL)
    return NULL;

  words = veche_contributions_words (db);
  self = g_new0 (VecheContributions, 1);
  self->since = since;
  self->read = deeds->len;
  for (guint i = 0; i < deeds->len; i++)
    {
      const VecheDeed *deed = deeds->pdata[i];

      if (deed->text == NULL && !has_media (deed))
        continue;
      self->counts[judge (words, deed, self)]++;
      count_links (hosts, deed->text);
    }
  for (guint kind = 0; kind < VECHE_N_DEEDS; kind++)
    {
      self->weights[kind] = veche_contributions_get_weight (db, kind);
      self->score += self->weights[kind] * self->counts[kind];
    }
  self->links = sort_links (hosts);
  self->first = veche_deeds_nth (db, member_id, 1, FALSE, NULL);
  self->hundredth = veche_deeds_nth (db, member_id, 100, FALSE, NULL);
  self->thousandth = veche_deeds_nth (db, member_id, 1000, FALSE, NULL);

  return self;
}
