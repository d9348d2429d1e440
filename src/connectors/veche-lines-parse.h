/* veche-lines-parse.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-batch.h"
#include "model/veche-line.h"

G_BEGIN_DECLS

/* Lines of model/veche-line.h → batch, without a network: what a watched folder and a command have in common.  A batch is of one platform:
 * the first line's.  What makes no sense becomes a bad item with its line's number.  In what a command says there are also lines about the
 * run itself, known by their one key:
 *
 *   {"cursor": "…", "more": true}     where to go on; more: ask again at once
 *   {"me": {"id": "…", "handle": "…"}} who we are there
 *   {"sent": {"id": "…", "url": "…"}} what became of the reply
 *   {"error": "…", "code": "…"}       why not: auth, offline, rejected, not-found, rate-limited with "retry_after" in seconds */
typedef struct
{
  const char    *words;                  /* borrowed (nullable): what makes a message a mention */
  const char    *name;                   /* borrowed (nullable): of the file, for bad lines */
  gboolean       commands;               /* lines about the run are understood */

  char          *platform, *instance;    /* (owned) (nullable) until the first line */
  gint64         number;                 /* of the last line */
  guint          n_lines;                /* in this batch */
  VecheBatch    *batch;                  /* (owned) (nullable) until the first line */
  GPtrArray     *early;                  /* (owned): bad lines before it, reason and raw by turns */
  VecheJsonTree *tree;                   /* (owned) */

  char          *cursor, *sent_id, *sent_url, *me_id, *me_handle, *error, *code;   /* (owned) (nullable): said of the run */
  gint64         retry_after;            /* seconds */
  gboolean       more;
} VecheLines;

void        veche_lines_init  (VecheLines *self);
void        veche_lines_clear (VecheLines *self);
/* One line, without its end.  too_long: only its beginning. */
void        veche_lines_add   (VecheLines *self, const char *text, gsize length, gboolean too_long);
/* All whole lines of text; what follows the last line's end is left, unless it is the end of all. Returns how much was read. */
gsize       veche_lines_feed  (VecheLines *self, const char *text, gsize length, gboolean end, guint max_lines);
/* (transfer full): never NULL; of "other" where nothing was said. */
VecheBatch *veche_lines_finish (VecheLines *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheLines, veche_lines_clear)

G_END_DECLS
