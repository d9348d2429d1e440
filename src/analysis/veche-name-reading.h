/* veche-name-reading.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-name-book.h"

G_BEGIN_DECLS

/* One way to read a name: which word is the first name, which the surname.  Words are keys of model/veche-text.h. */
typedef struct
{
  char             *text;               /* (owned) as it is written */
  char             *given, *surname, *more, *patronymic;   /* (owned) (nullable); surname neutral; more: a second or maiden name */
  char             *surname_key;        /* (owned) (nullable): as written */
  const VecheGiven *set;                /* (nullable) */
  char              given_initial, surname_initial, patronymic_initial;   /* '\0': none */
  int               surname_gender;     /* 1 male, -1 female, 0 unknown */
  guint             of_handle : 1;      /* read out of a nick: what it lacks says nothing */
} VecheNameReading;

typedef enum
{
  VECHE_NAMES_UNRELATED,     /* nothing to compare */
  VECHE_NAMES_FULL,          /* first name and surname */
  VECHE_NAMES_SHORT,         /* the same, one of them by a short name */
  VECHE_NAMES_NEARLY,        /* a letter apart */
  VECHE_NAMES_INITIAL,       /* surname and the first letter of the first name */
  VECHE_NAMES_GIVEN_INITIAL, /* first name and the first letter of the surname */
  VECHE_NAMES_GIVEN,         /* the first name; one or both have no more */
  VECHE_NAMES_SURNAME,
  VECHE_NAMES_OTHER,         /* from here on they contradict each other */
  VECHE_NAMES_OTHER_GIVEN,   /* no surname to compare */
  VECHE_NAMES_OTHER_SURNAME,
  VECHE_NAMES_FAMILY,
  VECHE_NAMES_GENDER,
} VecheNamesMeet;

void           veche_name_reading_free   (VecheNameReading *self);
/* (element-type VecheNameReading) at most two readings, none when it is not a name. of_handle: "ivan_petrov". (transfer full) */
GPtrArray     *veche_name_reading_read   (VecheNameBook *book, const char *text, gboolean of_handle);
VecheNamesMeet veche_name_reading_meet   (const VecheNameReading *a, const VecheNameReading *b);
/* Of two with a patronymic each: 1 the same, -1 different, 0 unknown. */
int            veche_name_reading_fathers (const VecheNameReading *a, const VecheNameReading *b);
/* Double surnames, of both, that are the same in both halves. */
gboolean       veche_name_reading_same_surnames (const VecheNameReading *a, const VecheNameReading *b);
/* "Jr.", "мл." 1; "Sr.", "ст." 2; 0: not said. */
int            veche_name_reading_generation (const VecheNameReading *self);
/* "Клуб «Маяк»", "Tech Team", "Аня и Костя": not one person.  Of a nick only the first word counts: hikaru_dev is somebody. */
gboolean       veche_name_reading_is_team (VecheNameBook *book, const char *text, gboolean nick);

/* Parts of a name or a handle: words of letters; digits, signs and the joints of camelCase part them. (element-type utf8) (transfer full) */
GPtrArray     *veche_name_split       (const char *text, gboolean camel);

G_END_DECLS
