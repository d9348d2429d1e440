/* veche-crowd-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-duplicates.h"
#include "analysis/veche-handle.h"
#include "analysis/veche-name-reading.h"

G_BEGIN_DECLS

/* A persona, made ready to be compared. */
typedef struct
{
  const VechePersona *persona;
  GPtrArray *forms;        /* (owned) VecheNameReading: of the name and of the names of the accounts; a nick gives those of_handle */
  GPtrArray *handles;      /* (owned) VecheHandle: of the accounts, and of the name where it is a nick */
  GPtrArray *emails;       /* (owned) one spelling an address */
  GPtrArray *phones;       /* (owned) the last ten digits */
  GPtrArray *links;        /* (owned) "platform:handle", as far as said, of what is written about them */
  GPtrArray *sites;        /* (owned) hosts of their own */
  GPtrArray *avatars;      /* (element-type utf8) borrowed */
  char      *city;         /* (owned) (nullable) key */
  char      *headline;     /* (owned) (nullable) folded */
  guint      team : 1, nick : 1;
} VecheFace;

struct _VecheCrowd
{
  VecheNameBook *book;     /* (owned) */
  GPtrArray     *personas; /* (owned) */
  GPtrArray     *faces;    /* (owned) VecheFace, the same order */
  GHashTable    *surnames; /* (owned) neutral surname → how many bear it */
  GHashTable    *sites;    /* (owned) host → how many name it */
};

/* veche-face.c */
VecheFace *veche_face_new   (VecheNameBook *book, const VechePersona *persona);
void       veche_face_free  (VecheFace *self);
gboolean   veche_face_email_is_shared (VecheNameBook *book, const char *email);
gboolean   veche_face_phone_is_shared (const char *phone);

/* veche-likeness.c */
VecheLikeness *veche_likeness_new    (void);
void           veche_likeness_add    (VecheLikeness *self, VecheLike what, int points, const char *a, const char *b);
void           veche_likeness_sum_up (VecheLikeness *self);

G_END_DECLS
