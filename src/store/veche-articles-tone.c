/* veche-articles-tone.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-articles-table.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

static void
tone_word_free (VecheToneWord *self)
{
  g_free (self->uid);
  g_free (self->word);
  g_free (self->instead);
  g_free (self->why);
  g_free (self);
}

VecheToneGuide *
veche_tone_guide_new (void)
{
  VecheToneGuide *self = g_new0 (VecheToneGuide, 1);

  self->address = g_strdup ("");
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) tone_word_free);

  return self;
}

void
veche_tone_guide_free (VecheToneGuide *self)
{
  g_free (self->uid);
  g_free (self->community_uid);
  g_free (self->community);
  g_free (self->address);
  g_free (self->about);
  g_ptr_array_unref (self->words);
  g_free (self);
}

void
veche_tone_guide_add (VecheToneGuide *self, const char *word, const char *instead, const char *why)
{
  VecheToneWord *one = g_new0 (VecheToneWord, 1);

  one->word = g_strdup (word);
  veche_article_set (&one->instead, instead);
  veche_article_set (&one->why, why);
  g_ptr_array_add (self->words, one);
}

static gboolean
add_words (VecheDb *db, GPtrArray *guides, GError **error)
{
  static const char sql[] =
    "SELECT g.uid, w.uid, w.word, w.instead, w.why FROM tone_word AS w JOIN tone_guide AS g ON g.id = w.guide_id ORDER BY w.id";
  g_autoptr (GError) failed = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &failed))
    for (guint i = 0; i < guides->len; i++)
      {
        VecheToneGuide *guide = guides->pdata[i];

        if (strcmp (guide->uid, veche_statement_text (row, 0)) != 0)
          continue;
        veche_tone_guide_add (guide, veche_statement_text (row, 2), veche_statement_text (row, 3), veche_statement_text (row, 4));
        ((VecheToneWord *) guide->words->pdata[guide->words->len - 1])->uid = veche_statement_dup_text (row, 1);
      }
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

GPtrArray *
veche_tone_list (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT g.uid, c.uid, c.name, g.address, g.about FROM tone_guide AS g LEFT JOIN community AS c ON c.id = g.community_id ORDER BY g.id";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_tone_guide_free);
  g_autoptr (GError) failed = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &failed))
    {
      VecheToneGuide *guide = veche_tone_guide_new ();

      guide->uid = veche_statement_dup_text (row, 0);
      guide->community_uid = veche_statement_dup_text (row, 1);
      guide->community = veche_statement_dup_text (row, 2);
      g_free (guide->address);
      guide->address = veche_statement_dup_text (row, 3);
      guide->about = veche_statement_dup_text (row, 4);
      g_ptr_array_add (list, guide);
    }
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }

  return add_words (db, list, error) ? g_steal_pointer (&list) : NULL;
}

VecheToneGuide *
veche_tone_find (VecheDb *db, const char *community_uid, GError **error)
{
  g_autoptr (GPtrArray) list = veche_tone_list (db, error);
  int found = -1;

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      VecheToneGuide *guide = list->pdata[i];

      if (guide->community_uid != NULL && g_strcmp0 (guide->community_uid, community_uid) == 0)
        return g_ptr_array_steal_index (list, i);
      if (guide->community_uid == NULL && found < 0)
        found = (int) i;
    }

  return found >= 0 ? g_ptr_array_steal_index (list, (guint) found) : veche_tone_guide_new ();
}

/* Takes the guide of the community out of the list, or makes an empty one. */
static VecheToneGuide *
take_guide (GPtrArray *list, const char *community_uid, const char *community)
{
  VecheToneGuide *none;

  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (((VecheToneGuide *) list->pdata[i])->community_uid, community_uid) == 0)
      return g_ptr_array_steal_index (list, i);
  none = veche_tone_guide_new ();
  none->community_uid = g_strdup (community_uid);
  none->community = g_strdup (community);

  return none;
}

GPtrArray *
veche_tone_list_all (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = veche_tone_list (db, error), all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_tone_guide_free);
  g_autoptr (GError) failed = NULL;
  VecheStatement *row;

  if (list == NULL)
    return NULL;
  g_ptr_array_add (all, take_guide (list, NULL, NULL));
  row = veche_db_prepare (db, "SELECT uid, name FROM community ORDER BY id");
  while (veche_statement_step (row, &failed))
    g_ptr_array_add (all, take_guide (list, veche_statement_text (row, 0), veche_statement_text (row, 1)));
  if (failed == NULL)
    return g_steal_pointer (&all);

  g_propagate_error (error, g_steal_pointer (&failed));

  return NULL;
}

/*** Changing ***/

static VecheToneWord *
find_word (const VecheToneGuide *guide, const char *word)
{
  for (guint i = 0; guide != NULL && i < guide->words->len; i++)
    {
      VecheToneWord *one = guide->words->pdata[i];

      if (strcmp (one->word, word) == 0)
        return one;
    }

  return NULL;
}

static void
edit_word (VecheEdit *edit, const char *guide, const VecheToneWord *before, const VecheToneWord *after)
{
  const char *uid = before != NULL ? before->uid : veche_edit_insert (edit, "tone_word");

  if (before == NULL)
    {
      veche_edit_set_ref (edit, "tone_word", uid, "guide_id", guide);
      veche_edit_set_text (edit, "tone_word", uid, "word", after->word);
    }
  if (g_strcmp0 (before != NULL ? before->instead : NULL, after->instead) != 0)
    veche_edit_set_text (edit, "tone_word", uid, "instead", after->instead);
  if (g_strcmp0 (before != NULL ? before->why : NULL, after->why) != 0)
    veche_edit_set_text (edit, "tone_word", uid, "why", after->why);
}

void
veche_tone_edit_save (VecheEdit *edit, const VecheToneGuide *before, const VecheToneGuide *after)
{
  const VecheToneGuide *was = before != NULL && before->uid != NULL ? before : NULL;
  const char *uid = was != NULL ? was->uid : veche_edit_insert (edit, "tone_guide");

  if (was == NULL && after->community_uid != NULL)
    veche_edit_set_ref (edit, "tone_guide", uid, "community_id", after->community_uid);
  if (was == NULL || strcmp (was->address, after->address) != 0)
    veche_edit_set_text (edit, "tone_guide", uid, "address", after->address);
  if (g_strcmp0 (was != NULL ? was->about : NULL, after->about) != 0)
    veche_edit_set_text (edit, "tone_guide", uid, "about", after->about);
  for (guint i = 0; was != NULL && i < was->words->len; i++)
    {
      VecheToneWord *word = was->words->pdata[i];

      if (find_word (after, word->word) == NULL)
        veche_edit_delete (edit, "tone_word", word->uid);
    }
  for (guint i = 0; i < after->words->len; i++)
    {
      VecheToneWord *word = after->words->pdata[i];

      if (find_word (after, word->word) == word)
        edit_word (edit, uid, find_word (was, word->word), word);
    }
}
