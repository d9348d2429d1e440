/* veche-types.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Forward names only: one header that stops include chains. */
typedef struct _VecheDb        VecheDb;
typedef struct _VecheStatement VecheStatement;
typedef struct _VecheStore     VecheStore;
typedef struct _VecheQuery     VecheQuery;
typedef struct _VecheFilter    VecheFilter;
typedef struct _VecheEdit      VecheEdit;
typedef struct _VecheChange    VecheChange;
typedef struct _VecheBatch     VecheBatch;
typedef struct _VecheReply     VecheReply;
typedef struct _VecheItem      VecheItem;
typedef struct _VecheConnector VecheConnector;
typedef struct _VecheBudget    VecheBudget;

G_END_DECLS
