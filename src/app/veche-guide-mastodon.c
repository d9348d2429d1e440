/* veche-guide-mastodon.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const VecheGuideField fields[] = {
  { "url", VECHE_GUIDE_TEXT, N_ ("Address of your server"), NULL, TRUE },
  { "token", VECHE_GUIDE_SECRET, N_ ("Access key"), NULL, FALSE },
  { 0 },
};

const VecheSourceGuide veche_guide_mastodon = {
  .type = "mastodon",
  .title = N_ ("Mastodon"),
  .about = N_ ("Also GoToSocial, Pleroma, snac: mentions and replies, answered from here"),
  .blind = N_ ("Veche reads what mentions or answers you, the threads around it, and who follows you. It can’t see other people’s "
               "private talks, and writes nothing but the replies you send."),
  .fields = fields,
  .browser = TRUE,
};
