/* veche-noise.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Does a message say nothing that wants an answer: "+1", a sticker, a greeting, only thanks?  It must consist of nothing else: words of
 * data/words/noise.tsv and signs of good humour.  A question, a link, a "no", a sad or angry sign: no noise.  Pure; any thread. */
typedef enum
{
  VECHE_NOISE_NONE,
  VECHE_NOISE_PLUS,       /* "+1", "согласна" */
  VECHE_NOISE_THANKS,
  VECHE_NOISE_GREETING,
  VECHE_NOISE_OK,
  VECHE_NOISE_LAUGH,
  VECHE_NOISE_EMOJI,      /* only signs */
  VECHE_NOISE_STICKER,
  VECHE_N_NOISES,
} VecheNoise;

/* text (nullable): any bytes; sticker: the message is one, its text may be empty. */
VecheNoise  veche_noise_judge (const char *text, gboolean sticker);
const char *veche_noise_nick  (VecheNoise noise);                      /* (nullable): stored, never changed; NULL for NONE */
gboolean    veche_noise_parse (const char *nick, VecheNoise *noise);

G_END_DECLS
