/* veche-mention.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a person is called by name so that the platform tells them.  Any thread. */

typedef enum
{
  VECHE_MENTION_NOTIFIES,   /* the platform reads the text as a mention */
  VECHE_MENTION_LINK,       /* a link to the account: the platform notifies when it is sent with its markup on */
  VECHE_MENTION_NAME,       /* only the name: nobody is told, and the interface says so */
} VecheMentionKind;

/* The account that is called; handle without the @.  All but platform and name (nullable). */
typedef struct
{
  const char *platform, *instance, *remote_id, *handle, *name;
  const char *home;         /* host of the server that the message is written on: an account of the same host needs no host */
} VecheMentionTarget;

/* "@anna_leb", "[id17|Анна Лебедева]", "@anna@host.example", "<@17>" …; never with line breaks, brackets or controls that would break out of the
 * syntax.  kind (out) (nullable).  (transfer full) */
char       *veche_mention_format    (const VecheMentionTarget *target, VecheMentionKind *kind);
/* Does this platform have a syntax that we know? */
gboolean    veche_mention_knows     (const char *platform);

/* A mention as it stands in a text, in whatever syntax; by handle or by the platform's own id. */
typedef struct
{
  const char *platform;     /* (nullable): the syntax is of this one only; static */
  char       *words;        /* as written */
  char       *handle, *host, *id;   /* (nullable) each; handle without the @ */
} VecheMentionFound;
void        veche_mention_found_free (VecheMentionFound *self);
/* Those in a text that somebody typed, in their order, at most 50. (element-type VecheMentionFound) (transfer full) */
GPtrArray  *veche_mention_find       (const char *text);

G_END_DECLS
