/* veche-suggest.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who often answers about a topic gets a proposal.  The pass goes from competency to competency, as many a call as the budget allows, and rests
 * when nothing was said since its last round began: three settings are all that it remembers.
 */

#include "analysis/veche-harvest.h"

#include <string.h>

#include "analysis/veche-lexicon.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-experts-table.h"
#include "store/veche-harvest-table.h"
#include "store/veche-proposals-table.h"

#define NEWEST        400    /* messages of a competency that are read */
#define SYNONYMS      6      /* other names of it that are looked for */
#define ENOUGH        3      /* answers that make a proposal */
#define LEAST_ANSWER  30     /* bytes: "thanks!" is no answer */
#define LEVEL         3

static const char at_name[] = "suggest-at";            /* id of the last competency of this round */
static const char round_name[] = "suggest-round";      /* the newest message when this round began */
static const char seen_name[] = "suggest-seen";        /* the newest message when the last whole round began */

typedef struct { guint count; const VecheSaidRow *newest; } VecheTalker;

static gint64
get_number (VecheDb *db, const char *name)
{
  g_autoptr (GVariant) value = veche_db_get_setting (db, name);

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? g_variant_get_int64 (value) : 0;
}

static gboolean
set_number (VecheDb *db, const char *name, gint64 number, GError **error)
{
  return veche_db_set_setting (db, name, g_variant_new_int64 (number), error);
}

static void
add_phrase (GString *match, const char *name)
{
  g_autoptr (GArray) words = veche_words_split (name, 8);

  /* "C" and "Go" are too often something else. */
  if (words->len == 0 || (words->len == 1 && veche_words_at (words, 0)->length < 3))
    return;
  g_string_append (match, match->len > 0 ? " OR (" : "(");
  for (guint w = 0; w < words->len; w++)
    g_string_append_printf (match, "%s\"%s\"", w > 0 ? " + " : "", veche_words_at (words, w)->word);
  g_string_append_c (match, ')');
}

/* The name, its aliases, and its other names of synonyms.tsv, each as a phrase. */
static char *
make_match (VecheLexicon *lexicon, const VecheCompetencyRow *row)
{
  g_autoptr (GArray) words = veche_words_split (row->name, 8);
  g_autoptr (GPtrArray) names = veche_lexicon_synonyms (lexicon, row->name, words, SYNONYMS);
  GString *match = g_string_new (NULL);

  add_phrase (match, row->name);
  for (guint i = 0; row->aliases[i] != NULL; i++)
    add_phrase (match, row->aliases[i]);
  for (guint i = 0; i < names->len && words->len == 1; i++)
    add_phrase (match, names->pdata[i]);

  return g_string_free (match, FALSE);
}

static void
count_answers (VecheLexicon *lexicon, GPtrArray *rows, GHashTable *talkers, GHashTable *counted)
{
  for (guint i = 0; i < rows->len; i++)
    {
      VecheSaidRow *said = rows->pdata[i];
      VecheTalker *talker;

      if (said->reply_to_id == 0 || said->parent_member_id == said->member_id || strlen (said->text) < LEAST_ANSWER
          || veche_text_is_question (said->text) || veche_lexicon_has_helped (lexicon, said->text) || !g_hash_table_add (counted, &said->id))
        continue;
      talker = g_hash_table_lookup (talkers, &said->member_id);
      if (talker == NULL)
        {
          talker = g_new0 (VecheTalker, 1);
          g_hash_table_insert (talkers, &said->member_id, talker);
        }
      talker->count++;
      if (talker->newest == NULL || said->at > talker->newest->at)
        talker->newest = said;
    }
}

static gboolean
propose (VecheDb *db, const VecheCompetencyRow *row, gint64 member, const VecheTalker *talker, GError **error)
{
  VecheProposal proposal = {
    .member_id = member, .kind = (char *) "competency", .value = row->name, .quote = talker->newest->text, .level = LEVEL,
    .interaction_uid = talker->newest->uid, .origin = (char *) "answers", .count = talker->count,
  };

  return !veche_harvest_may_suggest (db, member, row->id) || veche_harvest_is_known (db, member, "competency", row->name)
         || veche_proposals_add (db, &proposal, NULL, error);
}

/* Returns how many messages were read; -1 on error. */
static int
read_competency (VecheDb *db, VecheLexicon *lexicon, const VecheCompetencyRow *row, GError **error)
{
  g_autofree char *match = make_match (lexicon, row);
  g_autoptr (GArray) ids = match[0] != '\0' ? veche_experts_hits (db, match, NEWEST, error) : g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) own = ids != NULL ? veche_experts_said (db, ids, error) : NULL;
  g_autoptr (GPtrArray) replies = own != NULL ? veche_experts_replies (db, ids, 2 * NEWEST, error) : NULL;
  g_autoptr (GHashTable) talkers = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr (GHashTable) counted = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer member, talker;

  if (replies == NULL)
    return -1;

  count_answers (lexicon, own, talkers, counted);
  count_answers (lexicon, replies, talkers, counted);
  g_hash_table_iter_init (&iter, talkers);
  while (g_hash_table_iter_next (&iter, &member, &talker))
    if (((VecheTalker *) talker)->count >= ENOUGH && !propose (db, row, *(gint64 *) member, talker, error))
      return -1;

  return (int) (own->len + replies->len) + 1;
}

int
veche_suggest_from_answers (VecheDb *db, guint budget, GError **error)
{
  g_autoptr (GPtrArray) rows = veche_experts_competencies (db, error);
  g_autoptr (VecheLexicon) lexicon = NULL;
  gint64 last = get_number (db, at_name), last_id, last_at;
  int read = 0;

  if (rows == NULL || !veche_experts_span (db, &last_id, &last_at, error))
    return -1;
  if (last == 0 && (rows->len == 0 || last_id <= get_number (db, seen_name)))
    return 0;
  lexicon = veche_lexicon_load (db, error);
  if (lexicon == NULL || (last == 0 && !set_number (db, round_name, last_id, error)))
    return -1;

  for (guint i = 0; i < rows->len; i++)
    {
      VecheCompetencyRow *row = rows->pdata[i];
      int n;

      if (row->id <= last)
        continue;
      n = read_competency (db, lexicon, row, error);
      if (n < 0)
        return -1;
      read += n;
      if ((guint) read >= budget && i + 1 < rows->len)
        return set_number (db, at_name, row->id, error) ? read : -1;
    }

  return set_number (db, at_name, 0, error) && set_number (db, seen_name, get_number (db, round_name), error) ? MAX (read, 1) : -1;
}
