/* veche-knowledge-files.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The knowledge base out of a file, after a look at what would change, and into one. */
void veche_knowledge_import (VecheSession *session, GtkWidget *parent);
void veche_knowledge_export (VecheSession *session, GtkWidget *parent);
/* Without asking for the file. */
void veche_knowledge_open   (VecheSession *session, GtkWidget *parent, GFile *file);

G_END_DECLS
