/* veche-lexicon.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-lexicon-private.h"

#include <string.h>

#include "analysis/veche-themes.h"
#include "model/veche-text.h"
#include "store/veche-experts-table.h"

#define W_NAME     1.0
#define W_ALIAS    0.95
#define W_SYNONYM  0.85    /* another name of the group that the competency is in */
#define W_NARROWER 0.5     /* a word that belongs to it: two of them make a topic sure */
#define W_VERB     0.28    /* a verb that belongs to it: too little alone */
#define W_PARTLY   0.4     /* one telling word of a name of several */
#define W_BROADER  0.75    /* times: nobody here has the narrow topic, but the one that it is a part of */
#define MOST_TOPICS 8
#define MOST_SHARING 4     /* names that may share a telling word */

void
veche_topic_free (VecheTopic *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->words);
  g_free (self);
}

/*** The groups, the same for every workspace ***/

static GArray *broader_groups;      /* gint: the group above each, -1: none; made with the groups */

static void
load_broader (GStrv lines, VechePhrases *groups)
{
  broader_groups = g_array_new (FALSE, FALSE, sizeof (gint));
  for (guint g = 0; lines[g] != NULL; g++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[g], "\t", 3);
      g_autoptr (GArray) named = g_strv_length (parts) == 3 ? veche_phrases_naming (groups, parts[2]) : NULL;
      gint above = named != NULL && named->len > 0 ? (gint) g_array_index (named, guint, 0) : -1;

      g_array_append_val (broader_groups, above);
    }
}

VechePhrases *
veche_lexicon_groups (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_auto (GStrv) lines = veche_words_load ("synonyms.tsv");

      load_broader (lines, veche_themes_groups ());
      g_once_init_leave (&once, 1);
    }

  return veche_themes_groups ();
}

gint
veche_lexicon_broader (guint group)
{
  veche_lexicon_groups ();

  return g_array_index (broader_groups, gint, group);
}

/*** Loading ***/

static void
entry_clear (gpointer data)
{
  g_array_unref (((VecheEntry *) data)->groups);
}

static void
add_group (GArray *groups, guint group)
{
  for (guint g = 0; g < groups->len; g++)
    if (g_array_index (groups, guint, g) == group)
      return;
  g_array_append_val (groups, group);
}

static void
add_groups_of (GArray *groups, const char *name)
{
  g_autoptr (GArray) named = veche_phrases_naming (veche_lexicon_groups (), name);

  for (guint i = 0; i < named->len; i++)
    add_group (groups, g_array_index (named, guint, i));
}

/* "Пчеловодство для начинающих" is no name of the list, but has one in it.  Of several the longest ones speak. */
static void
add_groups_within (GArray *groups, const char *name)
{
  g_autoptr (GArray) words = veche_words_split (name, 8);
  g_autoptr (GArray) hits = veche_phrases_find (veche_lexicon_groups (), words, FALSE);
  guint longest = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < hits->len; i++)
      {
        VechePhraseHit *hit = &g_array_index (hits, VechePhraseHit, i);
        g_autofree char *part = g_strndup (name + hit->start, hit->end - hit->start), *folded = veche_text_fold (part);
        g_autofree char *stem = veche_text_stem (folded);

        if (hit->kind != VECHE_PHRASE_NAME || hit->likeness < 1 || (hit->n_words == 1 && veche_words_is_generic (stem)))
          continue;
        if (pass == 0)
          longest = MAX (longest, hit->n_words);
        else if (hit->n_words == longest)
          add_group (groups, hit->tag);
      }
}

static VecheLexicon *
lexicon_new (GPtrArray *rows)   /* (transfer full) */
{
  VecheLexicon *self = g_new0 (VecheLexicon, 1);

  g_atomic_ref_count_init (&self->refs);
  self->rows = rows;
  self->names = veche_phrases_new ();
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->entries = g_array_new (FALSE, TRUE, sizeof (VecheEntry));
  g_array_set_clear_func (self->entries, entry_clear);
  for (guint i = 0; i < rows->len; i++)
    {
      VecheEntry entry = { rows->pdata[i], g_array_new (FALSE, FALSE, sizeof (guint)) };

      veche_phrases_add (self->names, entry.row->name, i, VECHE_PHRASE_NAME);
      add_groups_of (entry.groups, entry.row->name);
      for (guint a = 0; entry.row->aliases[a] != NULL; a++)
        {
          veche_phrases_add (self->names, entry.row->aliases[a], i, VECHE_PHRASE_ALIAS);
          add_groups_of (entry.groups, entry.row->aliases[a]);
        }
      if (entry.groups->len == 0)
        add_groups_within (entry.groups, entry.row->name);
      g_array_append_val (self->entries, entry);
      g_hash_table_insert (self->by_id, &entry.row->id, GUINT_TO_POINTER (i + 1));
    }

  return self;
}

static gboolean
same_rows (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const VecheCompetencyRow *x = a->pdata[i], *y = b->pdata[i];

      if (x->id != y->id || x->parent_id != y->parent_id || strcmp (x->uid, y->uid) != 0 || strcmp (x->name, y->name) != 0
          || !g_strv_equal ((const char *const *) x->aliases, (const char *const *) y->aliases))
        return FALSE;
    }

  return TRUE;
}

/* Two questions in a row nearly always meet the same competencies: the last lexicon is kept, and taken when its rows are still those of the file. */
static GMutex last_lock;
static VecheLexicon *last;

VecheLexicon *
veche_lexicon_load (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) rows = veche_experts_competencies (db, error);
  VecheSpeechWords *speech = rows != NULL ? veche_contributions_words (db) : NULL;
  VecheLexicon *self = NULL, *old;

  if (rows == NULL)
    return NULL;

  g_mutex_lock (&last_lock);
  if (last != NULL && last->speech == speech && same_rows (last->rows, rows))
    {
      self = last;
      g_atomic_ref_count_inc (&self->refs);
    }
  g_mutex_unlock (&last_lock);
  if (self != NULL)
    {
      veche_speech_words_unref (speech);
      return self;
    }

  self = lexicon_new (g_steal_pointer (&rows));
  self->speech = speech;
  g_atomic_ref_count_inc (&self->refs);
  g_mutex_lock (&last_lock);
  old = g_steal_pointer (&last);
  last = self;
  g_mutex_unlock (&last_lock);
  if (old != NULL)
    veche_lexicon_free (old);

  return self;
}

void
veche_lexicon_free (VecheLexicon *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  veche_phrases_free (self->names);
  g_array_unref (self->entries);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->rows);
  veche_speech_words_unref (self->speech);
  g_free (self);
}

gboolean
veche_lexicon_has_helped (VecheLexicon *self, const char *text)
{
  return veche_speech_has_helped (self->speech, text);
}

static VecheEntry *
lexicon_entry (VecheLexicon *self, gint64 competency)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, &competency));

  return index > 0 ? &g_array_index (self->entries, VecheEntry, index - 1) : NULL;
}

/*** Topics ***/

typedef struct              /* what speaks for one competency */
{
  double         miss;      /* product of 1 - weight */
  double         best;
  VecheTopicWay  way;
  guint          start, end;
} VecheSupport;

static void
support (VecheSupport *self, double weight, VecheTopicWay way, const VechePhraseHit *hit)
{
  if (self->best == 0)
    self->miss = 1;
  self->miss *= 1 - MIN (weight, 1);
  if (weight > self->best)
    {
      self->best = weight;
      self->way = way;
      self->start = hit->start;
      self->end = hit->end;
    }
}

/* How many names have this word: one that many have tells none of them. */
static guint
count_partly (GArray *hits, guint start)
{
  guint n = 0;

  for (guint i = 0; i < hits->len; i++)
    n += g_array_index (hits, VechePhraseHit, i).partly && g_array_index (hits, VechePhraseHit, i).start == start;

  return n;
}

static void
support_by_names (VecheLexicon *self, GArray *words, VecheSupport *all)
{
  g_autoptr (GArray) hits = veche_phrases_find (self->names, words, TRUE);

  for (guint i = 0; i < hits->len; i++)
    {
      VechePhraseHit *hit = &g_array_index (hits, VechePhraseHit, i);
      double weight = hit->kind == VECHE_PHRASE_NAME ? W_NAME : W_ALIAS;
      VecheTopicWay way = hit->kind == VECHE_PHRASE_NAME ? VECHE_TOPIC_NAME : VECHE_TOPIC_ALIAS;

      if (hit->likeness < 1)
        way = VECHE_TOPIC_SPELLING;
      if (hit->partly && count_partly (hits, hit->start) > MOST_SHARING)
        continue;
      if (hit->partly)
        weight = W_PARTLY;
      support (&all[hit->tag], weight * hit->likeness, way, hit);
    }
}

/* A word that belongs to many of our topics tells little of each. */
static guint
count_entries_in (VecheLexicon *self, guint group)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      GArray *groups = g_array_index (self->entries, VecheEntry, i).groups;

      for (guint g = 0; g < groups->len; g++)
        n += g_array_index (groups, guint, g) == group;
    }

  return n;
}

/* "порезал", "держит": a verb belongs to many crafts, and alone it leads to the wrong one. */
static gboolean
is_lone_verb (const VechePhraseHit *hit, GArray *words)
{
  static const char *const endings[] = { "ть", "ться", "ал", "ил", "ла", "лась", "лся", "ли", "лись", "ет", "ит", "ют", "ят", "ешь" };

  for (guint i = 0; hit->kind == VECHE_PHRASE_NARROWER && hit->n_words == 1 && i < words->len; i++)
    if (veche_words_at (words, i)->start == hit->start)
      {
        for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
          if (g_str_has_suffix (veche_words_at (words, i)->word, endings[e]))
            return TRUE;
        return FALSE;
      }

  return FALSE;
}

static void
support_by_groups (VecheLexicon *self, GArray *words, VecheSupport *all)
{
  g_autoptr (GArray) hits = veche_phrases_find (veche_lexicon_groups (), words, FALSE);

  for (guint h = 0; h < hits->len; h++)
    {
      VechePhraseHit *hit = &g_array_index (hits, VechePhraseHit, h);
      guint sharing = count_entries_in (self, hit->tag), group = hit->tag;
      double weight = (hit->kind == VECHE_PHRASE_NAME ? W_SYNONYM : is_lone_verb (hit, words) ? W_VERB : W_NARROWER) * hit->likeness;

      if (sharing == 0 && veche_lexicon_broader (group) >= 0)
        {
          group = (guint) veche_lexicon_broader (group);
          sharing = count_entries_in (self, group);
          weight *= W_BROADER;
        }
      weight /= sharing > 2 ? 1.2 : 1;

      for (guint i = 0; i < self->entries->len && sharing > 0; i++)
        {
          GArray *groups = g_array_index (self->entries, VecheEntry, i).groups;

          for (guint g = 0; g < groups->len; g++)
            if (g_array_index (groups, guint, g) == group)
              support (&all[i], weight, VECHE_TOPIC_SYNONYM, hit);
        }
    }
}

static int
compare_topics (gconstpointer a, gconstpointer b)
{
  const VecheTopic *x = *(VecheTopic *const *) a, *y = *(VecheTopic *const *) b;

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;

  return x->id < y->id ? -1 : x->id > y->id;
}

static VecheTopic *
topic_new (const VecheCompetencyRow *row, VecheTopicWay way, double weight, char *words)
{
  VecheTopic *topic = g_new0 (VecheTopic, 1);

  topic->id = row->id;
  topic->uid = g_strdup (row->uid);
  topic->name = g_strdup (row->name);
  topic->way = way;
  topic->weight = weight;
  topic->words = words;

  return topic;
}

GPtrArray *
veche_lexicon_topics (VecheLexicon *self, const char *text, GArray *words, double least)
{
  g_autofree VecheSupport *all = g_new0 (VecheSupport, self->entries->len + 1);
  GPtrArray *topics = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_topic_free);

  support_by_names (self, words, all);
  support_by_groups (self, words, all);
  for (guint i = 0; i < self->entries->len; i++)
    if (all[i].best > 0 && 1 - all[i].miss >= least)
      g_ptr_array_add (topics, topic_new (self->rows->pdata[i], all[i].way, 1 - all[i].miss,
                                          g_strndup (text + all[i].start, all[i].end - all[i].start)));
  g_ptr_array_sort (topics, compare_topics);
  if (topics->len > MOST_TOPICS)
    g_ptr_array_set_size (topics, MOST_TOPICS);

  return topics;
}

GPtrArray *
veche_lexicon_synonyms (VecheLexicon *self, const char *text, GArray *words, guint most)
{
  g_autoptr (GArray) hits = veche_phrases_find (veche_lexicon_groups (), words, FALSE);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint h = 0; h < hits->len && names->len < most; h++)
    {
      VechePhraseHit *hit = &g_array_index (hits, VechePhraseHit, h);

      if (hit->kind == VECHE_PHRASE_NAME)
        veche_phrases_collect (veche_lexicon_groups (), hit->tag, text + hit->start, hit->end - hit->start, names, most);
    }

  return names;
}

/*** One name ***/

const char *
veche_lexicon_group (VecheLexicon *self, const char *phrase)
{
  g_autoptr (GArray) named = veche_phrases_naming (veche_lexicon_groups (), phrase);

  return named->len > 0 ? veche_phrases_first (veche_lexicon_groups (), g_array_index (named, guint, 0)) : NULL;
}

gboolean
veche_lexicon_is_within (const char *phrase, const char *broader)
{
  g_autoptr (GArray) named = veche_phrases_naming (veche_lexicon_groups (), phrase), above = veche_phrases_naming (veche_lexicon_groups (), broader);

  for (guint i = 0; i < named->len; i++)
    for (guint k = 0; k < above->len; k++)
      if (g_array_index (named, guint, i) == g_array_index (above, guint, k)
          || veche_lexicon_broader (g_array_index (named, guint, i)) == (gint) g_array_index (above, guint, k))
        return TRUE;

  return FALSE;
}

VecheTopic *
veche_lexicon_topic_for_uid (VecheLexicon *self, const char *uid)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      VecheCompetencyRow *row = self->rows->pdata[i];

      if (strcmp (row->uid, uid) == 0)
        return topic_new (row, VECHE_TOPIC_ADDED, W_NAME, g_strdup (row->name));
    }

  return NULL;
}

/*** The tree ***/

gint64
veche_lexicon_parent (VecheLexicon *self, gint64 competency)
{
  VecheEntry *entry = lexicon_entry (self, competency);

  return entry != NULL ? entry->row->parent_id : 0;
}

const char *
veche_lexicon_get_name (VecheLexicon *self, gint64 competency)
{
  VecheEntry *entry = lexicon_entry (self, competency);

  return entry != NULL ? entry->row->name : NULL;
}

static gboolean
holds (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

void
veche_lexicon_below (VecheLexicon *self, gint64 competency, GArray *ids)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      VecheCompetencyRow *row = self->rows->pdata[i];

      if (row->parent_id != competency || row->id == competency || holds (ids, row->id))
        continue;
      g_array_append_val (ids, row->id);
      veche_lexicon_below (self, row->id, ids);
    }
}
