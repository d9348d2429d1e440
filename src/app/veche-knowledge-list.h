/* veche-knowledge-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "analysis/veche-answers.h"

G_BEGIN_DECLS

/* What the list of the knowledge base shows, as values.  Read on a lane, then the main thread's. */
typedef struct
{
  GPtrArray    *articles;     /* (element-type VecheArticle) with those of the archive */
  GPtrArray    *candidates;   /* (element-type VecheCandidate) */
  VecheAnswers *answers;
} VecheKnowledge;
VecheKnowledge *veche_knowledge_load (VecheDb *db, GError **error);   /* lane function */
void            veche_knowledge_free (VecheKnowledge *self);

/* Behind the kinds of articles. */
#define VECHE_KNOWLEDGE_ALL        0
#define VECHE_KNOWLEDGE_KIND(kind) ((guint) (kind) + 1)
#define VECHE_KNOWLEDGE_DUE        (VECHE_N_ARTICLE_KINDS + 1)
#define VECHE_KNOWLEDGE_ARCHIVE    (VECHE_N_ARTICLE_KINDS + 2)
#define VECHE_KNOWLEDGE_CANDIDATES (VECHE_N_ARTICLE_KINDS + 3)

GtkStringList  *veche_knowledge_filters (void);                         /* (transfer full) their titles */
/* What is shown under a filter and a search: rows for the list. (element-type GObject) (transfer full) */
GPtrArray      *veche_knowledge_choose  (VecheKnowledge *self, guint filter, const char *typed);

VecheArticle   *veche_knowledge_row_get_article   (GObject *row);       /* (nullable) (transfer none) */
VecheCandidate *veche_knowledge_row_get_candidate (GObject *row);       /* (nullable) (transfer none) until the next load */

GtkListItemFactory *veche_knowledge_factory_new (void);                 /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheKnowledge, veche_knowledge_free)

G_END_DECLS
