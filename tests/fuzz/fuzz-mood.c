/* fuzz-mood.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "analysis/veche-mood.h"

/* Any bytes as a message, as a correction, and as weights: judged within bounds, every reason of words that lie in the text and are UTF-8. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
judge (VecheMoodModel *model, const char *text)
{
  VecheVerdict verdict, again;
  g_autoptr (GPtrArray) why = veche_mood_explain (model, text, &verdict);

  veche_mood_judge (model, text, &again);
  g_assert_true (verdict.mood == again.mood && verdict.kind == again.kind);
  g_assert_true (verdict.mood < VECHE_N_MOODS && verdict.kind < VECHE_N_MESSAGE_KINDS);
  g_assert_true (verdict.mood_confidence >= 0 && verdict.mood_confidence <= 1 && verdict.kind_confidence >= 0 && verdict.kind_confidence <= 1);
  for (guint i = 0; i < why->len; i++)
    {
      const VecheMoodReason *reason = why->pdata[i];

      g_assert_true (g_utf8_validate (reason->words, -1, NULL));
      g_assert_true (isfinite (reason->for_mood) && isfinite (reason->for_kind));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static VecheMoodModel *model;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  if (model == NULL)
    model = veche_mood_model_new (NULL, 0);
  judge (model, text);
  g_assert_null (veche_mood_model_new_for_weights (bytes));
  if (size % 16 == 0)
    {
      VecheMoodExample said = { text, (VecheMood) (size / 16 % VECHE_N_MOODS), (VecheMessageKind) (size / 16 % VECHE_N_MESSAGE_KINDS) };
      g_autoptr (VecheMoodModel) taught = veche_mood_model_new (&said, 1);

      judge (taught, text);
      judge (taught, "Спасибо! A gde запись?");
    }

  return 0;
}
