/* veche-handle.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-handle.h"

#include <stdlib.h>
#include <string.h>

#include "model/veche-text.h"

#define LONG_REST 4     /* letters beside a first name, from which on nobody else would have thought of it */
#define OF_LETTER_AND_SURNAME 50
#define GENERIC 6       /* "alex" on two platforms says next to nothing */

void
veche_handle_free (VecheHandle *self)
{
  g_free (self->text);
  g_free (self->bare);
  g_free (self->letters);
  g_free (self->key);
  g_free (self->turned);
  g_free (self);
}

/* In a key the same letter never stands twice, nor e after i; where two keys meet it may. */
static char *
join_keys (const char *a, const char *b)
{
  GString *joined = g_string_new (a);

  for (const char *p = b; *p != '\0'; p++)
    {
      if (p == b && *p == 'e' && joined->len > 0 && joined->str[joined->len - 1] == 'i')
        g_string_truncate (joined, joined->len - 1);
      if (joined->len == 0 || joined->str[joined->len - 1] != *p)
        g_string_append_c (joined, *p);
    }

  return g_string_free (joined, FALSE);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
read_key (VecheHandle *self, GPtrArray *words)
{
  self->key = g_strdup ("");
  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *word = veche_text_translit_key (words->pdata[i]);
      g_autofree char *before = self->key;

      self->key = join_keys (before, word);
    }
}

static void
read_turned (VecheHandle *self, GPtrArray *words)
{
  GString *turned = g_string_new (NULL);

  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (turned, "%s ", (char *) words->pdata[i]);
  self->turned = g_string_free (turned, FALSE);
}

/* What is left of the handle beside a first name that we know: -1, when there is none. */
static int
rest_of_given (VecheHandle *self, VecheNameBook *book, GPtrArray *words, char **rest)
{
  gsize length = strlen (self->key);

  for (guint i = 0; i < words->len && words->len > 1; i++)
    {
      g_autofree char *key = veche_text_translit_key (words->pdata[i]);
      g_autofree char *other = NULL;

      if (strlen (key) < 3 || veche_name_book_find (book, key) == NULL)
        continue;
      for (guint k = 0; k < words->len; k++)
        if (k != i)
          other = other != NULL ? (g_free (other), NULL) : veche_text_translit_key (words->pdata[k]);
      *rest = words->len == 2 ? g_steal_pointer (&other) : NULL;
      return *rest != NULL ? (int) strlen (*rest) : 9;
    }
  for (gsize cut = length; cut >= 4; cut--)
    {
      g_autofree char *head = g_strndup (self->key, cut);

      if (veche_name_book_find (book, head) != NULL)
        {
          *rest = g_strdup (self->key + cut);
          return (int) (length - cut);
        }
      if (veche_name_book_find (book, self->key + length - cut) != NULL)
        {
          *rest = g_strndup (self->key, length - cut);
          return (int) (length - cut);
        }
    }

  return -1;
}

static gboolean
is_common (VecheNameBook *book, const char *key)
{
  g_autofree char *neutral = veche_name_neutral_surname (key, NULL);

  return veche_name_book_is_common (book, neutral);
}

/* A year of birth and the like tell more than nothing. */
static int
count_digits (const char *bare)
{
  int n = 0;

  for (const char *p = bare; *p != '\0'; p++)
    n += g_ascii_isdigit (*p);

  return n;
}

static int
by_length (const char *bare)
{
  static const int points[] = { 0, 0, 4, 6, 20, 45, 62, 72 };
  glong length = g_utf8_strlen (bare, -1);

  return length < (glong) G_N_ELEMENTS (points) ? points[length] : 82;
}

static void
weigh (VecheHandle *self, VecheNameBook *book, GPtrArray *words)
{
  g_autofree char *rest = NULL;
  int left, digits = count_digits (self->bare);

  self->strength = by_length (self->bare);
  if (veche_name_book_is_shared (book, self->letters) || (words->len > 1 && veche_name_book_is_shared (book, words->pdata[0]))
      || self->letters[0] == '\0')
    {
      self->generic = TRUE;
      self->strength = GENERIC;
      return;
    }

  left = rest_of_given (self, book, words, &rest);
  if (left >= 0 && left < 9)
    {
      static const int points[] = { GENERIC, 38, 50, 60 };

      self->of_name = TRUE;
      self->generic = left == 0 && digits < 2;
      self->strength = left == 0 ? (digits >= 4 ? 45 : digits >= 2 ? 25 : GENERIC) : left <= 3 ? points[left] : left <= LONG_REST ? 76 : 82;
      if (left > 3 && is_common (book, rest))
        self->strength = 48;
      self->strength = MIN (82, self->strength + (left > 0 && digits >= 2 ? 25 : 0));
    }
  else if (strlen (self->key) > 4 && (is_common (book, self->key) || is_common (book, self->key + 1)))
    {
      self->of_name = TRUE;
      self->initialled = !is_common (book, self->key);
      self->strength = 38 + (digits >= 2 ? 25 : 0);
    }
}

/* "petrov_dev" is also "petrov": for the key by which it meets others.  Not where a bare first name would be left. */
static void
undecorate (VecheHandle *self, VecheNameBook *book, GPtrArray *words)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autofree char *before = g_strdup (self->key);

  for (guint i = 0; i < words->len; i++)
    if (!veche_name_book_is_decoration (book, words->pdata[i]))
      g_ptr_array_add (kept, words->pdata[i]);
  if (kept->len == 0 || kept->len == words->len)
    return;

  g_free (self->key);
  read_key (self, kept);
  if (strlen (self->key) < 5 || veche_name_book_find (book, self->key) != NULL)
    {
      g_free (self->key);
      self->key = g_steal_pointer (&before);
      return;
    }
  for (guint i = words->len; i > 0; i--)
    if (veche_name_book_is_decoration (book, words->pdata[i - 1]))
      g_ptr_array_remove_index (words, i - 1);
}

/* d3m1urg: a digit that stands for the letter it looks like, between letters. */
static char *
unleet (const char *folded)
{
  static const char digits[] = "013457", letters[] = "oieast";
  char *plain = g_strdup (folded);
  guint swapped = 0, others = 0;

  for (gsize i = 0; folded[i] != '\0'; i++)
    {
      const char *found = g_ascii_isdigit (folded[i]) ? strchr (digits, folded[i]) : NULL;
      gboolean inside = i > 0 && g_ascii_isalpha (folded[i - 1]) && g_ascii_isalpha (folded[i + 1]);

      if (!inside || !g_ascii_isdigit (folded[i]))
        continue;
      if (found != NULL)
        plain[i] = letters[found - digits];
      swapped += found != NULL;
      others += found == NULL;
    }
  if (swapped == 0 || others > 0)
    g_clear_pointer (&plain, g_free);

  return plain;
}

VecheHandle *
veche_handle_new (VecheNameBook *book, const char *platform, const char *instance, const char *handle)
{
  g_autofree char *folded = veche_text_fold (handle[0] == '@' ? handle + 1 : handle);
  g_autofree char *plain = NULL, *spelled = NULL;
  g_autoptr (GPtrArray) words = NULL;
  GString *bare;
  VecheHandle *self;

  folded[strcspn (folded, strcmp (platform, "email") == 0 ? "@+" : "@")] = '\0';
  spelled = unleet (folded);
  bare = g_string_new (NULL);
  for (const char *p = spelled != NULL ? spelled : folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (bare, g_utf8_get_char (p));
  plain = g_string_free (bare, FALSE);
  if (plain[0] == '\0')
    return NULL;

  self = g_new0 (VecheHandle, 1);
  self->platform = platform;
  self->instance = instance != NULL ? instance : "";
  self->text = g_steal_pointer (&folded);
  self->bare = g_steal_pointer (&plain);
  self->letters = g_strdup (self->bare);
  for (gsize n = strlen (self->letters); n > 0 && g_ascii_isdigit (self->letters[n - 1]); n--)
    self->letters[n - 1] = '\0';
  words = veche_name_split (spelled != NULL ? spelled : handle[0] == '@' ? handle + 1 : handle, TRUE);
  if (strcmp (platform, "email") == 0)
    {
      g_ptr_array_unref (words);
      words = veche_name_split (self->text, FALSE);
    }
  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *word = words->pdata[i];

      words->pdata[i] = veche_text_fold (word);
    }
  read_key (self, words);
  weigh (self, book, words);
  undecorate (self, book, words);
  read_turned (self, words);

  return self;
}

static int
share (int strength, int percent, int most)
{
  return MIN (strength * percent / 100, most);
}

int
veche_handle_meet (const VecheHandle *a, const VecheHandle *b, gboolean *same, gboolean *numbered)
{
  int strength = MIN (a->strength, b->strength);
  gboolean long_enough = strlen (a->bare) >= 6 && strlen (b->bare) >= 6;
  gboolean ends_a = strlen (a->letters) < strlen (a->bare), ends_b = strlen (b->letters) < strlen (b->bare);

  *same = strcmp (a->text, b->text) == 0;
  *numbered = FALSE;
  /* That two would sign with the same letter and surname is rarer than either. */
  if (*same && a->initialled)
    return MAX (strength, OF_LETTER_AND_SURNAME);
  if (*same || a->generic || b->generic)
    {
      *numbered = !*same && ends_a && ends_b && strcmp (a->letters, b->letters) == 0;
      return *same ? strength : 0;
    }
  if (strcmp (a->bare, b->bare) == 0)
    return share (strength, a->of_name && strength < 60 ? 70 : 98, 80);
  if (!long_enough)
    return 0;
  if (strcmp (a->letters, b->letters) == 0)
    {
      *numbered = ends_a && ends_b;
      return *numbered ? 0 : share (strength, 40, 30);
    }
  if (strcmp (a->turned, b->turned) == 0)
    return share (strength, 70, 60);
  if (strlen (a->bare) - strlen (a->letters) != strlen (b->bare) - strlen (b->letters)
      || strcmp (a->bare + strlen (a->letters), b->bare + strlen (b->letters)) != 0)
    return 0;
  if (strcmp (a->key, b->key) == 0)
    return share (strength, 85, 66);

  return strlen (a->letters) >= 8 && strlen (b->letters) >= 8 && veche_name_one_off (a->letters, b->letters) ? share (strength, 45, 30) : 0;
}

/*** Handles made of names ***/

#define OF_WHOLE   45
#define OF_INITIAL 30
#define OF_PART    28
#define OF_SURNAME 22
#define OF_LETTER  15

/* Is the key the two joined?  As join_keys does, but without making the joined one: it is asked millions of times. */
static gboolean
joins_to (const char *key, const char *a, const char *b)
{
  gsize n = strlen (a);
  char last;

  if (*b == 'e' && n > 0 && a[n - 1] == 'i')
    n--;
  if (strncmp (key, a, n) != 0)
    return FALSE;

  last = n > 0 ? a[n - 1] : '\0';
  for (key += n; *b != '\0'; b++)
    {
      if (*b == last)
        continue;
      if (*key != *b)
        return FALSE;
      last = *b;
      key++;
    }

  return *key == '\0';
}

static gboolean
either_way (const char *key, const char *a, const char *b)
{
  return joins_to (key, a, b) || joins_to (key, b, a);
}

/* For one spelling of the first name, and one of the surname. */
static int
of_words (const char *key, const char *given, const char *surname)
{
  gsize length, first, last;
  char letter[2] = { surname[0], '\0' }, initial[2] = { given[0], '\0' };

  /* However they are joined, one of them comes first. */
  if (key[0] != given[0] && key[0] != surname[0])
    return 0;

  length = strlen (key);
  first = strlen (given);
  last = strlen (surname);
  /* Where two keys meet up to two letters become one. */
  if (length <= first + last && length + 2 >= first + last && either_way (key, given, surname))
    return OF_WHOLE;
  if (last > 3 && length <= last + 1 && length + 1 >= last && either_way (key, initial, surname))
    return OF_INITIAL;
  if (first > 2 && length >= first + 3 && strncmp (key, given, first) == 0 && strncmp (surname, key + first, length - first) == 0)
    return OF_PART;
  if (first > 2 && length <= first + 1 && length >= first && either_way (key, given, letter))
    return OF_LETTER;

  return last > 4 && strcmp (key, surname) == 0 ? OF_SURNAME : 0;
}

/* Her surname as she writes it, and its neutral form. */
static int
of_surnames (const char *key, const char *given, const VecheNameReading *name)
{
  const char *surnames[] = { name->surname_key, name->surname, name->more };
  int best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (surnames); i++)
    if (surnames[i] != NULL)
      best = MAX (best, of_words (key, given, surnames[i]));

  return best;
}

int
veche_handle_of_name (const VecheHandle *handle, const VecheNameReading *name, VecheNameBook *book, gboolean *whole)
{
  int best;

  *whole = FALSE;
  if (name->surname == NULL || name->given == NULL || handle->generic || strlen (handle->key) < 4)
    return 0;

  best = of_surnames (handle->key, name->given, name);
  for (guint i = 0; name->set != NULL && i < name->set->n && best < OF_WHOLE; i++)
    {
      GPtrArray *forms = veche_name_book_list_forms (book, name->set->names[i]);

      for (guint k = 0; k < forms->len; k++)
        best = MAX (best, of_surnames (handle->key, forms->pdata[k], name));
    }
  *whole = best >= OF_INITIAL;

  return best;
}
