/* veche-guide-matrix.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names and servers: https://matrix.org/docs/chat_basics/matrix-for-im/; where Element shows the key: "All Settings", "Help & About" of
 * https://ems-docs.element.io/books/element-support.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("The server is what stands after the colon in your Matrix name: example.org in @name:example.org."),
  N_ ("With a password: type your name and your password below. Veche signs in once, as a device called Veche, and keeps only the key that the server gives it."),
  N_ ("Without one, because you sign in through another website: in Element click your picture, then All Settings, then Help & About, open Advanced at the end and Access Token in it, and copy the key. Leave the name below empty."),
  N_ ("Invite the account to the rooms that Veche should read, and accept the invitations in Element: Veche never does that by itself."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "url", VECHE_GUIDE_TEXT, N_ ("Server"), N_ ("Such as matrix.org or example.org"), TRUE },
  { "login", VECHE_GUIDE_TEXT, N_ ("Your name there"), N_ ("As in @name:example.org; empty when you paste an access token"), FALSE },
  { "token", VECHE_GUIDE_SECRET, N_ ("Password or access token"), N_ ("The password is used once and not kept"), TRUE },
  { "rooms", VECHE_GUIDE_PLACES, N_ ("Rooms"), N_ ("None chosen: all of them"), FALSE },
  { "mine", VECHE_GUIDE_LIST, N_ ("Your other accounts"), N_ ("Whole names such as @anna:example.org; messages that name or answer them go to the inbox too"), FALSE },
  { "words", VECHE_GUIDE_LIST, N_ ("Words to look for"), NULL, FALSE },
  { 0 },
};

static const VecheGuideNotice notices[] = {
  { "encrypted-room", N_ ("“%s” is encrypted: what is said there cannot be read, and Veche doesn’t write there.") },
  { "invited", N_ ("You are invited to “%s”. Accept or decline in Element; Veche does neither.") },
  { "removed", N_ ("You were removed from “%s”; what was read is kept.") },
  { "moved", N_ ("“%s” has moved to a new room. Open it in Element and follow it there.") },
  { 0 },
};

const VecheSourceGuide veche_guide_matrix = {
  .type = "matrix",
  .title = N_ ("Matrix"),
  .about = N_ ("Rooms of any Matrix server: mentions, threads, edits and reactions, answered from here"),
  .steps = steps,
  .help_url = "https://matrix.org/docs/chat_basics/matrix-for-im/",
  .reads = N_ ("Messages, threads, edits, deletions and reactions of the rooms that you are in, who came and left, the list of members, and what was said before as far as the server shows it."),
  .blind = N_ ("Encrypted rooms cannot be read; direct chats are encrypted unless somebody chose otherwise. Veche sees no room that the account is not in."),
  .stored = N_ ("Texts, names and Matrix names, on this computer only. The key is kept in the system’s keyring, the password nowhere."),
  .fields = fields,
  .notices = notices,
};
