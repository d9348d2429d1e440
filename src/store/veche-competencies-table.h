/* veche-competencies-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What the community can do: the tree of competencies, who claims what, and the edits of the tree.  Lane functions; the counts belong on the
 * scanner.  Archived people are nobody here. */

#define VECHE_COMPETENCY_LEVELS 5

typedef struct
{
  gint64 id, parent_id;                         /* parent_id 0: at the top */
  char  *uid, *name, *about;
  char  *parent_uid;                            /* (nullable) */
  GStrv  aliases;                               /* other names, in either language */
  guint  depth;                                 /* 0: at the top */
  guint  members, confirmed;
  guint  levels[VECHE_COMPETENCY_LEVELS];       /* of the members, by level */
  guint  below;                                 /* claims in all that lies under it, without its own */
  guint  asked, unanswered, declined;           /* how often somebody was asked about it, how often in vain so far, how often that was a no */
} VecheCompetencyNode;

void       veche_competency_node_free     (VecheCompetencyNode *self);
/* Parents before their children, siblings as the alphabet has them. (element-type VecheCompetencyNode) */
GPtrArray *veche_competencies_tree        (VecheDb *db, GError **error);

/* One claim each, by member; archived people left out. (element-type VecheClaim)  Read in pieces: outside of a transaction none of them
 * holds the file for long. */
typedef struct { gint64 member_id, competency_id; guint8 level; guint8 origin; } VecheClaim;   /* origin: 0 self, 1 suggested, 2 confirmed */
GArray    *veche_competencies_claims      (VecheDb *db, GError **error);

typedef struct { gint64 id; char *uid, *name; int level; guint8 origin; gint64 last_seen; char *through; } VecheHolder;
void       veche_holder_free              (VecheHolder *self);
/* Names of the ids, in their order. (element-type VecheHolder) */
GPtrArray *veche_competencies_people      (VecheDb *db, const gint64 *ids, guint n, GError **error);
/* Who claims it, the strongest first. (element-type VecheHolder) */
GPtrArray *veche_competencies_holders     (VecheDb *db, const char *uid, guint limit, GError **error);
/* Who does not claim it and stands next to it: knows what lies above, beside or under it; "through" names that. (element-type VecheHolder) */
GPtrArray *veche_competencies_learners    (VecheDb *db, const char *uid, guint limit, GError **error);

/* What goes when it is deleted. */
typedef struct { guint members, evidence, children, aliases, roles; } VecheCompetencyUses;
gboolean   veche_competencies_uses        (VecheDb *db, const char *uid, VecheCompetencyUses *uses, GError **error);

/* Into an edit, for veche_journal_apply().  INVALID: the name is empty or taken (by a name or another name), the move would go round in a
 * circle; NOT_FOUND: no such competency. */
gboolean   veche_competencies_edit_add    (VecheDb *db, VecheEdit *edit, const char *name, const char *parent_uid, GError **error);
gboolean   veche_competencies_edit_rename (VecheDb *db, VecheEdit *edit, const char *uid, const char *name, GError **error);
gboolean   veche_competencies_edit_move   (VecheDb *db, VecheEdit *edit, const char *uid, const char *parent_uid, GError **error);
/* from goes, all of it stays: claims are united (the higher level, the better origin, all evidence), what lay under it and what named it now
 * belongs to into, its names become other names of into. */
gboolean   veche_competencies_edit_merge  (VecheDb *db, VecheEdit *edit, const char *from_uid, const char *into_uid, GError **error);
/* What lay under it moves up. */
gboolean   veche_competencies_edit_delete (VecheDb *db, VecheEdit *edit, const char *uid, GError **error);
/* The other names, all of them, as they shall be. */
gboolean   veche_competencies_edit_aliases (VecheDb *db, VecheEdit *edit, const char *uid, const char *const *aliases, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheCompetencyNode, veche_competency_node_free)

G_END_DECLS
