/* veche-guide-place.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("Has the site a feed? Then connect it as “Blog or News Feed”. Can it be searched on Mastodon or Bluesky? Then write the words there. "
      "A place to look at yourself is for all the rest: a chat without a bot, a group that lets no program in, a review site."),
  N_ ("Copy its address from the browser and paste it below."),
  N_ ("Veche reminds you when it is time to look. Press “Check…” beside it, open it, and write down what was said of you, or that there is nothing new."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "url", VECHE_GUIDE_TEXT, N_ ("Address of the place"), NULL, TRUE },
  { "keeper", VECHE_GUIDE_TEXT, N_ ("Who looks"), NULL, FALSE },
  { 0 },
};

const VecheSourceGuide veche_guide_place = {
  .type = "place",
  .title = N_ ("Place to Look At Yourself"),
  .about = N_ ("A site, chat or group that no program may read: you look, Veche reminds you when"),
  .steps = steps,
  .reads = N_ ("Nothing: you look yourself. Once a week to begin with; how often can be changed in the settings of the source."),
  .blind = N_ ("All that you do not write down."),
  .stored = N_ ("When you looked, and what you wrote down, in your workspace on this computer."),
  .fields = fields,
  .own = TRUE,
};
