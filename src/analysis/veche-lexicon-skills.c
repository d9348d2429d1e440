/* veche-lexicon-skills.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text names for sure, and what we call it.
 */

#include "analysis/veche-lexicon-private.h"

#include <string.h>

#define MOST_NAMES  40    /* of a group */

static void
skill_clear (gpointer data)
{
  g_free (((VecheSkill *) data)->value);
}

/* "python" stays, "вёрстка" becomes "Вёрстка". */
static char *
capitalised (const char *name)
{
  g_autofree char *first = g_utf8_substring (name, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, name + strlen (first), NULL);
}

static VecheEntry *
entry_of_group (VecheLexicon *self, guint group)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      VecheEntry *entry = &g_array_index (self->entries, VecheEntry, i);

      for (guint g = 0; g < entry->groups->len; g++)
        if (g_array_index (entry->groups, guint, g) == group)
          return entry;
    }

  return NULL;
}

/* A name of Latin letters goes for both languages: Python; others are called as the text is written. */
static char *
call_group (VecheLexicon *self, guint group, gboolean latin, gboolean *known)
{
  VecheEntry *entry = entry_of_group (self, group);
  const char *first = veche_phrases_first (veche_lexicon_groups (), group), *other;

  if (entry == NULL && veche_lexicon_broader (group) >= 0)
    entry = entry_of_group (self, (guint) veche_lexicon_broader (group));
  *known = entry != NULL;
  if (entry != NULL)
    return g_strdup (entry->row->name);
  other = (guchar) first[0] >= 0x80 && latin ? veche_phrases_first_in (veche_lexicon_groups (), group, TRUE) : NULL;

  return capitalised (other != NULL ? other : first);
}

char *
veche_lexicon_call (VecheLexicon *self, const char *topic, gboolean latin, gboolean *known)
{
  g_autoptr (GArray) own = veche_phrases_naming (self->names, topic);
  g_autoptr (GArray) groups = own->len == 0 ? veche_phrases_naming (veche_lexicon_groups (), topic) : NULL;

  *known = own->len > 0;
  if (own->len > 0)
    return g_strdup (((VecheCompetencyRow *) self->rows->pdata[g_array_index (own, guint, 0)])->name);

  return groups->len > 0 ? call_group (self, g_array_index (groups, guint, 0), latin, known) : capitalised (topic);
}

GPtrArray *
veche_lexicon_names (const char *topic, gboolean latin)
{
  g_autoptr (GArray) groups = veche_phrases_naming (veche_lexicon_groups (), topic);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  if (groups->len > 0)
    veche_phrases_collect (veche_lexicon_groups (), g_array_index (groups, guint, 0), "", 0, names, MOST_NAMES);
  for (guint i = names->len; i > 0; i--)
    if (((guchar) ((char *) names->pdata[i - 1])[0] < 0x80) != latin)
      g_ptr_array_remove_index (names, i - 1);

  return names;
}

gboolean
veche_lexicon_is_noun (const char *name)
{
  static const char *const endings[] = { "ть", "ться", "ти", "чь", "ский", "ый", "ий", "ной", "овой", "вой", "ую", "аю", "яю", "шу", "ею" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strchr (name, ' ') == NULL && g_str_has_suffix (name, endings[i]))
      return FALSE;

  return TRUE;
}

/* What was said, in the form in which the list has it: "вокалом" → "Вокал", and not "Хор", which nobody spoke of. */
static char *
call_hit (VecheLexicon *self, const VechePhraseHit *hit, gboolean latin, gboolean *known)
{
  g_autofree char *called = call_group (self, hit->tag, latin, known);
  const char *said = veche_phrases_text (veche_lexicon_groups (), hit->phrase);

  return *known || !veche_lexicon_is_noun (said) ? g_steal_pointer (&called) : capitalised (said);
}

typedef struct { VechePhraseHit hit; gboolean ours; } VecheNamed;

/* The longest first, and ours before those of the list. */
static int
compare_named (gconstpointer a, gconstpointer b)
{
  const VecheNamed *x = a, *y = b;

  if (x->hit.n_words != y->hit.n_words)
    return x->hit.n_words > y->hit.n_words ? -1 : 1;

  return (int) y->ours - (int) x->ours;
}

static void
take_named (GArray *all, GArray *hits, gboolean ours)
{
  for (guint i = 0; i < hits->len; i++)
    {
      VecheNamed named = { g_array_index (hits, VechePhraseHit, i), ours };

      if (named.hit.kind != VECHE_PHRASE_NARROWER && !named.hit.partly && named.hit.likeness == 1)
        g_array_append_val (all, named);
    }
}

static gboolean
overlaps (GArray *skills, const VechePhraseHit *hit)
{
  for (guint i = 0; i < skills->len; i++)
    if (hit->start < g_array_index (skills, VecheSkill, i).end && hit->end > g_array_index (skills, VecheSkill, i).start)
      return TRUE;

  return FALSE;
}

GArray *
veche_lexicon_skills (VecheLexicon *self, GArray *words)
{
  g_autoptr (GArray) own = veche_phrases_find_sure (self->names, words);
  g_autoptr (GArray) listed = veche_phrases_find_sure (veche_lexicon_groups (), words);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (VecheNamed));
  GArray *skills = g_array_new (FALSE, FALSE, sizeof (VecheSkill));
  gboolean latin = veche_words_mostly_latin (words);

  g_array_set_clear_func (skills, skill_clear);
  take_named (all, own, TRUE);
  take_named (all, listed, FALSE);
  g_array_sort (all, compare_named);
  for (guint i = 0; i < all->len; i++)
    {
      VecheNamed *named = &g_array_index (all, VecheNamed, i);
      VecheSkill skill = { NULL, TRUE, named->hit.start, named->hit.end };

      if (overlaps (skills, &named->hit))
        continue;
      if (named->ours)
        skill.value = g_strdup (((VecheCompetencyRow *) self->rows->pdata[named->hit.tag])->name);
      else
        skill.value = call_hit (self, &named->hit, latin, &skill.known);
      g_array_append_val (skills, skill);
    }

  return skills;
}

gboolean
veche_lexicon_may_name (VecheLexicon *self, GArray *words)
{
  return veche_phrases_may_find (self->names, words) || veche_phrases_may_find (veche_lexicon_groups (), words);
}
