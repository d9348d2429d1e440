/* veche-guide-feed.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const VecheGuideField fields[] = {
  { "url", VECHE_GUIDE_TEXT, N_ ("Address of the feed"), NULL, TRUE },
  { "words", VECHE_GUIDE_LIST, N_ ("Words to look for"), NULL, FALSE },
  { 0 },
};

const VecheSourceGuide veche_guide_feed = {
  .type = "feed",
  .title = N_ ("Blog or News Feed"),
  .about = N_ ("RSS, Atom or JSON Feed: entries that hold your words become mentions"),
  .blind = N_ ("Veche reads what the feed offers, often only the latest entries. It can’t see comments and can’t answer."),
  .fields = fields,
};
