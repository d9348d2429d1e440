/* veche-tone.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-articles-table.h"

G_BEGIN_DECLS

/* Does a draft sound as the community wants it, and does a message touch what has approved lines?  Pure; any thread. */

typedef enum
{
  VECHE_TONE_ADDRESS,   /* "ты" where the guide says "вы", or the other way round */
  VECHE_TONE_MIXED,     /* both in one draft, and no guide says which: the rarer one is marked */
  VECHE_TONE_BANNED,    /* a word of the guide */
} VecheToneWhat;

typedef struct
{
  VecheToneWhat what;
  guint         start, length;   /* bytes of the draft */
  char         *words;           /* what stands there */
  char         *instead;         /* (nullable): "участник", "вы" */
  char         *why;             /* (nullable): the guide's own reason */
} VecheToneMark;

void       veche_tone_mark_free  (VecheToneMark *self);
/* "Ты" and "вы" by pronouns and verbs; "вы" to several people ("ребята, приходите") is no politeness.  In the order of the text; words of people who are quoted ("> …", «…») are left alone. (element-type VecheToneMark) (transfer full) */
GPtrArray *veche_tone_check      (const VecheToneGuide *guide, const char *draft);

/* Which of the sensitive articles a text touches, and by which of its words. (element-type VecheSensitiveHit) (transfer full) */
typedef struct { VecheArticle *article; guint start, length; char *words; } VecheSensitiveHit;
void       veche_sensitive_hit_free (VecheSensitiveHit *self);
GPtrArray *veche_sensitive_find  (GPtrArray *articles /* any kinds */, const char *text);

G_END_DECLS
