/* veche-mentioned.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Whom an answer that is being written mentions by hand, and what speaks against it. */

typedef enum
{
  VECHE_AGAINST_DO_NOT_MENTION,
  VECHE_AGAINST_DO_NOT_CONTACT,
  VECHE_AGAINST_LATER,         /* asked enough lately: free again at free_at */
  VECHE_AGAINST_ELSEWHERE,     /* has no account where it is written, only on only_on: nobody would be told */
  VECHE_AGAINST_HEATED,        /* nothing, but the talk is heated: would they want to be in it? */
} VecheAgainst;

typedef struct
{
  VecheAgainst  against;
  gboolean      asker;         /* the author of what is answered */
  char         *uid, *name;
  char         *words;         /* the mention as it stands in the text */
  gint64        free_at;
  char         *only_on;       /* (nullable): key of a platform */
} VecheMentioned;
void       veche_mentioned_free (VecheMentioned *self);

/* Only members with something against them, each once, the gravest first; interaction_id: what is answered; heated: the talk
 * is, then everybody but the author of that stands there; now 0: now.
 * Lane function (reader). (element-type VecheMentioned) (transfer full); NULL on error */
GPtrArray *veche_mentioned_find (VecheDb *db, const char *text, gint64 interaction_id, gboolean heated, gint64 now, GError **error);

G_END_DECLS
