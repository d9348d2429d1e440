/* veche-name-reading.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-name-reading.h"

#include <string.h>

#include "model/veche-spelling.h"
#include "model/veche-text.h"

#define MAX_WORDS 6

typedef struct
{
  char             *key;      /* (owned) */
  const VecheGiven *set;
  gboolean          initial, patronymic, firm;   /* firm: a patronymic by its ending alone, whatever stands beside it */
  gboolean          small;                       /* begins with a small letter, as no name does: "Аня рисует" */
} VecheWord;

void
veche_name_reading_free (VecheNameReading *self)
{
  g_free (self->text);
  g_free (self->given);
  g_free (self->surname);
  g_free (self->surname_key);
  g_free (self->more);
  g_free (self->patronymic);
  g_free (self);
}

GPtrArray *
veche_name_split (const char *text, gboolean camel)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean lower = FALSE;

  for (const char *p = valid;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean letter = c != 0 && (g_unichar_isalpha (c) || g_unichar_ismark (c) || veche_spelling_is_apostrophe (c));

      if ((!letter || (camel && lower && g_unichar_isupper (c))) && word->len > 0)
        {
          g_ptr_array_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      if (c == 0 || words->len >= 2 * MAX_WORDS)
        return words;
      lower = letter && g_unichar_islower (c);
      if (letter)
        g_string_append_unichar (word, c);
    }
}

/* By the key: Сергеевич, Sergeevich; Сергеевна, Sergeevna; Ильич, Ильинична. */
static void
judge_patronymic (VecheWord *word)
{
  static const char *const his[] = { "oviq", "eviq", "viq", "iliq", "itiq", "miq", "kiq", NULL };
  static const char *const hers[] = { "ovna", "evna", "iqna", "inwna", NULL };
  gsize length = strlen (word->key);

  for (guint i = 0; his[i] != NULL && length > 5; i++)
    word->patronymic |= g_str_has_suffix (word->key, his[i]);
  for (guint i = 0; hers[i] != NULL && length > 5; i++)
    word->firm |= g_str_has_suffix (word->key, hers[i]);
  word->patronymic |= word->firm || strcmp (word->key, "iliq") == 0;
}

/* "Bodyagin Photo", "Lena official": the second word is what they do, or want to be. */
static gboolean
is_decoration (VecheNameBook *book, const char *word)
{
  g_autofree char *folded = veche_text_fold (word);

  return strlen (folded) > 2 && veche_name_book_is_decoration (book, folded);
}

static guint
read_words (VecheNameBook *book, const char *text, gboolean of_handle, VecheWord *words)
{
  g_autoptr (GPtrArray) parts = veche_name_split (text, of_handle);
  guint n = 0, small = 0;

  for (guint i = 0; i < parts->len && n < MAX_WORDS; i++)
    {
      VecheWord *word = &words[n];

      word->key = veche_text_translit_key (parts->pdata[i]);
      if (word->key[0] == '\0' || (!of_handle && n > 0 && is_decoration (book, parts->pdata[i])))
        {
          g_clear_pointer (&word->key, g_free);
          continue;
        }
      word->initial = g_utf8_strlen (parts->pdata[i], -1) == 1;
      word->small = !of_handle && g_unichar_islower (g_utf8_get_char (parts->pdata[i]));
      word->set = word->initial || (of_handle && strlen (word->key) < 3) ? NULL : veche_name_book_find (book, word->key);
      if (!word->initial && !of_handle)
        judge_patronymic (word);
      small += word->small;
      n++;
    }

  /* Somebody who writes all in small letters means nothing by it. */
  for (guint i = 0; i < n; i++)
    words[i].small = words[i].small && small < n;

  return n;
}

static char *
father_of (const char *key)
{
  static const char *const tails[] = { "oviq", "eviq", "ovna", "evna", "iniqna", "iqna", "iq", NULL };

  for (guint i = 0; tails[i] != NULL; i++)
    if (g_str_has_suffix (key, tails[i]))
      return g_strndup (key, MIN (strlen (key) - strlen (tails[i]), 4));

  return g_strndup (key, 4);
}

static void
set_surname (VecheNameReading *form, const char *key)
{
  if (form->surname != NULL && form->more == NULL)
    form->more = g_steal_pointer (&form->surname);
  g_free (form->surname);
  g_free (form->surname_key);
  form->surname = veche_name_neutral_surname (key, &form->surname_gender);
  form->surname_key = g_strdup (key);
}

static void
set_given (VecheNameReading *form, const VecheWord *word)
{
  form->given = g_strdup (word->key);
  form->set = word->set;
}

static void
set_initial (VecheNameReading *form, const VecheWord *word)
{
  if (form->given == NULL && form->given_initial == '\0')
    form->given_initial = word->key[0];
  else if (form->given != NULL && form->surname == NULL && form->surname_initial == '\0')
    form->surname_initial = word->key[0];
  else if (form->patronymic_initial == '\0')
    form->patronymic_initial = word->key[0];
}

/* given, father: indexes of the words, -1 for none; all others are surnames. */
static VecheNameReading *
make_form (const char *text, const VecheWord *words, guint n, int given, int father, gboolean of_handle)
{
  VecheNameReading *form = g_new0 (VecheNameReading, 1);

  form->text = g_strdup (text);
  form->of_handle = of_handle;
  if (given >= 0)
    set_given (form, &words[given]);
  if (father >= 0)
    form->patronymic = father_of (words[father].key);
  for (int i = 0; i < (int) n; i++)
    if (i != given && i != father && !words[i].initial && !words[i].small)
      set_surname (form, words[i].key);
  for (guint i = 0; i < n; i++)
    if (words[i].initial)
      set_initial (form, &words[i]);

  return form;
}

static gboolean
looks_like_surname (const char *key)
{
  static const char *const tails[] = { "ov", "ev", "in", "ova", "eva", "ina", "ski", "skaia", "enko", "uk", "ian", "idze", "wvili", "son", NULL };

  for (guint i = 0; tails[i] != NULL; i++)
    if (strlen (key) > strlen (tails[i]) + 2 && g_str_has_suffix (key, tails[i]))
      return TRUE;

  return FALSE;
}

/* "ivanpetrov": a first name that we know, and at least four letters more. */
static GPtrArray *
read_joined (VecheNameBook *book, const char *text, const char *key)
{
  GPtrArray *forms = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_name_reading_free);
  gsize length = strlen (key);

  for (gsize cut = 3; cut + 3 <= length; cut++)
    for (guint front = 0; front < 2; front++)
      {
        g_autofree char *head = g_strndup (key, cut);
        const char *tail = key + cut;
        const VecheGiven *set = veche_name_book_find (book, front ? head : tail);
        VecheWord words[2] = { { .key = front ? head : (char *) tail, .set = set }, { .key = front ? (char *) tail : head } };

        if (set != NULL && strlen (words[1].key) >= 4 && strlen (words[0].key) >= 3 && forms->len < 3)
          g_ptr_array_add (forms, make_form (text, words, 2, 0, -1, TRUE));
      }

  return forms;
}

static void
list_readings (const char *text, const VecheWord *words, guint n, gboolean of_handle, GPtrArray *forms)
{
  int given = -1, other = -1, father = -1;
  guint whole = 0;

  for (int i = 0; i < (int) n; i++)
    {
      whole += !words[i].initial;
      if (words[i].set != NULL && given < 0)
        given = i;
      else if (words[i].set != NULL && other < 0)
        other = i;
    }
  for (int i = 0; i < (int) n; i++)
    if (i != given && words[i].patronymic && (words[i].firm || whole >= 3))
      father = i;

  /* "Евстигней Парфёнович Лыков", "Óscar Ibáñez Echeverría": a first name that no list has. */
  if (given < 0 && father > 0 && !words[father - 1].initial)
    given = father - 1;
  else if (given < 0 && father < 0 && whole == 3 && n == 3 && !of_handle && !words[0].small)
    given = 0;

  if (given < 0 && whole == 2 && father < 0 && n == 2)
    {
      g_ptr_array_add (forms, make_form (text, words, n, 0, -1, of_handle));
      g_ptr_array_add (forms, make_form (text, words, n, 1, -1, of_handle));
    }
  else if (given >= 0 || (n > 1 && whole > 0) || (whole == 1 && !of_handle && looks_like_surname (words[0].key)))
    {
      g_ptr_array_add (forms, make_form (text, words, n, given, father, of_handle));
      if (given >= 0 && other >= 0 && whole == 2)
        g_ptr_array_add (forms, make_form (text, words, n, other, father, of_handle));
    }
}

/* The one word between quotes: byte offsets of what stands around it. */
static gboolean
find_quoted (const char *text, gsize *start, gsize *end, char **inside)
{
  static const char *const marks[][2] = { { "«", "»" }, { "“", "”" }, { "„", "“" }, { "\"", "\"" } };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *open = strstr (text, marks[i][0]);
      const char *close = open != NULL ? strstr (open + strlen (marks[i][0]), marks[i][1]) : NULL;

      if (close == NULL || open == text)
        continue;
      *inside = g_strndup (open + strlen (marks[i][0]), close - open - strlen (marks[i][0]));
      *start = open - text;
      *end = close - text + strlen (marks[i][1]);
      return strpbrk (*inside, " \t") == NULL && text[*end] != '\0';
    }

  return FALSE;
}

static GPtrArray *
read_plain (VecheNameBook *book, const char *text, gboolean of_handle)
{
  GPtrArray *forms = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_name_reading_free);
  VecheWord words[MAX_WORDS] = { { 0 } };
  guint n = read_words (book, text, of_handle, words);

  if (n == 1 && of_handle && words[0].set == NULL)
    {
      g_ptr_array_unref (forms);
      forms = read_joined (book, text, words[0].key);
    }
  else if (n > 0)
    list_readings (text, words, n, of_handle, forms);
  for (guint i = 0; i < n; i++)
    g_free (words[i].key);

  return forms;
}

/* Арсений «Барсук» Луговой is Арсений Луговой, and Барсук Луговой.  Further quotes are not taken apart: each would double the readings. */
static GPtrArray *
read_nicknamed (VecheNameBook *book, const char *text)
{
  g_autofree char *inside = NULL, *plain = NULL, *nicked = NULL;
  GPtrArray *forms;
  gsize start, end;

  if (!find_quoted (text, &start, &end, &inside))
    return NULL;

  plain = g_strdup_printf ("%.*s%s", (int) start, text, text + end);
  nicked = g_strdup_printf ("%s%s", inside, text + end);
  forms = read_plain (book, plain, FALSE);
  g_ptr_array_extend_and_steal (forms, read_plain (book, nicked, FALSE));

  return forms;
}

GPtrArray *
veche_name_reading_read (VecheNameBook *book, const char *text, gboolean of_handle)
{
  GPtrArray *forms = of_handle ? NULL : read_nicknamed (book, text);

  return forms != NULL ? forms : read_plain (book, text, of_handle);
}

/*** Two of them ***/

typedef enum { UNKNOWN, SAME, SHORT, NEAR, INITIAL, DIFFERENT } VecheMeet;

static gboolean
initials_meet (char a, char b)
{
  return a == b || (strchr ("ij", a) != NULL && strchr ("ij", b) != NULL) || (strchr ("ck", a) != NULL && strchr ("ck", b) != NULL);
}

/* "А." may stand for any of the names that the word stands for, so only the word's own letter is asked. */
static VecheMeet
meet_given (const VecheNameReading *a, const VecheNameReading *b)
{
  if (a->given != NULL && b->given != NULL)
    {
      if (strcmp (a->given, b->given) == 0)
        return SAME;
      if (a->set != NULL && b->set != NULL)
        return veche_given_meet (a->set, b->set) ? SHORT : DIFFERENT;
      return strlen (a->given) >= 5 && strlen (b->given) >= 5 && veche_name_one_off (a->given, b->given) ? NEAR : DIFFERENT;
    }
  if ((a->given == NULL && a->given_initial == '\0') || (b->given == NULL && b->given_initial == '\0'))
    return UNKNOWN;

  return initials_meet (a->given != NULL ? a->given[0] : a->given_initial, b->given != NULL ? b->given[0] : b->given_initial) ? INITIAL
                                                                                                                       : DIFFERENT;
}

static gboolean
any_surname (const VecheNameReading *a, const VecheNameReading *b, gboolean (*same) (const char *, const char *))
{
  const char *of_a[] = { a->surname, a->more }, *of_b[] = { b->surname, b->more };

  for (guint i = 0; i < 2; i++)
    for (guint k = 0; k < 2; k++)
      if (of_a[i] != NULL && of_b[k] != NULL && same (of_a[i], of_b[k]))
        return TRUE;

  return FALSE;
}

/* One letter of a key, without what standards of transliteration disagree on: Г is g or h (Hrytsenko), ö is o or oe (Mueller), a German
 * h only makes the vowel long (Ehrenberg). */
static char
next_plain (const char **p)
{
  char c = **p;

  (*p)++;
  if (c != '\0' && strchr ("aou", c) != NULL && **p == 'e' && (*p)[1] != '\0')
    (*p)++;
  else if (c != '\0' && strchr ("aeou", c) != NULL && **p == 'h' && (*p)[1] != '\0' && strchr ("lmnr", (*p)[1]) != NULL)
    (*p)++;

  return c == 'h' ? 'g' : c;
}

static gboolean
equal (const char *a, const char *b)
{
  if (strcmp (a, b) == 0)
    return TRUE;
  if (strlen (a) < 5 || strlen (b) < 5)
    return FALSE;

  while (*a != '\0' && *b != '\0')
    if (next_plain (&a) != next_plain (&b))
      return FALSE;

  return *a == *b;
}

/* What is heard alike and so is miswritten: unstressed vowels (Мещеряков, Мещереков). */
static const char *
skip_vowels (const char *p)
{
  while (*p != '\0' && strchr ("aeiou", *p) != NULL)
    p++;

  return p;
}

static gboolean
sounds_alike (const char *a, const char *b)
{
  guint consonants = 0;

  if (a[0] != b[0])
    return FALSE;
  while (*a != '\0' && *b != '\0')
    {
      const char *next_a = skip_vowels (a), *next_b = skip_vowels (b);

      if ((next_a == a) != (next_b == b) || *next_a != *next_b)
        return FALSE;
      consonants++;
      a = *next_a != '\0' ? next_a + 1 : next_a;
      b = *next_b != '\0' ? next_b + 1 : next_b;
    }

  return *a == *b && consonants >= 5;
}

static gboolean
nearly (const char *a, const char *b)
{
  return strlen (a) >= 7 && strlen (b) >= 7 && (veche_name_one_off (a, b) || sounds_alike (a, b));
}

/* Whoever types without marks writes s for ś and c for č. */
static gboolean
same_without_marks (const char *a, const char *b)
{
  static const char from[] = "wqj", to[] = "scz";

  if (strlen (a) != strlen (b) || strlen (a) < 4)
    return FALSE;
  for (; *a != '\0'; a++, b++)
    {
      const char *x = strchr (from, *a), *y = strchr (from, *b);

      if ((x != NULL ? to[x - from] : *a) != (y != NULL ? to[y - from] : *b))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_marks (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) >= 0x100 && g_utf8_get_char (p) < 0x180)
      return TRUE;

  return FALSE;
}

static VecheMeet
meet_surname (const VecheNameReading *a, const VecheNameReading *b)
{
  char x = a->surname != NULL ? a->surname[0] : a->surname_initial, y = b->surname != NULL ? b->surname[0] : b->surname_initial;

  if (a->surname != NULL && b->surname != NULL)
    return any_surname (a, b, equal) ? (veche_name_differs_in_softness (a->text, b->text) ? DIFFERENT : SAME)
           : has_marks (a->text) != has_marks (b->text) && any_surname (a, b, same_without_marks) ? SAME
           : any_surname (a, b, nearly) ? NEAR
                                        : DIFFERENT;
  if (x == '\0' || y == '\0')
    return UNKNOWN;

  return initials_meet (x, y) ? INITIAL : DIFFERENT;
}

gboolean
veche_name_reading_same_surnames (const VecheNameReading *a, const VecheNameReading *b)
{
  return equal (a->surname, b->surname) ? equal (a->more, b->more) || nearly (a->more, b->more)
                                        : (equal (a->surname, b->more) && equal (a->more, b->surname)) || (nearly (a->surname, b->surname) && equal (a->more, b->more));
}

/* Abroad Анна Иванова may sign Anna Ivanov: her own name says enough. */
static gboolean
genders_clash (const VecheNameReading *a, const VecheNameReading *b, VecheMeet given)
{
  if (a->surname_gender * b->surname_gender >= 0)
    return FALSE;

  return !(given == SAME && a->set != NULL && a->set->male != a->set->female);
}

/* Full names that share a short one, or a key, and yet are two: nobody writes the one for the other. */
static gboolean
names_are_two (const char *a, const char *b)
{
  static const char *const twos[][2] = {
    { "алия", "алина" }, { "алия", "алла" }, { "карин", "карина" }, { "karin", "karina" }, { "hannah", "anna" }, { "hanna", "anna" },
    { "данил", "даниэль" }, { "даниил", "даниэль" }, { "ева", "эвелина" }, { "christian", "christina" }, { "ян", "яна" },
  };
  g_autoptr (GPtrArray) of_a = veche_name_split (a, FALSE);
  g_autoptr (GPtrArray) of_b = veche_name_split (b, FALSE);

  for (guint i = 0; i < of_a->len; i++)
    for (guint k = 0; k < of_b->len; k++)
      {
        g_autofree char *x = veche_text_fold (of_a->pdata[i]);
        g_autofree char *y = veche_text_fold (of_b->pdata[k]);

        for (guint t = 0; t < G_N_ELEMENTS (twos); t++)
          if ((strcmp (x, twos[t][0]) == 0 && strcmp (y, twos[t][1]) == 0) || (strcmp (x, twos[t][1]) == 0 && strcmp (y, twos[t][0]) == 0))
            return TRUE;
      }

  return FALSE;
}

VecheNamesMeet
veche_name_reading_meet (const VecheNameReading *a, const VecheNameReading *b)
{
  VecheMeet given = meet_given (a, b), surname = meet_surname (a, b);
  gboolean known = given == SAME || given == SHORT;

  if (surname == SAME && given != DIFFERENT && genders_clash (a, b, given))
    return VECHE_NAMES_GENDER;
  if (surname == SAME && given != UNKNOWN)
    return given == DIFFERENT ? VECHE_NAMES_FAMILY
           : given == INITIAL ? VECHE_NAMES_INITIAL
           : given == NEAR    ? VECHE_NAMES_NEARLY
           : given == SHORT   ? names_are_two (a->text, b->text) ? VECHE_NAMES_NEARLY : VECHE_NAMES_SHORT
                              : names_are_two (a->text, b->text) ? VECHE_NAMES_NEARLY : VECHE_NAMES_FULL;
  if (surname == SAME)
    return VECHE_NAMES_SURNAME;
  if (surname == NEAR && known)
    return VECHE_NAMES_NEARLY;
  if (surname == INITIAL && known)
    return VECHE_NAMES_GIVEN_INITIAL;
  if (surname == UNKNOWN && known)
    return VECHE_NAMES_GIVEN;
  if (given == DIFFERENT)
    return surname == UNKNOWN ? VECHE_NAMES_OTHER_GIVEN : VECHE_NAMES_OTHER;
  if ((surname == DIFFERENT || surname == NEAR) && given != UNKNOWN)
    return VECHE_NAMES_OTHER_SURNAME;

  return surname == DIFFERENT ? VECHE_NAMES_OTHER : VECHE_NAMES_UNRELATED;
}

int
veche_name_reading_fathers (const VecheNameReading *a, const VecheNameReading *b)
{
  char x = a->patronymic != NULL ? a->patronymic[0] : a->patronymic_initial, y = b->patronymic != NULL ? b->patronymic[0] : b->patronymic_initial;

  if (a->patronymic != NULL && b->patronymic != NULL)
    return strncmp (a->patronymic, b->patronymic, 4) == 0 ? 1 : -1;
  if (x == '\0' || y == '\0')
    return 0;

  return initials_meet (x, y) ? 1 : -1;
}

static gboolean
is_nicknamed (VecheNameBook *book, const char *text)
{
  g_autofree char *inside = NULL, *key = NULL;
  g_autoptr (GPtrArray) words = veche_name_split (text, FALSE);
  gsize start, end;

  if (words->len < 3 || !find_quoted (text, &start, &end, &inside))
    return FALSE;
  key = veche_text_translit_key (words->pdata[0]);

  return veche_name_book_find (book, key) != NULL;
}

int
veche_name_reading_generation (const VecheNameReading *self)
{
  static const struct { const char *mark; int generation; } marks[] = {
    { "jr", 1 }, { "junior", 1 }, { "мл", 1 }, { "младший", 1 }, { "младшая", 1 }, { "sr", 2 }, { "senior", 2 }, { "ст", 2 }, { "старший", 2 }, { "старшая", 2 },
  };
  g_autoptr (GPtrArray) words = veche_name_split (self->text, FALSE);

  for (guint w = 1; w < words->len; w++)
    {
      g_autofree char *word = veche_text_fold (words->pdata[w]);

      for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
        if (strcmp (word, marks[i].mark) == 0)
          return marks[i].generation;
    }

  return 0;
}

gboolean
veche_name_reading_is_team (VecheNameBook *book, const char *text, gboolean nick)
{
  g_autoptr (GPtrArray) words = veche_name_split (text, FALSE);
  guint givens = 0;
  gboolean joined = strchr (text, '&') != NULL;

  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *key = veche_text_translit_key (words->pdata[i]);
      g_autofree char *word = veche_text_fold (words->pdata[i]);

      if (veche_name_book_is_shared (book, word) && (!nick || i == 0))
        return TRUE;
      joined |= i > 0 && (strcmp (word, "и") == 0 || strcmp (word, "and") == 0);
      givens += veche_name_book_find (book, key) != NULL;
    }

  /* «Клуб», but not Иван «Жук» Рогов. */
  return (strstr (text, "«") != NULL && !is_nicknamed (book, text)) || (joined && givens > 1);
}
