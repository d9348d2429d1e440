/* veche-playbook-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* How a kind of message is handled (an article of the kind playbook), and what of that was done for one mention.  Lane functions; ticks through the
 * journal. */

typedef struct
{
  char *words;
  char *tick_uid;   /* (nullable): not done */
} VechePlaybookStep;

typedef struct
{
  char      *triage_uid, *article_uid, *title;
  GPtrArray *steps;                      /* (element-type VechePlaybookStep) */
} VechePlaybook;
void           veche_playbook_free      (VechePlaybook *self);
guint          veche_playbook_count_done (const VechePlaybook *self);

/* The one that fits the mention: that of its kind goes before that of its mood and one for anything, that of its community before a general one.
 * Without an error: none fits. (transfer full) (nullable) */
VechePlaybook *veche_playbook_load      (VecheDb *db, gint64 triage_id, GError **error);
gboolean       veche_playbook_edit_tick (VechePlaybook *self, VecheEdit *edit, guint step, gboolean done);   /* FALSE: it is so already */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePlaybook, veche_playbook_free)

G_END_DECLS
