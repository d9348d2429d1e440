/* veche-drafts-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-drafts-table.h"

#include <string.h>

#include "store/veche-files-table.h"
#include "store/veche-inbox-table.h"

/* (transfer full) the two pieces with an empty line between them; either may be empty */
static char *
join (const char *before, const char *after)
{
  if (*before == '\0' || *after == '\0')
    return g_strdup (*before == '\0' ? after : before);

  return g_strconcat (before, "\n\n", after, NULL);
}

/* Words are the same whatever stands between them: undo parts what it gives back from what stands there by an empty line, a person by a blank. */
#define BLANKS " \n\t\r"

/* Where text goes on after these words, with which it begins. (nullable) */
static const char *
after_words (const char *text, const char *words)
{
  for (;;)
    {
      gsize length;

      words += strspn (words, BLANKS);
      length = strcspn (words, BLANKS);
      if (length == 0)
        return text;
      text += strspn (text, BLANKS);
      if (strncmp (text, words, length) != 0 || strcspn (text, BLANKS) != length)
        return NULL;
      text += length;
      words += length;
    }
}

/* Where base stands in it: at its end, else at its beginning or in between; end (out): where it goes on. (nullable) */
static const char *
find_base (const char *stored, const char *base, const char **end)
{
  const char *found = g_str_has_suffix (stored, base) ? stored + strlen (stored) - strlen (base) : strstr (stored, base);

  *end = found != NULL ? found + strlen (base) : NULL;
  for (const char *at = stored + strspn (stored, BLANKS); found == NULL && *at != '\0'; at += strcspn (at, BLANKS), at += strspn (at, BLANKS))
    if ((*end = after_words (at, base)) != NULL)
      found = at;

  return found;
}

char *
veche_draft_after (const char *words, const char *sent)
{
  const char *rest = after_words (words, sent);

  return g_strstrip (g_strdup (rest != NULL ? rest : words));
}

/* Where the words of it end, from the first one on. (transfer full) (element-type gsize) */
static GArray *
find_ends (const char *text)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize at = strspn (text, BLANKS); text[at] != '\0'; at += strspn (text + at, BLANKS))
    {
      at += strcspn (text + at, BLANKS);
      g_array_append_val (ends, at);
    }

  return ends;
}

/* The first n words. (transfer full) */
static char *
dup_first (const char *text, const GArray *ends, guint n)
{
  return n > 0 ? g_strstrip (g_strndup (text, g_array_index (ends, gsize, n - 1))) : g_strdup ("");
}

/* The word that ends there is the same in both. */
static gboolean
same_word (const char *one, gsize end, const char *other, gsize other_end)
{
  while (end > 0 && other_end > 0 && one[end - 1] == other[other_end - 1] && strchr (BLANKS, one[end - 1]) == NULL)
    end--, other_end--;

  return (end == 0 || strchr (BLANKS, one[end - 1]) != NULL) && (other_end == 0 || strchr (BLANKS, other[other_end - 1]) != NULL);
}

/* Something between the words that both begin with and those that both end with has left, or came in there, or both: what was made of the rest stays
 * behind what stands there now. */
static char *
merge_ends (const char *was, const char *there, const char *made)
{
  g_autoptr (GArray) ends = find_ends (was);
  g_autoptr (GArray) there_ends = find_ends (there);
  guint last = ends->len, there_last = there_ends->len, first = 0;
  g_autofree char *kept = NULL, *gone = NULL, *now = NULL;
  const char *rest;

  for (; last > 0 && there_last > 0; last--, there_last--)
    if (!same_word (was, g_array_index (ends, gsize, last - 1), there, g_array_index (there_ends, gsize, there_last - 1)))
      break;
  while (first < last && first < there_last
         && same_word (was, g_array_index (ends, gsize, first), there, g_array_index (there_ends, gsize, first)))
    first++;
  kept = dup_first (was, ends, first);
  gone = dup_first (was, ends, last);
  now = dup_first (there, there_ends, there_last);
  rest = after_words (made, gone);
  if (rest == NULL)
    rest = after_words (made, kept);
  /* What both begin with was taken out of it. */
  if (rest == NULL)
    {
      g_autofree char *came = veche_draft_after (now, kept);

      return join (came, made);
    }

  return join (now, rest + strspn (rest, BLANKS));
}

char *
veche_draft_merge (const char *base, const char *stored, const char *text)
{
  const char *was = base != NULL ? base : "", *there = stored != NULL ? stored : "", *made = text != NULL ? text : "";
  const char *end, *at = *was != '\0' ? find_base (there, was, &end) : NULL;

  if (g_str_equal (there, was) || g_str_equal (there, made))
    return g_strdup (made);
  /* What was known has left: only what was added to it since is a draft. */
  if (*there == '\0')
    return veche_draft_after (made, was);
  /* Undo and done again know their words by what stands between them. */
  if (at != NULL && g_str_equal (made, was))
    return g_strdup (there);
  if (at != NULL)
    {
      g_autofree char *before = g_strndup (there, (gsize) (at - there));

      return g_strstrip (g_strconcat (before, made, end, NULL));
    }

  return merge_ends (was, there, made);
}

gboolean
veche_drafts_keep (VecheDb *db, gint64 interaction_id, const char *base, const char *text, char **kept, GError **error)
{
  g_autofree char *stored = veche_inbox_load_draft (db, interaction_id);
  g_autofree char *merged = veche_draft_merge (base, stored, text);

  if (g_strcmp0 (merged, stored != NULL ? stored : "") != 0 && !veche_inbox_save_draft (db, interaction_id, merged, error))
    return FALSE;
  if (kept != NULL)
    *kept = g_steal_pointer (&merged);

  return TRUE;
}

static VecheFile *
find_file (GPtrArray *files, const VecheFile *file)
{
  for (guint i = 0; files != NULL && i < files->len; i++)
    if (veche_file_is_same (files->pdata[i], file))
      return files->pdata[i];

  return NULL;
}

/* (transfer full) (element-type VecheFile) */
static GPtrArray *
merge_files (GPtrArray *base, GPtrArray *stored, GPtrArray *files)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func (veche_file_free);

  for (guint i = 0; files != NULL && i < files->len; i++)
    if (find_file (base, files->pdata[i]) == NULL || find_file (stored, files->pdata[i]) != NULL)
      g_ptr_array_add (merged, veche_file_copy (files->pdata[i]));
  for (guint i = 0; i < stored->len; i++)
    if (find_file (base, stored->pdata[i]) == NULL && find_file (files, stored->pdata[i]) == NULL)
      g_ptr_array_add (merged, veche_file_copy (stored->pdata[i]));

  return merged;
}

static gboolean
is_same_list (GPtrArray *one, GPtrArray *other)
{
  if (one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++)
    if (!veche_file_is_same (one->pdata[i], other->pdata[i]) || !g_str_equal (((VecheFile *) one->pdata[i])->alt, ((VecheFile *) other->pdata[i])->alt))
      return FALSE;

  return TRUE;
}

gboolean
veche_draft_files_keep (VecheDb *db, gint64 interaction_id, GPtrArray *base, GPtrArray *files, GPtrArray **kept, GError **error)
{
  g_autoptr (GPtrArray) stored = veche_draft_files_list (db, interaction_id, error);
  g_autoptr (GPtrArray) merged = NULL;

  if (stored == NULL)
    return FALSE;
  merged = merge_files (base, stored, files);
  if (!is_same_list (merged, stored) && !veche_draft_files_set (db, interaction_id, merged, error))
    return FALSE;
  if (kept != NULL)
    *kept = g_steal_pointer (&merged);

  return TRUE;
}
