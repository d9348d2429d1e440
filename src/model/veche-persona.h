/* veche-persona.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A member as somebody sees them who asks "is this the same person as that one?": names, accounts and a few facts, nothing else.
 * Plain values; e-mail addresses and telephone numbers are accounts of the platforms 'email' and 'phone'.  Times: 0 is unknown. */
typedef struct
{
  char   *platform, *instance, *handle, *name, *url, *avatar_url;   /* (owned) (nullable) all but platform */
  gint64  first_seen, last_seen;
  guint   bot : 1, deleted : 1;
} VechePersonaAccount;

typedef struct
{
  gint64     id;
  char      *uid, *name;                            /* (owned) */
  char      *city, *birthday, *headline, *about, *role;   /* (owned) (nullable); about: all that is written about them, for links in it */
  GPtrArray *accounts;                              /* (element-type VechePersonaAccount) */
  guint      me : 1;
} VechePersona;

VechePersona        *veche_persona_new         (gint64 id, const char *uid, const char *name);
VechePersonaAccount *veche_persona_add_account (VechePersona *self, const char *platform, const char *instance, const char *handle);   /* (transfer none) */
void                 veche_persona_free        (VechePersona *self);

/* What only the timelines of two members tell. */
typedef struct
{
  guint talks;          /* times that one of them answered the other */
  guint n_a, n_b;       /* interactions that the hours are from */
  guint hours_a[24], hours_b[24];   /* UTC */
} VechePairFacts;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePersona, veche_persona_free)

G_END_DECLS
