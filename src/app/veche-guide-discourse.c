/* veche-guide-discourse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An administrator's key: https://meta.discourse.org/t/create-and-configure-an-api-key/230124; one's own:
 * https://meta.discourse.org/t/user-api-keys-specification/48536.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

/* meta.discourse.org: 230124 "Create and configure an API key", 48536 "User API keys specification". */
static const char *const steps[] = {
  N_ ("To read only, the address of the forum is enough: leave the key empty."),
  N_ ("To answer as yourself, press “Get a Key…” below. The forum asks whether Veche may read and write for you: press “Authorize”, copy the text "
      "it shows, and paste it as the key."),
  N_ ("To answer as another account, or if the forum gives no keys: as its administrator open Admin, Advanced, API Keys, press New API Key, which "
      "newer versions call Add API Key, describe it, choose Single User, that account and the scope Global, save and copy the key. Then type "
      "the account’s name below, too."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "url", VECHE_GUIDE_TEXT, N_ ("Address of the forum"), NULL, TRUE },
  { "token", VECHE_GUIDE_SECRET, N_ ("API key"), N_ ("Empty: read only"), FALSE },
  { "username", VECHE_GUIDE_TEXT, N_ ("Account that the key is for"), N_ ("Only with an administrator’s key"), FALSE },
  { "categories", VECHE_GUIDE_PLACES, N_ ("Categories"), N_ ("None chosen: all of them"), FALSE },
  { "private", VECHE_GUIDE_SWITCH, N_ ("Read my private messages"), NULL, FALSE },
  { 0 },
};

static const VecheGuideNotice notices[] = {
  { "read-only", N_ ("Without a key Veche reads what everybody can see. It can’t answer and doesn’t know which messages are for you.") },
  { "directory-short", N_ ("The forum hides who belongs to its groups, so only the members that its directory shows first are known: about 550. An administrator’s key sees all.") },
  { "no-directory", N_ ("The forum does not show its members to this account. Those who write are known all the same.") },
  { 0 },
};

const VecheSourceGuide veche_guide_discourse = {
  .type = "discourse",
  .title = N_ ("Discourse"),
  .about = N_ ("A forum’s topics, mentions and private messages, answered from here"),
  .steps = steps,
  .help_url = "https://meta.discourse.org/t/create-and-configure-an-api-key/230124",
  .reads = N_ ("Topics with new posts in the categories you choose, topics that you were notified of, the user directory, and your private messages if you switch them on."),
  .blind = N_ ("Veche can’t see categories that are closed to the key’s account. A change of an old post is seen when its topic is read again."),
  .stored = N_ ("Texts, links and names, on this computer only. The key is kept in the system’s keyring."),
  .fields = fields,
  .notices = notices,
  .key_page = TRUE,
};
