/* veche-crowd.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two faces, compared: addresses, handles and links that only one person would have; then names; then circumstances, which weigh less the
 * firmer the rest is.  All weights are in the table below.
 */

#include "analysis/veche-crowd-private.h"

#include <string.h>

#include "model/veche-text.h"

#define ENOUGH_FOR_HOURS 20      /* interactions of each, before their hours say something */
#define OF_SAME_NAME     34      /* handles alike, both made of the name that both bear */
#define OF_COMMON_NAME   24      /* and many bear it */
#define HANDLE_OF_NAME   45      /* the most that a handle made of a name weighs: veche_handle_of_name() */
#define ENOUGH_TO_DOUBT  60      /* points from which a closer look pays */
#define LONG_SURNAME     9
#define CERTAIN          80      /* points that nobody else would have */
#define FIRM             60      /* points from which circumstances weigh little */

/* What a reason weighs where it does not depend on the two things compared (handles: veche-handle.c). */
enum
{
  EMAIL = 85, PHONE = 80, LINK = 85, LINK_LOOSE = 70, AVATAR = 45, SITE = 25, SITE_OF_NAME = 40, SITE_OF_WHOLE_NAME = 65, SITE_OF_MANY = 5,
  NAME = 50, NAME_SHORT = 50, INITIALS = 50, NAME_NEARLY = 30, LONG_NAME_NEARLY = 40, INITIAL = 26, GIVEN_INITIAL = 22, GIVEN = 10, SURNAME = 14, FATHER = 15,
  RARE = 30, RARE_INITIAL = 16, COMMON = -10, VERY_COMMON = -15,
  CITY = 10, HOURS = 10, BIRTHDAY = 30, DAY = 18, HEADLINE = 10,
  OTHER_BIRTHDAY = -60, OTHER_CITY = -30, OTHER_CITY_FIRM = -8, OTHER_EMAIL = -12, OTHER_PHONE = -12, OTHER_FATHER = -60,
  OTHER_NAME = -50, ODD_NAME = -5, ODD_OWNER = -15, OTHER_GIVEN = -40, HER_OTHER_SURNAME = -8, OTHER_SURNAME = -35, FAMILY = -55, GENDER = -50, TWINS = -20,
  TALKED = -60, TALKED_ONCE = -30, SAME_PLATFORM = -20, NUMBERED = -20, SHARED = -50, SHARED_ADDRESS = -30, STAFF = -15,
};

/* A pair under comparison. */
typedef struct
{
  VecheCrowd           *crowd;
  const VecheFace      *a, *b;
  VecheLikeness        *found;     /* (nullable): only the sum is asked for */
  int                   sum;
  VecheNamesMeet        meet;
  const VecheNameReading  *form_a, *form_b;
  int                   firm;      /* points of what only one person would have */
  gboolean              addressed; /* one address or number, their own */
  gboolean              linked;    /* the profile of one names an account of the other, platform and all */
} VechePair;

static void
add (VechePair *pair, VecheLike what, int points, const char *a, const char *b)
{
  pair->sum += points;
  if (pair->found != NULL)
    veche_likeness_add (pair->found, what, points, a, b);
}

/*** The crowd ***/

static void
count (GHashTable *counts, const char *key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

  g_hash_table_insert (counts, g_strdup (key), GUINT_TO_POINTER (n + 1));
}

static void
count_face (VecheCrowd *self, const VecheFace *face)
{
  const VecheNameReading *form = face->forms->len > 0 ? face->forms->pdata[0] : NULL;

  if (form != NULL && form->surname != NULL)
    count (self->surnames, form->surname);
  for (guint i = 0; i < face->sites->len; i++)
    count (self->sites, face->sites->pdata[i]);
}

VecheCrowd *
veche_crowd_new (GPtrArray *personas, const char *diminutives)
{
  VecheCrowd *self = g_new0 (VecheCrowd, 1);

  self->book = veche_name_book_new (diminutives);
  self->personas = g_ptr_array_ref (personas);
  self->faces = g_ptr_array_new_full (personas->len, (GDestroyNotify) veche_face_free);
  self->surnames = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < personas->len; i++)
    {
      VecheFace *face = veche_face_new (self->book, personas->pdata[i]);

      g_ptr_array_add (self->faces, face);
      count_face (self, face);
    }

  return self;
}

void
veche_crowd_free (VecheCrowd *self)
{
  g_ptr_array_unref (self->faces);
  g_ptr_array_unref (self->personas);
  g_hash_table_unref (self->surnames);
  g_hash_table_unref (self->sites);
  veche_name_book_free (self->book);
  g_free (self);
}

/*** What only one person would have ***/

static const char *
find_same (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    for (guint k = 0; k < b->len; k++)
      if (strcmp (a->pdata[i], b->pdata[k]) == 0)
        return a->pdata[i];

  return NULL;
}

/* Both have one, none of them the same. */
static gboolean
all_differ (GPtrArray *a, GPtrArray *b)
{
  return a->len > 0 && b->len > 0 && find_same (a, b) == NULL;
}

static void
judge_addresses (VechePair *pair)
{
  const char *email = find_same (pair->a->emails, pair->b->emails), *phone = find_same (pair->a->phones, pair->b->phones);
  gboolean shared_email = email != NULL && veche_face_email_is_shared (pair->crowd->book, email);
  gboolean shared_phone = phone != NULL && veche_face_phone_is_shared (phone);

  if (pair->a->team || pair->b->team)
    add (pair, VECHE_LIKE_SHARED, SHARED, pair->a->team ? pair->a->persona->name : pair->b->persona->name, NULL);
  else if (shared_email || shared_phone)
    add (pair, VECHE_LIKE_SHARED, SHARED_ADDRESS, shared_email ? email : phone, NULL);
  if (pair->a->team || pair->b->team)
    return;
  if (email != NULL && !shared_email)
    add (pair, VECHE_LIKE_SAME_EMAIL, EMAIL, email, email);
  if (phone != NULL && !shared_phone)
    add (pair, VECHE_LIKE_SAME_PHONE, PHONE, phone, phone);
  if ((email != NULL && !shared_email) || (phone != NULL && !shared_phone))
    {
      pair->firm = MAX (pair->firm, PHONE);
      pair->addressed = TRUE;
    }
}

static gboolean
is_of_name (VechePair *pair, const VecheHandle *handle)
{
  gboolean whole;

  return veche_handle_of_name (handle, pair->form_a, pair->crowd->book, &whole) > 0
         || veche_handle_of_name (handle, pair->form_b, pair->crowd->book, &whole) > 0;
}

static gboolean
bears_common_name (VechePair *pair)
{
  const char *surname = pair->form_a->surname;

  return surname != NULL && veche_name_book_is_common (pair->crowd->book, surname) && !veche_name_book_is_middling (pair->crowd->book, surname);
}

static void
judge_handles (VechePair *pair)
{
  const VecheHandle *best_a = NULL, *best_b = NULL, *numbered_a = NULL, *numbered_b = NULL;
  gboolean best_same = FALSE;
  int best = 0;

  /* What a team has it shares with each of its people. */
  if (pair->a->team || pair->b->team)
    return;

  for (guint i = 0; i < pair->a->handles->len; i++)
    for (guint k = 0; k < pair->b->handles->len; k++)
      {
        const VecheHandle *a = pair->a->handles->pdata[i], *b = pair->b->handles->pdata[k];
        gboolean same, numbered;
        int points = veche_handle_meet (a, b, &same, &numbered);

        /* Two addresses are compared as addresses. */
        if (g_strcmp0 (a->platform, "email") == 0 && g_strcmp0 (b->platform, "email") == 0 && find_same (pair->a->emails, pair->b->emails) != NULL)
          continue;
        /* Two of one name make the same handle of it: that they did is hardly news. */
        if (points > OF_SAME_NAME && !same && pair->meet != VECHE_NAMES_UNRELATED && pair->meet <= VECHE_NAMES_SHORT
            && is_of_name (pair, a))
          points = bears_common_name (pair) ? OF_COMMON_NAME : OF_SAME_NAME;

        if (points > best)
          {
            best = points;
            best_a = a;
            best_b = b;
            best_same = same;
          }
        if (numbered && numbered_a == NULL)
          {
            numbered_a = a;
            numbered_b = b;
          }
      }

  if (best > 0)
    add (pair, best_same ? VECHE_LIKE_SAME_HANDLE : VECHE_LIKE_NEAR_HANDLE, best, best_a->text, best_b->text);
  else if (numbered_a != NULL)
    add (pair, VECHE_LIKE_NUMBERED, NUMBERED, numbered_a->text, numbered_b->text);
  pair->firm = MAX (pair->firm, best);
}

/* Does the one's profile name an account of the other?  The points, and the link. */
static int
find_link (const VecheFace *a, const VecheFace *b, const char **link)
{
  int best = 0;

  for (guint i = 0; i < a->links->len; i++)
    {
      const char *said = a->links->pdata[i], *handle = strchr (said, ':') + 1;

      for (guint k = 0; k < b->handles->len; k++)
        {
          const VecheHandle *theirs = b->handles->pdata[k];
          gsize n = (gsize) (handle - 1 - said);
          gboolean there = n > 0 && strlen (theirs->platform) == n && strncmp (theirs->platform, said, n) == 0;
          int points = there ? LINK : n == 0 && !theirs->generic ? LINK_LOOSE : 0;

          if (strcmp (theirs->text, handle) != 0 || points <= best || strcmp (theirs->platform, "email") == 0)
            continue;
          best = points;
          *link = said;
        }
    }

  return best;
}

/* Two who show the same site: it says more when it bears the name of one of them. */
static int
points_of_site (VechePair *pair, const char *site)
{
  g_autofree char *key = veche_text_translit_key (site);
  const VecheFace *faces[] = { pair->a, pair->b };
  int points = SITE;

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < faces[side]->forms->len; i++)
      {
        const VecheNameReading *form = faces[side]->forms->pdata[i];

        if (form->surname == NULL || strlen (form->surname) < 4 || (strstr (key, form->surname) == NULL && strstr (key, form->surname_key) == NULL))
          continue;
        points = MAX (points, form->given != NULL && strlen (form->given) > 2 && strstr (key, form->given) != NULL ? SITE_OF_WHOLE_NAME : SITE_OF_NAME);
      }

  return points;
}

static void
judge_links (VechePair *pair)
{
  const char *link = NULL, *back = NULL, *site = find_same (pair->a->sites, pair->b->sites);
  int there = find_link (pair->a, pair->b, &link), here = find_link (pair->b, pair->a, &back);

  /* Both naming the same account is one of them naming the other, or two admirers. */
  if (MAX (there, here) > 0)
    add (pair, VECHE_LIKE_CROSS_LINK, MAX (there, here), there >= here ? strchr (link, ':') + 1 : NULL, there >= here ? NULL : strchr (back, ':') + 1);
  pair->firm = MAX (pair->firm, MAX (there, here));
  pair->linked = MAX (there, here) >= LINK;
  if (site != NULL)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (pair->crowd->sites, site));
      add (pair, VECHE_LIKE_SAME_SITE, n > 2 ? SITE_OF_MANY : points_of_site (pair, site), site, site);
    }
}

/*** Names ***/

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
static void
read_names (VechePair *pair)
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
        if (strcmp (((VecheHandle *) handles->pdata[i])->platform, "email") == 0 && is_of_name (pair, handles->pdata[i]))
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
      add (pair, VECHE_LIKE_RARE_NAME, rare, name->text, NULL);
      return;
    }

  others = count_others (pair, name->surname);
  if (others >= 3)
    {
      g_snprintf (number, sizeof number, "%u", others);
      add (pair, VECHE_LIKE_COMMON_NAME, others >= 10 ? VERY_COMMON : COMMON, number, name->text);
    }
  /* Of two Трофимов in a community of thousands that bear one first name nearly all are one: where a third bears it, that is no longer so. */
  else if (rare > 0 && strlen (name->surname) > 3
           && (!veche_name_book_is_common (pair->crowd->book, name->surname) || (others == 0 && veche_name_book_is_middling (pair->crowd->book, name->surname))))
    add (pair, VECHE_LIKE_RARE_NAME, rare, name->text, NULL);
}

/* "Волонтёр 1" and "Волонтёр 2": the same word, and other numbers. */
static gboolean
are_numbered (const char *a, const char *b)
{
  gsize n = strcspn (a, "0123456789"), m = strcspn (b, "0123456789");

  return n > 0 && n == m && strncmp (a, b, n) == 0 && a[n] != '\0' && b[m] != '\0' && strcmp (a + n, b + m) != 0 && a[n - 1] == ' ';
}

static void
judge_names (VechePair *pair)
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

      add (pair, VECHE_LIKE_HANDLE_OF_NAME, of_name, name->text, of_a >= of_b ? handle_b->text : handle_a->text);
      judge_rarity (pair, name, of_name >= NAME - 5 ? RARE : of_name >= INITIAL ? RARE_INITIAL : 0);
      /* "Павел", whose handle says the rest: the name agrees besides. */
      if (of_name >= HANDLE_OF_NAME && (pair->meet == VECHE_NAMES_GIVEN || pair->meet == VECHE_NAMES_GIVEN_INITIAL))
        add (pair, VECHE_LIKE_PART_NAME, GIVEN, pair->form_a->text, pair->form_b->text);
    }
  else if (pair->meet != VECHE_NAMES_UNRELATED)
    {
      add (pair, like_of_name (pair->meet), points, pair->form_a->text, pair->form_b->text);
      if (!against)
        judge_rarity (pair, pair->form_a, pair->meet <= VECHE_NAMES_SHORT || points == LONG_NAME_NEARLY ? RARE : pair->meet == VECHE_NAMES_INITIAL ? RARE_INITIAL : 0);
    }
  /* "Jr." on one side only: father and son as often as not. */
  if (!against && pair->sum >= ENOUGH_TO_DOUBT && pair->form_a != NULL && veche_name_reading_generation (pair->form_a) != veche_name_reading_generation (pair->form_b))
    add (pair, VECHE_LIKE_FAMILY, TWINS, pair->form_a->text, pair->form_b->text);
  if (are_numbered (pair->a->persona->name, pair->b->persona->name))
    add (pair, VECHE_LIKE_NUMBERED, NUMBERED, pair->a->persona->name, pair->b->persona->name);
  if (fathers != 0)
    add (pair, fathers > 0 ? VECHE_LIKE_SAME_PATRONYMIC : VECHE_LIKE_OTHER_PATRONYMIC, fathers > 0 ? FATHER : OTHER_FATHER, pair->form_a->text,
         pair->form_b->text);
}

/*** Circumstances ***/

static void
judge_birthdays (VechePair *pair)
{
  const char *a = pair->a->persona->birthday, *b = pair->b->persona->birthday;
  gboolean years, same;

  if (a == NULL || b == NULL || strlen (a) < 5 || strlen (b) < 5)
    return;

  years = a[0] != '-' && b[0] != '-';
  same = strcmp (a + strlen (a) - 5, b + strlen (b) - 5) == 0 && (!years || strcmp (a, b) == 0);
  if (!same)
    add (pair, VECHE_LIKE_OTHER_BIRTHDAY, OTHER_BIRTHDAY, a, b);
  else if (pair->meet == VECHE_NAMES_FAMILY || pair->meet == VECHE_NAMES_GENDER)
    add (pair, VECHE_LIKE_TWINS, TWINS, a, b);
  else
    add (pair, VECHE_LIKE_SAME_BIRTHDAY, years ? BIRTHDAY : DAY, a, b);
}

/* Who has two addresses at one company says nothing against themselves: one of them is older. */
static gboolean
work_together (GPtrArray *a, GPtrArray *b)
{
  static const char *const open[] = {
    "gmail.com", "yandex", "mail.ru", "bk.ru", "inbox.ru", "list.ru", "rambler.ru", "outlook.com", "hotmail.com", "live.com", "icloud.com", "me.com",
    "yahoo.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "web.de", "ukr.net", "tut.by", "internet.ru", "vk.com", "mail.com", NULL,
  };

  for (guint i = 0; i < a->len; i++)
    for (guint k = 0; k < b->len; k++)
      {
        const char *host = strrchr (a->pdata[i], '@'), *other = strrchr (b->pdata[k], '@');

        if (host != NULL && other != NULL && strcmp (host, other) == 0 && !g_strv_contains (open, host + 1))
          return TRUE;
      }

  return FALSE;
}

static void
judge_places (VechePair *pair)
{
  const VecheFace *a = pair->a, *b = pair->b;

  if (a->city != NULL && b->city != NULL)
    {
      gboolean same = strcmp (a->city, b->city) == 0;

      add (pair, same ? VECHE_LIKE_SAME_CITY : VECHE_LIKE_OTHER_CITY, same ? CITY : pair->firm >= FIRM ? OTHER_CITY_FIRM : OTHER_CITY, a->persona->city,
           b->persona->city);
    }
  if (a->headline != NULL && strlen (a->headline) > 7 && g_strcmp0 (a->headline, b->headline) == 0)
    add (pair, VECHE_LIKE_SAME_HEADLINE, HEADLINE, a->persona->headline, NULL);
  if (pair->firm < FIRM && all_differ (a->emails, b->emails) && !work_together (a->emails, b->emails))
    add (pair, VECHE_LIKE_OTHER_EMAIL, OTHER_EMAIL, a->emails->pdata[0], b->emails->pdata[0]);
  if (pair->firm < FIRM && all_differ (a->phones, b->phones))
    add (pair, VECHE_LIKE_OTHER_PHONE, OTHER_PHONE, a->phones->pdata[0], b->phones->pdata[0]);
}

/* An account that was gone before the other came is no second one. */
static gboolean
lived_together (const VechePersonaAccount *a, const VechePersonaAccount *b)
{
  if (a->deleted || b->deleted || g_strcmp0 (a->platform, b->platform) != 0 || g_strcmp0 (a->instance, b->instance) != 0)
    return FALSE;
  if (strcmp (a->platform, "email") == 0 || strcmp (a->platform, "phone") == 0 || strcmp (a->platform, "web") == 0)
    return FALSE;

  return !(a->last_seen != 0 && b->first_seen != 0 && a->last_seen < b->first_seen)
         && !(b->last_seen != 0 && a->first_seen != 0 && b->last_seen < a->first_seen);
}

static void
judge_accounts (VechePair *pair)
{
  GPtrArray *a = pair->a->persona->accounts, *b = pair->b->persona->accounts;
  const char *avatar = find_same (pair->a->avatars, pair->b->avatars);
  gboolean staff_a = pair->a->persona->role != NULL && pair->a->persona->role[0] != '\0';
  gboolean staff_b = pair->b->persona->role != NULL && pair->b->persona->role[0] != '\0';
  const VechePersonaAccount *first = NULL, *second = NULL;

  for (guint i = 0; i < a->len && first == NULL; i++)
    for (guint k = 0; k < b->len && first == NULL; k++)
      if (lived_together (a->pdata[i], b->pdata[k]))
        {
          first = a->pdata[i];
          second = b->pdata[k];
        }
  if (first != NULL)
    add (pair, VECHE_LIKE_SAME_PLATFORM, SAME_PLATFORM, first->platform, second->platform);
  if (avatar != NULL)
    add (pair, VECHE_LIKE_SAME_AVATAR, AVATAR, avatar, NULL);
  if (staff_a != staff_b)
    add (pair, VECHE_LIKE_STAFF, STAFF, pair->a->persona->role, pair->b->persona->role);
}

/* Of two days by the hour: the share of their interactions that fall into the same hours. */
static void
judge_timelines (VechePair *pair, const VechePairFacts *facts)
{
  double shared = 0;
  char number[16];

  if (facts->talks > 0)
    {
      g_snprintf (number, sizeof number, "%u", facts->talks);
      add (pair, VECHE_LIKE_TALKED, facts->talks > 2 ? TALKED : TALKED_ONCE, number, NULL);
    }
  if (facts->n_a < ENOUGH_FOR_HOURS || facts->n_b < ENOUGH_FOR_HOURS)
    return;

  for (guint i = 0; i < 24; i++)
    shared += MIN ((double) facts->hours_a[i] / facts->n_a, (double) facts->hours_b[i] / facts->n_b);
  g_snprintf (number, sizeof number, "%d", (int) (shared * 100));
  if (shared > 0.75)
    add (pair, VECHE_LIKE_SAME_HOURS, HOURS, number, NULL);
}

static void
judge (VechePair *pair, const VechePairFacts *facts)
{
  if (g_strcmp0 (pair->a->persona->role, "bot") == 0 || g_strcmp0 (pair->b->persona->role, "bot") == 0)
    return;

  read_names (pair);
  judge_addresses (pair);
  judge_handles (pair);
  judge_links (pair);
  judge_names (pair);
  judge_birthdays (pair);
  judge_places (pair);
  judge_accounts (pair);
  if (facts != NULL)
    judge_timelines (pair, facts);
}

VecheLikeness *
veche_crowd_compare (VecheCrowd *self, guint a, guint b, const VechePairFacts *facts)
{
  VechePair pair = { .crowd = self, .a = self->faces->pdata[a], .b = self->faces->pdata[b], .found = veche_likeness_new () };

  judge (&pair, facts);
  veche_likeness_sum_up (pair.found);

  return pair.found;
}

int
veche_crowd_score (VecheCrowd *self, guint a, guint b)
{
  VechePair pair = { .crowd = self, .a = self->faces->pdata[a], .b = self->faces->pdata[b] };

  judge (&pair, NULL);

  return CLAMP (pair.sum, 0, 100);
}
