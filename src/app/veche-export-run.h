/* veche-export-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "exchange/veche-export.h"

G_BEGIN_DECLS

/* Writes the file as a job of the activity popover and says what came of it; options are taken. */
void veche_export_run (VecheSession *session, VecheExportOptions *options, const char *path);

G_END_DECLS
