/* veche-harvest-read.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-harvest-dialog.h"

G_BEGIN_DECLS

/* Reading introductions: found on the scanner, kept as proposals on the writer.  A channel may take a while: it shows among the jobs, with
 * Cancel. */
typedef struct
{
  VecheHarvestFrom from;
  char            *interaction_uid;   /* (nullable) */
  char            *text;              /* (nullable): of a file */
} VecheHarvestWhat;
void  veche_harvest_what_free  (VecheHarvestWhat *self);

/* n_new: how many proposals are new; unknown (nullable): names in a file that nobody bears. */
typedef void (*VecheHarvestDone) (int n_new, const char *const *unknown, const GError *error, gpointer user_data);
/* Takes what; done is called once, also when it is cancelled. */
void  veche_harvest_read       (VecheSession *session, VecheHarvestWhat *what, GCancellable *cancellable, VecheHarvestDone done, gpointer user_data);

G_END_DECLS
