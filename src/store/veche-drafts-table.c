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

/* Where base stands in it: at its end, at its beginning, or in between. (nullable) */
static const char *
find_base (const char *stored, const char *base)
{
  if (g_str_has_suffix (stored, base))
    return stored + strlen (stored) - strlen (base);

  return strstr (stored, base);
}

char *
veche_draft_after (const char *words, const char *sent)
{
  const char *rest = *sent != '\0' && g_str_has_prefix (words, sent) ? words + strlen (sent) : NULL;

  return g_strstrip (g_strdup (rest != NULL && strchr (" \n", *rest) != NULL ? rest : words));
}

/* How many bytes at the ends of both are whole words of both. */
static gsize
common_end (const char *one, const char *other)
{
  gsize a = strlen (one), b = strlen (other), n = 0, words = 0;

  while (n < a && n < b && one[a - n - 1] == other[b - n - 1])
    {
      n++;
      if ((n == a || strchr (" \n", one[a - n - 1]) != NULL) && (n == b || strchr (" \n", other[b - n - 1]) != NULL))
        words = n;
    }

  return words;
}

/* Something left from the beginning, or came in there, or both: what was made of the rest stays behind what stands there now. */
static char *
merge_ends (const char *was, const char *there, const char *made)
{
  gsize end = common_end (was, there);
  g_autofree char *gone = g_strstrip (g_strndup (was, strlen (was) - end));
  g_autofree char *came = g_strstrip (g_strndup (there, strlen (there) - end));
  g_autofree char *rest = veche_draft_after (made, gone);

  return join (came, rest);
}

char *
veche_draft_merge (const char *base, const char *stored, const char *text)
{
  const char *was = base != NULL ? base : "", *there = stored != NULL ? stored : "", *made = text != NULL ? text : "";
  const char *at = *was != '\0' ? find_base (there, was) : NULL;

  if (g_str_equal (there, was) || g_str_equal (there, made))
    return g_strdup (made);
  /* What was known has left: only what was added to it since is a draft. */
  if (*there == '\0')
    return veche_draft_after (made, was);
  if (at != NULL)
    {
      g_autofree char *before = g_strndup (there, (gsize) (at - there));

      return g_strstrip (g_strconcat (before, made, at + strlen (was), NULL));
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
