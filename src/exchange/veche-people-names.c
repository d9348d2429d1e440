/* veche-people-names.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Are two names the name of one person?  "Лебедева Анна Сергеевна", "Анна Лебедева" and "Anna Lebedeva" are; "Миронов П." and "Павел Миронов"
 * may be; "Пётр Иванов" and "Иван Петров" are not, nor are Анна Сергеевна and Анна Петровна.
 */

#include "exchange/veche-people-private.h"

#include <string.h>

#include "model/veche-text.h"

typedef struct { char *key; gboolean initial, patronymic, used; } VecheNameWord;

struct _VecheNameForm { GArray *words; };

static void
veche_name_word_clear (gpointer data)
{
  g_free (((VecheNameWord *) data)->key);
}

static gboolean
veche_name_is_patronymic (const char *folded)
{
  static const char *const ends[] = { "ович", "евич", "ьич", "мич", "кич", "тич", "овна", "евна", "ична", "инична", "оглы", "кызы", "ovich", "evich",
                                      "ovna", "evna", NULL };

  for (guint i = 0; ends[i] != NULL; i++)
    if (g_str_has_suffix (folded, ends[i]) && strlen (folded) > strlen (ends[i]) + 2)
      return TRUE;

  return FALSE;
}

VecheNameForm *
veche_name_form_new (const char *name)
{
  VecheNameForm *self = g_new0 (VecheNameForm, 1);
  g_autofree char *folded = veche_text_fold (name);
  GString *word = g_string_new (NULL);

  self->words = g_array_new (FALSE, TRUE, sizeof (VecheNameWord));
  g_array_set_clear_func (self->words, veche_name_word_clear);
  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != 0 && (g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '\'' || c == 0x2019))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0 && self->words->len < 8)
        {
          VecheNameWord one = { .key = veche_text_translit_key (word->str) };

          one.initial = g_utf8_strlen (word->str, -1) == 1;
          one.patronymic = veche_name_is_patronymic (word->str);
          if (*one.key == '\0')
            {
              g_free (one.key);
              one.key = g_strdup (word->str);
            }
          g_array_append_val (self->words, one);
        }
      g_string_truncate (word, 0);
      if (c == 0)
        break;
    }
  g_string_free (word, TRUE);

  return self;
}

void
veche_name_form_free (VecheNameForm *self)
{
  g_array_unref (self->words);
  g_free (self);
}

static VecheNameWord *
veche_name_word (VecheNameForm *self, guint index)
{
  return &g_array_index (self->words, VecheNameWord, index);
}

/* Pairs what is left of both; returns how many pairs there are. */
static guint
veche_name_pair (VecheNameForm *a, VecheNameForm *b, gboolean initials)
{
  guint pairs = 0;

  for (guint i = 0; i < a->words->len; i++)
    for (guint j = 0; j < b->words->len; j++)
      {
        VecheNameWord *x = veche_name_word (a, i), *y = veche_name_word (b, j);
        gboolean same = strcmp (x->key, y->key) == 0;

        if (x->used || y->used)
          continue;
        if (initials)
          same = (x->initial && g_str_has_prefix (y->key, x->key)) || (y->initial && g_str_has_prefix (x->key, y->key));
        if (!same)
          continue;
        x->used = y->used = TRUE;
        pairs += initials || !x->initial;
      }

  return pairs;
}

static void
veche_name_count_rest (VecheNameForm *self, guint *rest, guint *light)
{
  *rest = *light = 0;
  for (guint i = 0; i < self->words->len; i++)
    if (!veche_name_word (self, i)->used)
      {
        (*rest)++;
        *light += veche_name_word (self, i)->patronymic || veche_name_word (self, i)->initial;
      }
}

VecheNames
veche_name_form_compare (VecheNameForm *a, VecheNameForm *b)
{
  guint same, initials, rest_a, rest_b, light_a, light_b, longer;

  if (a->words->len == 0 || b->words->len == 0)
    return VECHE_NAMES_OTHER;
  for (guint i = 0; i < a->words->len; i++)
    veche_name_word (a, i)->used = FALSE;
  for (guint i = 0; i < b->words->len; i++)
    veche_name_word (b, i)->used = FALSE;

  same = veche_name_pair (a, b, FALSE);
  initials = veche_name_pair (a, b, TRUE);
  veche_name_count_rest (a, &rest_a, &light_a);
  veche_name_count_rest (b, &rest_b, &light_b);
  longer = MAX (a->words->len, b->words->len);
  if (same == 0 || (rest_a > 0 && rest_b > 0))
    return VECHE_NAMES_OTHER;
  if (rest_a + rest_b + initials == 0)
    return longer > 1 ? VECHE_NAMES_SAME : VECHE_NAMES_ONE_WORD;
  if (rest_a == light_a && rest_b == light_b)
    {
      if (same >= 2)
        return VECHE_NAMES_SAME;
      return initials > 0 ? VECHE_NAMES_SIMILAR : VECHE_NAMES_PART;
    }

  return same >= 2 ? VECHE_NAMES_SIMILAR : VECHE_NAMES_PART;
}

GStrv
veche_name_form_keys (VecheNameForm *self)
{
  GPtrArray *keys = g_ptr_array_new ();
  gboolean few = self->words->len <= 2;      /* "Роман Абрамович": that is no patronymic */

  for (guint i = 0; i < self->words->len; i++)
    if (!veche_name_word (self, i)->initial && (few || !veche_name_word (self, i)->patronymic))
      g_ptr_array_add (keys, g_strdup (veche_name_word (self, i)->key));
  g_ptr_array_add (keys, NULL);

  return (GStrv) g_ptr_array_free (keys, FALSE);
}

static int
veche_name_compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
veche_name_form_sorted (VecheNameForm *self)
{
  g_auto (GStrv) keys = veche_name_form_keys (self);

  qsort (keys, g_strv_length (keys), sizeof *keys, veche_name_compare_keys);

  return g_strjoinv (" ", keys);
}

gboolean
veche_name_is_nick (const char *name)
{
  gboolean plain = TRUE;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c) || c == '_' || c == '@')
        return TRUE;
      plain &= g_unichar_islower (c) && c < 0x80;
    }

  return plain;
}
