/* veche-name-book.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is known of names: data/names, by the keys of model/veche-text.h, so that both alphabets meet.  Immutable once made. */
typedef struct _VecheNameBook VecheNameBook;

/* The full names that a word may stand for: "Саша" is Александр or Александра. */
typedef struct
{
  guint   n;
  guint16 names[8];
  guint   male : 1, female : 1;     /* whom it may name */
} VecheGiven;

/* more (nullable): lines "full name<TAB>short, short" that the manager added. */
VecheNameBook    *veche_name_book_new        (const char *more);
void              veche_name_book_free       (VecheNameBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheNameBook, veche_name_book_free)

const VecheGiven *veche_name_book_find       (VecheNameBook *self, const char *key);        /* (nullable) (transfer none) */
/* Keys of everything that the full name is called. (element-type utf8) (transfer none) */
GPtrArray        *veche_name_book_list_forms (VecheNameBook *self, guint name);
gboolean          veche_name_book_is_common  (VecheNameBook *self, const char *surname);    /* by its neutral key */
gboolean          veche_name_book_is_middling (VecheNameBook *self, const char *surname);  /* common, but not very */
gboolean          veche_name_book_is_shared  (VecheNameBook *self, const char *word);       /* folded */
gboolean          veche_name_book_is_decoration (VecheNameBook *self, const char *word);   /* folded: "dev", "official" */
char             *veche_name_book_city_key   (VecheNameBook *self, const char *city);       /* the same for all that a city is called (transfer full) */
gboolean          veche_given_meet           (const VecheGiven *a, const VecheGiven *b);    /* may they name one person? */

/* Петров, Петрова → the same; gender: 1 male, -1 female, 0 unknown. (transfer full) */
char             *veche_name_neutral_surname (const char *key, int *gender);
/* No more than one letter put in, left out, changed or two swapped. */
gboolean          veche_name_one_off         (const char *a, const char *b);
/* Паньков and Панков: do two texts have words that differ by nothing but a soft sign before a consonant? */
gboolean          veche_name_differs_in_softness (const char *a, const char *b);

G_END_DECLS
