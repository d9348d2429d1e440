/* veche-guide-folder.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("Make a folder, and let your own program, or a colleague’s, put files into it whose names end in .jsonl."),
  N_ ("A file has one message a line, as JSON: {\"at\": \"2026-11-21T12:00:00Z\", \"author\": \"Anna\", \"channel\": \"Guestbook\", \"text\": \"Hello\"}. "
      "All keys are told in the manual: man veche-cli, JSON LINES."),
  N_ ("Choose the folder below. Veche looks into it every minute, and reads on where it stopped."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "folder", VECHE_GUIDE_FOLDER, N_ ("Folder"), NULL, TRUE },
  { "words", VECHE_GUIDE_LIST, N_ ("Words to look for"), N_ ("A message that holds one of them becomes a mention. Put commas between them."), FALSE },
  { 0 },
};

static const VecheGuideNotice notices[] = {
  { "too-many-files", N_ ("There are more than 2,000 files in the folder: only the first ones by name are read. Move old ones away.") },
  { 0 },
};

const VecheSourceGuide veche_guide_folder = {
  .type = "folder",
  .title = N_ ("Folder with Messages"),
  .about = N_ ("Messages from files that another program writes: any platform without a connector of its own"),
  .steps = steps,
  .reads = N_ ("Veche reads the files of this folder whose names end in .jsonl, and nothing else. It changes and deletes none of them."),
  .blind = N_ ("Veche knows only what stands in the files: whether something is left out, it can’t tell. Nothing can be answered from here."),
  .stored = N_ ("The messages and the names of their authors are kept in your workspace on this computer. Lines that make no sense are kept apart with their number."),
  .fields = fields,
  .own = TRUE,
  .notices = notices,
};
