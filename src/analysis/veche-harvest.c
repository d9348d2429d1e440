/* veche-harvest.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-harvest.h"

#include <string.h>

#include "analysis/veche-intro.h"
#include "store/veche-db.h"
#include "store/veche-harvest-table.h"
#include "store/veche-members-table.h"
#include "store/veche-proposals-table.h"

#define MOST_THREAD  3000
#define MOST_CHANNEL 5000
#define PAGE         500     /* messages of a channel at a time */
#define MOST_HEAD    80      /* bytes of a name before ":" */

/*** One text ***/

GPtrArray *
veche_harvest_text (VecheDb *db, const char *text, GError **error)
{
  g_autoptr (VecheLexicon) lexicon = veche_lexicon_load (db, error);
  g_autoptr (VecheCities) cities = lexicon != NULL ? veche_cities_load (db, error) : NULL;

  return cities != NULL ? veche_intro_read (lexicon, cities, text) : NULL;
}

/*** Messages ***/

typedef struct
{
  VecheDb      *db;
  VecheLexicon *lexicon;    /* (owned) */
  VecheCities  *cities;     /* (owned) */
  GPtrArray    *finds;      /* (owned) */
  GHashTable   *seen;       /* (owned) "member/kind/value": a thing is proposed once, with its newest words */
} VecheHarvesting;

static void
harvesting_clear (VecheHarvesting *self)
{
  g_clear_pointer (&self->lexicon, veche_lexicon_free);
  g_clear_pointer (&self->cities, veche_cities_free);
  g_clear_pointer (&self->finds, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheHarvesting, harvesting_clear)

static gboolean
harvesting_begin (VecheHarvesting *self, VecheDb *db, GError **error)
{
  self->db = db;
  self->finds = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_harvest_find_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lexicon = veche_lexicon_load (db, error);
  self->cities = self->lexicon != NULL ? veche_cities_load (db, error) : NULL;

  return self->cities != NULL;
}

static void
harvest_message (VecheHarvesting *self, const VecheIntroRow *row)
{
  g_autoptr (GPtrArray) found = veche_intro_read (self->lexicon, self->cities, row->text);

  for (guint i = 0; i < found->len; i++)
    {
      VecheHarvestFind *find = found->pdata[i];
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%s/%s", row->member_id, find->kind, find->value);

      if (!g_hash_table_add (self->seen, g_steal_pointer (&key)))
        {
          veche_harvest_find_free (find);
          continue;
        }
      find->member_id = row->member_id;
      find->interaction_id = row->id;
      find->said = row->at;
      find->member_uid = g_strdup (row->member_uid);
      find->member_name = g_strdup (row->member_name);
      find->interaction_uid = g_strdup (row->uid);
      find->repeated = veche_harvest_is_known (self->db, row->member_id, find->kind, find->value);
      g_ptr_array_add (self->finds, find);
    }
  g_ptr_array_set_free_func (found, NULL);
}

GPtrArray *
veche_harvest_thread (VecheDb *db, gint64 interaction_id, GError **error)
{
  g_auto (VecheHarvesting) self = { 0 };
  g_autoptr (GPtrArray) rows = NULL;

  if (!harvesting_begin (&self, db, error))
    return NULL;
  rows = veche_harvest_in_thread (db, interaction_id, MOST_THREAD, error);
  if (rows == NULL)
    return NULL;
  for (guint i = rows->len; i > 0; i--)
    harvest_message (&self, rows->pdata[i - 1]);

  return g_steal_pointer (&self.finds);
}

GPtrArray *
veche_harvest_channel (VecheDb *db, gint64 channel_id, guint limit, GCancellable *cancellable, GError **error)
{
  g_auto (VecheHarvesting) self = { 0 };
  guint left = limit != 0 ? limit : MOST_CHANNEL;
  gint64 at = 0, id = 0;

  if (!harvesting_begin (&self, db, error))
    return NULL;
  while (left > 0)
    {
      g_autoptr (GPtrArray) rows = veche_harvest_in_channel (db, channel_id, at, id, MIN (left, PAGE), error);

      if (rows == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      for (guint i = 0; i < rows->len; i++)
        harvest_message (&self, rows->pdata[i]);
      if (rows->len < MIN (left, PAGE))
        break;
      left -= rows->len;
      at = ((VecheIntroRow *) rows->pdata[rows->len - 1])->at;
      id = ((VecheIntroRow *) rows->pdata[rows->len - 1])->id;
    }

  return g_steal_pointer (&self.finds);
}

/*** A file ***/

/* "Anna Lebedeva: Hello…", "@anna — hello…", "@anna": how far the name goes, and where the words begin. */
static gboolean
split_head (const char *line, char **name, const char **words)
{
  static const char *const marks[] = { ":", " —", " –", " - " };
  const char *end = NULL;
  gsize mark = 0;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *found = strstr (line, marks[i]);

      if (found != NULL && found > line && found - line < MOST_HEAD && (end == NULL || found < end))
        {
          end = found;
          mark = strlen (marks[i]);
        }
    }
  if (end == NULL && line[0] == '@' && strlen (line) < MOST_HEAD && strchr (line, ' ') == NULL)
    end = line + strlen (line);
  if (end == NULL)
    return FALSE;

  *name = g_strstrip (g_strndup (line, end - line));
  *words = end + mark;

  return (*name)[0] != '\0';
}

/* At most four words, each with a capital letter, or a handle. */
static gboolean
looks_like_name (const char *text)
{
  g_autoptr (GArray) words = veche_words_split (text, 6);

  if (text[0] == '@')
    return TRUE;
  if (words->len == 0 || words->len > 4)
    return FALSE;
  for (guint i = 0; i < words->len; i++)
    if (!veche_words_at (words, i)->capital)
      return FALSE;

  return TRUE;
}

typedef struct
{
  VecheHarvesting *harvesting;
  GStrvBuilder    *unknown;
  VecheIntroRow   *row;       /* (owned) (nullable): whose words are being gathered */
  GString         *text;
} VecheFileReading;

static void
end_block (VecheFileReading *self)
{
  if (self->row != NULL)
    {
      self->row->text = g_strdup (self->text->str);
      harvest_message (self->harvesting, self->row);
      g_clear_pointer (&self->row, veche_intro_row_free);
    }
  g_string_truncate (self->text, 0);
}

/* TRUE: the line begins somebody's words. */
static gboolean
begin_block (VecheFileReading *self, const char *line, gboolean first)
{
  g_autofree char *name = NULL;
  const char *words = NULL;
  gint64 id;

  if (!split_head (line, &name, &words))
    return FALSE;
  id = veche_members_find (self->harvesting->db, name, NULL);
  if (id == 0 && !(first && looks_like_name (name)))
    return FALSE;

  end_block (self);
  if (id == 0)
    {
      g_strv_builder_add (self->unknown, name);
      return TRUE;
    }
  self->row = g_new0 (VecheIntroRow, 1);
  self->row->member_id = id;
  veche_harvest_person (self->harvesting->db, id, &self->row->member_uid, &self->row->member_name);
  g_string_append (self->text, words);

  return TRUE;
}

GPtrArray *
veche_harvest_lines (VecheDb *db, const char *text, GStrv *unknown, GError **error)
{
  g_auto (VecheHarvesting) harvesting = { 0 };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GString) block = g_string_new (NULL);
  VecheFileReading self = { &harvesting, names, NULL, block };
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);
  gboolean first = TRUE;

  if (!harvesting_begin (&harvesting, db, error))
    return NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strchomp (lines[i]);

      if (line[0] == '\0')
        end_block (&self);
      else if (!begin_block (&self, line, first))
        g_string_append_printf (block, "\n%s", line);
      first = line[0] == '\0' || i == 0;
    }
  end_block (&self);
  if (unknown != NULL)
    *unknown = g_strv_builder_end (names);

  return g_steal_pointer (&harvesting.finds);
}

/*** Keeping ***/

int
veche_harvest_keep (VecheDb *db, GPtrArray *finds, GError **error)
{
  int kept = 0;

  for (guint i = 0; i < finds->len; i++)
    {
      VecheHarvestFind *find = finds->pdata[i];
      VecheProposal proposal = {
        .member_id = find->member_id, .kind = find->kind, .value = find->value, .quote = find->quote, .level = find->level,
        .interaction_uid = find->interaction_uid, .origin = (char *) "intro", .count = 1,
      };
      gboolean added = FALSE;

      if (find->repeated || find->member_id == 0 || veche_harvest_is_known (db, find->member_id, find->kind, find->value))
        continue;
      if (!veche_proposals_add (db, &proposal, &added, error))
        return -1;
      kept += added;
    }

  return kept;
}
