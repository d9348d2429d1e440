/* veche-handle.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-name-reading.h"

G_BEGIN_DECLS

/* A handle as it is compared: anna.leb, Anna_Leb and anna-leb are one but for signs. */
typedef struct
{
  char *text;       /* (owned) lower case, as it is written */
  char *bare;       /* (owned) its letters and digits */
  char *letters;    /* (owned) bare without the digits at its end */
  char *key;        /* (owned) key of its letters, for both alphabets and all spellings */
  char *turned;     /* (owned) its words in alphabetical order: petrov.ivan and ivan_petrov are one */
  const char *platform, *instance;   /* borrowed from the account */
  int   strength;   /* points when another account bears the very same: how unlikely that is to be by chance */
  guint of_name : 1, generic : 1, initialled : 1;   /* initialled: a letter and a common surname */
} VecheHandle;

void         veche_handle_free     (VecheHandle *self);
/* The part before the @ of an address when email is TRUE. NULL: nothing to compare. (transfer full) (nullable) */
VecheHandle *veche_handle_new      (VecheNameBook *book, const char *platform, const char *instance, const char *handle);
/* Points for two handles; numbered: they differ by a number only. */
int          veche_handle_meet     (const VecheHandle *a, const VecheHandle *b, gboolean *same, gboolean *numbered);
/* How far the handle is made of the name: 0 not at all. whole: with the whole surname. */
int          veche_handle_of_name  (const VecheHandle *handle, const VecheNameReading *name, VecheNameBook *book, gboolean *whole);

G_END_DECLS
