/* veche-crowd-names.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the names of two faces say: whole, shortened, in a handle; rare ones and common ones.
 */

#include "analysis/veche-crowd-pair.h"

#include <string.h>

#include "model/veche-text.h"

#define HANDLE_OF_NAME   45      /* the most that a handle made of a name weighs: veche_handle_of_name() */
#define ENOUGH_TO_DOUBT  60      /* points from which a closer look pays */
#define LONG_SURNAME     9
#define CERTAIN          80      /* points that nobody else would have */

/* A nick that lacks something, or says something else, contradicts nobody. */
static VecheNamesMeet
meet (const VecheNameReading *a, const VecheNameReading *b)
{
  VecheNamesMeet met = veche_name_reading_meet (a, b);
  gboolean of_handle = a->of_handle || b->of_handle;

  if (!of_handle || met < VECHE_NAMES_OTHER || met == VECHE_NAMES_FAMILY || met == VECHE_NAMES_GENDER)
    return met == VECHE_NAMES_FAMILY && of_handle && (a->set == NULL || b->set == NULL) ? VECHE_NAMES_UNRELATED : met;

  return met == VECHE_NAMES_OTHER_GIVEN && a->set != NULL && b->set != NULL ? met : VECHE_NAMES_UNRELATED;
}

/* Do any two readings of these very names agree?  Then how the others differ means nothing. */
static gboolean
agree_otherwise (VechePair *pair, const char *text_a, const char *text_b)
{
  for (guint i = 0; i < pair->a->forms->len; i++)
    for (guint k = 0; k < pair->b->forms->len; k++)
      {
        const VecheNameReading *a = pair->a->forms->pdata[i], *b = pair->b->forms->pdata[k];
        VecheNamesMeet met = strcmp (a->text, text_a) == 0 && strcmp (b->text, text_b) == 0 ? meet (a, b) : VECHE_NAMES_UNRELATED;

        if (met != VECHE_NAMES_UNRELATED && met < VECHE_NAMES_OTHER)
          return TRUE;
      }

  return FALSE;
}

/* Of all readings of all their names the two that agree best; where none agrees, how the first ones differ. */
void
veche_pair_read_names (VechePair *pair)
{
  VecheNamesMeet against = VECHE_NAMES_UNRELATED;
  const VecheNameReading *against_a = NULL, *against_b = NULL;

  for (guint i = 0; i < pair->a->forms->len; i++)
    for (guint k = 0; k < pair->b->forms->len; k++)
      {
        const VecheNameReading *a = pair->a->forms->pdata[i], *b = pair->b->forms->pdata[k];
        VecheNamesMeet met = meet (a, b);

        if (met >= VECHE_NAMES_OTHER && against == VECHE_NAMES_UNRELATED && !agree_otherwise (pair, a->text, b->text))
          {
            against = met;
            against_a = a;
            against_b = b;
          }
        else if (met != VECHE_NAMES_UNRELATED && met < VECHE_NAMES_OTHER && (pair->meet == VECHE_NAMES_UNRELATED || met < pair->meet))
          {
            pair->meet = met;
            pair->form_a = a;
            pair->form_b = b;
          }
      }

  /* "Мария" agrees with everybody of that name: a surname that differs says more. */
  if (against != VECHE_NAMES_UNRELATED && (pair->meet == VECHE_NAMES_UNRELATED || pair->meet >= VECHE_NAMES_GIVEN))
    {
      pair->meet = against;
      pair->form_a = against_a;
      pair->form_b = against_b;
    }
}

/* "Мама Пети", "Snow Fox": words, but maybe not a name, so they contradict none. */
static gboolean
is_odd (const VecheNameReading *form)
{
  return form->set == NULL && form->surname_gender == 0;
}

/* So long that a letter more or less hardly makes another surname of it. */
static gboolean
is_long (const VecheNameReading *form)
{
  return form->set != NULL && form->surname != NULL && strlen (form->surname) >= LONG_SURNAME;
}

/* "Riverside Yoga" and Clara Finch, who share namaste@: a trade and who works there, unless the address is of her name. */
static gboolean
is_of_trade (VechePair *pair)
{
  gboolean words = strchr (pair->a->persona->name, ' ') != NULL && strchr (pair->b->persona->name, ' ') != NULL;

  if (!pair->addressed || !words)
    return FALSE;
  for (guint side = 0; side < 2; side++)
    {
      GPtrArray *handles = side == 0 ? pair->a->handles : pair->b->handles;

      for (guint i = 0; i < handles->len; i++)
        if (strcmp (((VecheHandle *) handles->pdata[i])->platform, "email") == 0 && veche_pair_is_of_name (pair, handles->pdata[i]))
          return FALSE;
    }

  return TRUE;
}

static int
points_of_name (VechePair *pair)
{
  gboolean her = pair->form_a != NULL && pair->form_a->set != NULL && pair->form_a->set->female && !pair->form_a->set->male;

  switch (pair->meet)
    {
    case VECHE_NAMES_FULL:
      return NAME;
    case VECHE_NAMES_SHORT:
      return NAME_SHORT;
    case VECHE_NAMES_NEARLY:
      return is_long (pair->form_a) && is_long (pair->form_b) ? LONG_NAME_NEARLY : NAME_NEARLY;
    case VECHE_NAMES_INITIAL:
      return veche_name_reading_fathers (pair->form_a, pair->form_b) > 0 ? INITIALS : INITIAL;
    case VECHE_NAMES_GIVEN_INITIAL:
      return GIVEN_INITIAL;
    case VECHE_NAMES_GIVEN:
      return GIVEN;
    case VECHE_NAMES_SURNAME:
      return SURNAME;
    case VECHE_NAMES_OTHER:
      return !is_odd (pair->form_a) && !is_odd (pair->form_b) ? OTHER_NAME : is_of_trade (pair) ? ODD_OWNER : ODD_NAME;
    case VECHE_NAMES_OTHER_GIVEN:
      return OTHER_GIVEN;
    case VECHE_NAMES_OTHER_SURNAME:
      /* Women marry, and keep what only they are called. */
      return her || pair->addressed ? pair->firm >= CERTAIN ? 0 : HER_OTHER_SURNAME : OTHER_SURNAME;
    case VECHE_NAMES_FAMILY:
      /* "Пчеловод Кузьмич", whose profile names the account: the first word is hardly a name. */
      return (pair->form_a->set == NULL || pair->form_b->set == NULL) && pair->linked ? ODD_NAME : FAMILY;
    case VECHE_NAMES_GENDER:
      return GENDER;
    case VECHE_NAMES_UNRELATED:
    default:
      return 0;
    }
}

static VecheLike
like_of_name (VecheNamesMeet met)
{
  switch (met)
    {
    case VECHE_NAMES_OTHER:
    case VECHE_NAMES_OTHER_GIVEN:
      return VECHE_LIKE_OTHER_NAME;
    case VECHE_NAMES_OTHER_SURNAME:
      return VECHE_LIKE_OTHER_SURNAME;
    case VECHE_NAMES_FAMILY:
      return VECHE_LIKE_FAMILY;
    case VECHE_NAMES_GENDER:
      return VECHE_LIKE_OTHER_GENDER;
    default:
      return met <= VECHE_NAMES_NEARLY ? VECHE_LIKE_SAME_NAME : VECHE_LIKE_PART_NAME;
    }
}

/* The best of "her handle is made of his name": points and whose. */
static int
find_handle_of_name (VechePair *pair, const VecheFace *named, const VecheFace *other, const VecheHandle **handle, const VecheNameReading **name)
{
  int best = 0;

  for (guint i = 0; i < named->forms->len; i++)
    for (guint k = 0; k < other->handles->len; k++)
      {
        const VecheNameReading *form = named->forms->pdata[i];
        gboolean whole;
        int points = form->of_handle ? 0 : veche_handle_of_name (other->handles->pdata[k], form, pair->crowd->book, &whole);

        if (points > best)
          {
            best = points;
            *handle = other->handles->pdata[k];
            *name = form;
          }
      }

  return best;
}

static guint
count_others (VechePair *pair, const char *surname)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (pair->crowd->surnames, surname));

  return n > 2 ? n - 2 : 0;
}

/* How many bear the surname decides what two equal names are worth. */
static void
judge_rarity (VechePair *pair, const VecheNameReading *name, int rare)
{
  const VecheNameReading *a = pair->form_a, *b = pair->form_b;

  guint others;
  char number[16];

  if (name->surname == NULL)
    return;

  /* Both halves of a double surname: nobody else has them. */
  if (rare > 0 && a != NULL && a->more != NULL && b->more != NULL && (name == a || name == b) && veche_name_reading_same_surnames (a, b))
    {
      veche_pair_add (pair, VECHE_LIKE_RARE_NAME, rare, name->text, NULL);
      return;
    }

  others = count_others (pair, name->surname);
  if (others >= 3)
    {
      g_snprintf (number, sizeof number, "%u", others);
      veche_pair_add (pair, VECHE_LIKE_COMMON_NAME, others >= 10 ? VERY_COMMON : COMMON, number, name->text);
    }
  /* Of two Трофимов in a community of thousands that bear one first name nearly all are one: where a third bears it, that is no longer so. */
  else if (rare > 0 && strlen (name->surname) > 3
           && (!veche_name_book_is_common (pair->crowd->book, name->surname) || (others == 0 && veche_name_book_is_middling (pair->crowd->book, name->surname))))
    veche_pair_add (pair, VECHE_LIKE_RARE_NAME, rare, name->text, NULL);
}

/* "Волонтёр 1" and "Волонтёр 2": the same word, and other numbers. */
static gboolean
are_numbered (const char *a, const char *b)
{
  gsize n = strcspn (a, "0123456789"), m = strcspn (b, "0123456789");

  return n > 0 && n == m && strncmp (a, b, n) == 0 && a[n] != '\0' && b[m] != '\0' && strcmp (a + n, b + m) != 0 && a[n - 1] == ' ';
}

void
veche_pair_judge_names (VechePair *pair)
{
  const VecheHandle *handle_a = NULL, *handle_b = NULL;
  const VecheNameReading *name_a = NULL, *name_b = NULL;
  gboolean against = pair->meet >= VECHE_NAMES_OTHER;
  int points = points_of_name (pair), of_a = 0, of_b = 0, of_name;
  int fathers = pair->form_a != NULL && !against ? veche_name_reading_fathers (pair->form_a, pair->form_b) : 0;

  /* A handle of the name tells nothing that equal names don't, nor mends names that differ. */
  if (!against && points < HANDLE_OF_NAME)
    {
      of_a = find_handle_of_name (pair, pair->a, pair->b, &handle_b, &name_a);
      of_b = find_handle_of_name (pair, pair->b, pair->a, &handle_a, &name_b);
    }
  of_name = MAX (of_a, of_b);
  if (of_name > points && !against)
    {
      const VecheNameReading *name = of_a >= of_b ? name_a : name_b;

      veche_pair_add (pair, VECHE_LIKE_HANDLE_OF_NAME, of_name, name->text, of_a >= of_b ? handle_b->text : handle_a->text);
      judge_rarity (pair, name, of_name >= NAME - 5 ? RARE : of_name >= INITIAL ? RARE_INITIAL : 0);
      /* "Павел", whose handle says the rest: the name agrees besides. */
      if (of_name >= HANDLE_OF_NAME && (pair->meet == VECHE_NAMES_GIVEN || pair->meet == VECHE_NAMES_GIVEN_INITIAL))
        veche_pair_add (pair, VECHE_LIKE_PART_NAME, GIVEN, pair->form_a->text, pair->form_b->text);
    }
  else if (pair->meet != VECHE_NAMES_UNRELATED)
    {
      veche_pair_add (pair, like_of_name (pair->meet), points, pair->form_a->text, pair->form_b->text);
      if (!against)
        judge_rarity (pair, pair->form_a, pair->meet <= VECHE_NAMES_SHORT || points == LONG_NAME_NEARLY ? RARE : pair->meet == VECHE_NAMES_INITIAL ? RARE_INITIAL : 0);
    }
  /* "Jr." on one side only: father and son as often as not. */
  if (!against && pair->sum >= ENOUGH_TO_DOUBT && pair->form_a != NULL && veche_name_reading_generation (pair->form_a) != veche_name_reading_generation (pair->form_b))
    veche_pair_add (pair, VECHE_LIKE_FAMILY, TWINS, pair->form_a->text, pair->form_b->text);
  if (are_numbered (pair->a->persona->name, pair->b->persona->name))
    veche_pair_add (pair, VECHE_LIKE_NUMBERED, NUMBERED, pair->a->persona->name, pair->b->persona->name);
  if (fathers != 0)
    veche_pair_add (pair, fathers > 0 ? VECHE_LIKE_SAME_PATRONYMIC : VECHE_LIKE_OTHER_PATRONYMIC, fathers > 0 ? FATHER : OTHER_FATHER, pair->form_a->text,
                    pair->form_b->text);
}
