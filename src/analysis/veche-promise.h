/* veche-promise.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-hours.h"

G_BEGIN_DECLS

/* "I'll check and get back by Friday": what a reply of ours promises, and until when, in Russian and English.  Words of data/words/promises.tsv; a
 * proposal only, a person accepts it.  Not what others promise or what is quoted, negated, asked or said with an "if".  Pure; any thread. */

typedef struct
{
  guint     start, length;   /* bytes in the text */
  gint64    due;             /* microseconds UTC */
  gboolean  dated;           /* the words say until when; else it is the end of the next working day */
  char     *words;           /* what was promised, as written */
} VechePromise;
void          veche_promise_free   (VechePromise *self);

/* text: any bytes, the first 4 kB count; now: when it is said, in the zone of who says it.  Promises that follow each other are one.
 * (element-type VechePromise) (transfer full) */
GPtrArray    *veche_promise_find   (const char *text, GDateTime *now, const VecheWorkHours *hours);
/* The day or moment that words name, "до пятницы", "in two hours", for typing one; FALSE: none. */
gboolean      veche_promise_parse_due (const char *words, GDateTime *now, const VecheWorkHours *hours, gint64 *due);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePromise, veche_promise_free)

G_END_DECLS
