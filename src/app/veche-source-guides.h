/* veche-source-guides.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-source-guide.h"

G_BEGIN_DECLS

extern const VecheSourceGuide veche_guide_bluesky;
extern const VecheSourceGuide veche_guide_caldav;
extern const VecheSourceGuide veche_guide_command;
extern const VecheSourceGuide veche_guide_discord;
extern const VecheSourceGuide veche_guide_discourse;
extern const VecheSourceGuide veche_guide_feed;
extern const VecheSourceGuide veche_guide_folder;
extern const VecheSourceGuide veche_guide_ical;
extern const VecheSourceGuide veche_guide_mastodon;
extern const VecheSourceGuide veche_guide_matrix;
extern const VecheSourceGuide veche_guide_place;
extern const VecheSourceGuide veche_guide_telegram;
extern const VecheSourceGuide veche_guide_vk;

G_END_DECLS
