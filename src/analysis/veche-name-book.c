/* veche-name-book.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-name-book.h"

#include <gio/gio.h>
#include <string.h>

#include "analysis/veche-name-reading.h"
#include "model/veche-places.h"
#include "model/veche-text.h"
#include "veche-config.h"
#include "veche-names-resources.h"

#define MAX_ADDED 2000    /* lines that a manager may add */

struct _VecheNameBook
{
  GHashTable *given;    /* (owned) key → VecheGiven */
  GPtrArray  *forms;    /* (owned) of each full name: GPtrArray of keys */
  GHashTable *common;   /* (owned) neutral keys, those of middling as well */
  GHashTable *middling; /* (owned) neutral keys */
  GHashTable *shared;   /* (owned) folded words */
  GHashTable *decorations;   /* (owned) folded words */
};

/* (transfer full): the lines of a file of data/names, without the remarks */
static GPtrArray *
read_lines (const char *name)
{
  g_autofree char *path = g_strconcat (VECHE_RESOURCE_BASE "/names/", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_free);

  veche_names_get_resource ();
  bytes = g_resources_lookup_data (path, 0, &error);
  g_assert_no_error (error);

  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '#' && lines[i][0] != '\0')
      g_ptr_array_add (kept, g_strdup (lines[i]));

  return kept;
}

static void
add_form (VecheNameBook *self, guint name, gboolean male, const char *word)
{
  g_autofree char *key = veche_text_translit_key (word);
  VecheGiven *given;

  if (key[0] == '\0')
    return;

  given = g_hash_table_lookup (self->given, key);
  if (given == NULL)
    {
      given = g_new0 (VecheGiven, 1);
      g_hash_table_insert (self->given, g_strdup (key), given);
    }
  given->male |= male;
  given->female |= !male;
  for (guint i = 0; i < given->n; i++)
    if (given->names[i] == name)
      return;
  if (given->n < G_N_ELEMENTS (given->names))
    given->names[given->n++] = (guint16) name;
  g_ptr_array_add (self->forms->pdata[name], g_steal_pointer (&key));
}

static void
add_line (VecheNameBook *self, gboolean male, const char *full, const char *short_forms)
{
  guint name = self->forms->len;
  g_auto (GStrv) words = g_strsplit_set (short_forms, " ,;", -1);

  g_ptr_array_add (self->forms, g_ptr_array_new_with_free_func (g_free));
  add_form (self, name, male, full);
  for (guint i = 0; words[i] != NULL; i++)
    add_form (self, name, male, words[i]);
}

static void
read_given (VecheNameBook *self, const char *more)
{
  g_autoptr (GPtrArray) lines = read_lines ("given.tsv");
  g_auto (GStrv) added = g_strsplit (more != NULL ? more : "", "\n", MAX_ADDED);

  for (guint i = 0; i < lines->len; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines->pdata[i], "\t", 3);

      if (g_strv_length (columns) == 3)
        add_line (self, columns[0][0] == 'm', columns[1], columns[2]);
    }
  for (guint i = 0; added[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit_set (added[i], "\t:", 2);
      g_autofree char *key = columns[0] != NULL ? veche_text_translit_key (columns[0]) : NULL;
      const VecheGiven *known = key != NULL ? g_hash_table_lookup (self->given, key) : NULL;

      /* A name that is there already takes the new forms besides its own. */
      if (g_strv_length (columns) == 2)
        add_line (self, known != NULL ? known->male : !g_str_has_suffix (key, "a"), columns[0], columns[1]);
    }
}

static void
read_words (GHashTable *set, const char *file, gboolean surnames)
{
  g_autoptr (GPtrArray) lines = read_lines (file);

  for (guint i = 0; i < lines->len; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines->pdata[i], " ", -1);

      for (guint k = 0; words[k] != NULL; k++)
        {
          g_autofree char *key = surnames ? veche_text_translit_key (words[k]) : veche_text_fold (words[k]);

          if (key[0] != '\0')
            g_hash_table_add (set, surnames ? veche_name_neutral_surname (key, NULL) : g_steal_pointer (&key));
        }
    }
}

/* The same for every book: key → key of the first name of that city. */
static GHashTable *
get_cities (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      GPtrArray *cities = veche_places_list ();
      GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

      for (guint i = 0; i < cities->len; i++)
        {
          GStrv names = cities->pdata[i];

          for (guint k = 0; names[k] != NULL; k++)
            g_hash_table_insert (keys, veche_text_translit_key (names[k]), veche_text_translit_key (names[0]));
        }
      g_once_init_leave (&once, (gsize) keys);
    }

  return (GHashTable *) once;
}

VecheNameBook *
veche_name_book_new (const char *more)
{
  VecheNameBook *self = g_new0 (VecheNameBook, 1);

  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->forms = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->common = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->middling = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->decorations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_given (self, more);
  read_words (self->common, "common.txt", TRUE);
  read_words (self->common, "middling.txt", TRUE);
  read_words (self->middling, "middling.txt", TRUE);
  read_words (self->shared, "shared.txt", FALSE);
  read_words (self->decorations, "decorations.txt", FALSE);

  return self;
}

void
veche_name_book_free (VecheNameBook *self)
{
  g_hash_table_unref (self->given);
  g_ptr_array_unref (self->forms);
  g_hash_table_unref (self->common);
  g_hash_table_unref (self->middling);
  g_hash_table_unref (self->shared);
  g_hash_table_unref (self->decorations);
  g_free (self);
}

const VecheGiven *
veche_name_book_find (VecheNameBook *self, const char *key)
{
  return g_hash_table_lookup (self->given, key);
}

GPtrArray *
veche_name_book_list_forms (VecheNameBook *self, guint name)
{
  return self->forms->pdata[name];
}

gboolean
veche_name_book_is_common (VecheNameBook *self, const char *surname)
{
  return g_hash_table_contains (self->common, surname);
}

gboolean
veche_name_book_is_middling (VecheNameBook *self, const char *surname)
{
  return g_hash_table_contains (self->middling, surname);
}

gboolean
veche_name_book_is_shared (VecheNameBook *self, const char *word)
{
  return g_hash_table_contains (self->shared, word);
}

gboolean
veche_name_book_is_decoration (VecheNameBook *self, const char *word)
{
  return g_hash_table_contains (self->decorations, word);
}

char *
veche_name_book_city_key (VecheNameBook *self, const char *city)
{
  g_autofree char *first = g_strndup (city, strcspn (city, ",(/"));
  char *key = veche_text_translit_key (first);
  const char *known = g_hash_table_lookup (get_cities (), key);

  if (known == NULL)
    return key;
  g_free (key);

  return g_strdup (known);
}

gboolean
veche_given_meet (const VecheGiven *a, const VecheGiven *b)
{
  for (guint i = 0; i < a->n; i++)
    for (guint k = 0; k < b->n; k++)
      if (a->names[i] == b->names[k])
        return TRUE;

  return FALSE;
}

typedef struct { const char *from, *to; int gender; } VecheEnding;

/* Of keys: ё and о after ж, ш, ч, ц are one, so -ов and -ев are. */
static const VecheEnding endings[] = {
  { "skaia", "ski", -1 }, { "ckaia", "cki", -1 }, { "ska", "ski", -1 }, { "aia", "i", -1 },
  { "ova", "ev", -1 },    { "eva", "ev", -1 },    { "ina", "in", -1 },
  { "skii", "ski", 1 },   { "ski", "ski", 1 },    { "skoi", "skoi", 1 },
  { "ov", "ev", 1 },      { "ev", "ev", 1 },      { "ef", "ev", 1 },      { "of", "ev", 1 }, { "in", "in", 1 },
};

char *
veche_name_neutral_surname (const char *key, int *gender)
{
  gsize length = strlen (key);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (length >= strlen (endings[i].from) + 2 && g_str_has_suffix (key, endings[i].from))
      {
        g_autofree char *stem = g_strndup (key, length - strlen (endings[i].from));

        if (gender != NULL)
          *gender = endings[i].gender;
        return g_strconcat (stem, endings[i].to, NULL);
      }
  if (gender != NULL)
    *gender = 0;

  return g_strdup (key);
}

gboolean
veche_name_one_off (const char *a, const char *b)
{
  gsize n = strlen (a), m = strlen (b), i = 0;

  if (n > m)
    return veche_name_one_off (b, a);
  if (m - n > 1)
    return FALSE;

  while (i < n && a[i] == b[i])
    i++;
  if (m > n)
    return strcmp (a + i, b + i + 1) == 0;
  if (i == n || strcmp (a + i + 1, b + i + 1) == 0)
    return TRUE;

  return i + 1 < n && a[i] == b[i + 1] && a[i + 1] == b[i] && strcmp (a + i + 2, b + i + 2) == 0;
}

/*** Soft signs ***/

/* The next letter of a folded Russian word, and whether a soft sign stands behind it, before a consonant; 0 at its end. */
static gunichar
next_soft (const char **p, gboolean *soft)
{
  gunichar c = g_utf8_get_char (*p);

  if (c != 0)
    *p = g_utf8_next_char (*p);
  *soft = g_utf8_get_char (*p) == 0x44c /* ь */;
  if (*soft)
    *p = g_utf8_next_char (*p);
  *soft = *soft && **p != '\0' && g_utf8_strchr ("аеийоуыэюя", -1, g_utf8_get_char (*p)) == NULL;

  return c;
}

/* Паньков and Панков are two families, though the Latin alphabet writes both alike; a daughter's а is none of it. */
static gboolean
differs_in_softness (const char *a, const char *b)
{
  gboolean differs = FALSE, soft_a, soft_b;

  while (*a != '\0' && *b != '\0')
    {
      gunichar x = next_soft (&a, &soft_a), y = next_soft (&b, &soft_b);

      if (x != y || x < 0x430)
        return FALSE;
      differs |= soft_a != soft_b;
    }

  return differs && (strcmp (a, "") == 0 || strcmp (a, "а") == 0) && (strcmp (b, "") == 0 || strcmp (b, "а") == 0);
}

gboolean
veche_name_differs_in_softness (const char *a, const char *b)
{
  g_autofree char *folded_a = veche_text_fold (a), *folded_b = veche_text_fold (b);
  g_autoptr (GPtrArray) of_a = strstr (folded_a, "ь") != NULL || strstr (folded_b, "ь") != NULL ? veche_name_split (folded_a, FALSE) : NULL;
  g_autoptr (GPtrArray) of_b = of_a != NULL ? veche_name_split (folded_b, FALSE) : NULL;

  for (guint i = 0; of_b != NULL && i < of_a->len; i++)
    for (guint k = 0; k < of_b->len; k++)
      if (differs_in_softness (of_a->pdata[i], of_b->pdata[k]))
        return TRUE;

  return FALSE;
}
