/* veche-source-keep.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A source as it was filled in; all borrowed. */
typedef struct
{
  const char *type, *name, *address;
  const char *words, *settings, *token;   /* (nullable) */
  gboolean    own_server;
  GPtrArray  *feeds;                      /* (nullable) (element-type utf8): each of these instead of the address */
} VecheSourceNew;

/* Adds it as one gesture; once it is kept, so are its secret and the word that its command may run here, and it is read for the first time. */
void veche_source_keep (VecheSession *session, const VecheSourceNew *source, VecheSessionDone done, gpointer user_data);

G_END_DECLS
