/* veche-guide-command.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("Write a program, or have it written, that asks your platform and prints one message a line, as JSON. The example that comes with Veche, "
      "veche-source-example.py, can be copied and changed."),
  N_ ("All it reads and prints is told in the manual: man veche-cli, JSON LINES."),
  N_ ("Try it in a terminal first, then write below how you started it."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "argv", VECHE_GUIDE_COMMAND, N_ ("Command"),
    N_ ("It runs on this computer with all of your rights, like anything you start yourself: it can read and delete your files. Write only a "
        "command that you know. It is started without a shell."),
    TRUE },
  { "folder", VECHE_GUIDE_FOLDER, N_ ("Folder to run it in"), NULL, FALSE },
  { "token", VECHE_GUIDE_SECRET, N_ ("Key, if it needs one"), N_ ("It is told to the command by its standard input, where no other program sees it"), FALSE },
  { "timeout", VECHE_GUIDE_TEXT, N_ ("Seconds it may take"), N_ ("60 without a number; what takes longer is ended"), FALSE },
  { "replies", VECHE_GUIDE_SWITCH, N_ ("It can send replies"), NULL, FALSE },
  { "words", VECHE_GUIDE_LIST, N_ ("Words to look for"), N_ ("A message that holds one of them becomes a mention. Put commas between them."), FALSE },
  { 0 },
};

const VecheSourceGuide veche_guide_command = {
  .type = "command",
  .title = N_ ("Own Command"),
  .about = N_ ("Messages that a program of yours prints: any platform without a connector of its own"),
  .steps = steps,
  .reads = N_ ("Veche starts the command every few minutes and reads the messages it prints. With “It can send replies”, it also hands your replies to it."),
  .blind = N_ ("Veche knows only what the command prints. What it does besides, with your files or in the network, Veche can’t see or hold back."),
  .stored = N_ ("Messages and names are kept in your workspace on this computer. The key is kept in the keyring of your system. That the command may run is "
                "remembered on this computer only: with the workspace on another one, Veche asks again."),
  .fields = fields,
  .own = TRUE,
};
