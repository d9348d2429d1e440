/* veche-knowledge-desk.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-answers.h"
#include "app/veche-session.h"
#include "store/veche-articles-table.h"

G_BEGIN_DECLS

/* The knowledge base as whoever answers has it at hand: read once, then again after each change, and never changed itself: any thread reads it. */
typedef struct
{
  gatomicrefcount ref_count;
  GPtrArray      *articles;   /* (element-type VecheArticle): those in use, by title */
  VecheAnswers   *answers;
  GPtrArray      *guides;     /* (element-type VecheToneGuide) */
} VecheKnowledgeBase;

VecheKnowledgeBase   *veche_knowledge_base_ref        (VecheKnowledgeBase *self);
void                  veche_knowledge_base_unref      (VecheKnowledgeBase *self);
/* By what was typed after the slash, on the other keyboard layout too ("фвк" is "adr"). (transfer none) (nullable) */
VecheArticle         *veche_knowledge_base_find_code  (VecheKnowledgeBase *self, const char *code);
VecheArticle         *veche_knowledge_base_find_uid   (VecheKnowledgeBase *self, const char *uid);
/* That of the community, else the one for all. (transfer none) (nullable) */
const VecheToneGuide *veche_knowledge_base_find_guide (VecheKnowledgeBase *self, const char *community_uid);

/* One for a session, made by who asks first.  Signal "changed": there is another base. */
#define VECHE_TYPE_KNOWLEDGE_DESK (veche_knowledge_desk_get_type ())
G_DECLARE_FINAL_TYPE (VecheKnowledgeDesk, veche_knowledge_desk, VECHE, KNOWLEDGE_DESK, GObject)

VecheKnowledgeDesk *veche_knowledge_desk_get  (VecheSession *session);       /* (transfer none) */
VecheKnowledgeBase *veche_knowledge_desk_peek (VecheKnowledgeDesk *self);    /* (transfer none) (nullable): not read yet */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheKnowledgeBase, veche_knowledge_base_unref)

G_END_DECLS
