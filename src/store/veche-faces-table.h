/* veche-faces-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-db.h"

G_BEGIN_DECLS

/* Where the picture of a member is, as their accounts say.  Only accounts of platforms that this workspace is connected to: an import alone
 * must not make the program speak to anybody. */
typedef struct
{
  char *member_uid, *url;     /* (owned) */
  char *own_url;              /* (owned) (nullable): of the source, when it is the person's own server */
} VecheFaceAddress;

/* uids: of members. Those without a picture are left out. (transfer full) (element-type VecheFaceAddress) */
GPtrArray *veche_faces_find (VecheDb *db, GPtrArray *uids, GError **error);
/* Nobody is called so any more, or no account of theirs has a picture. FALSE also on errors. */
gboolean   veche_faces_is_gone (VecheDb *db, const char *uid);

G_END_DECLS
