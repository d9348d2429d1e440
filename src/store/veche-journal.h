/* veche-journal.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The one door through which a person changes rows.  Lane functions: inside a write transaction of the caller. */

/* Carries the edit out and records it. A delete first removes, journalled, the rows that depend on the row.  After it, derived fields
 * (name_key, full-text rows, last_contact) of what it touched are right.  Returns the gesture's id, 0 on error; an edit that changes
 * nothing returns -1 and leaves no trace. */
/* How the actor of what a rule did begins: a gesture like any other, but none of the person, so that Ctrl+Z passes it by and it hides no redo. */
#define VECHE_ACTOR_RULE "rule:"

gint64      veche_journal_apply      (VecheDb *db, VecheEdit *edit, const char *actor, GError **error);
/* The same as a further piece of a gesture of this very transaction (0: it begins one), so that a big one needs little memory.  Returns the
 * gesture; -1: still none, because nothing was changed. */
gint64      veche_journal_apply_more (VecheDb *db, VecheEdit *edit, gint64 gesture, const char *actor, GError **error);
/* A gesture of several transactions is held by the first and let go by the last: between them nobody can take half of it back.  What a kill
 * or a full disk left is let go at opening, when nobody works: it is whole as far as it goes, and can be undone like any other. */
gboolean    veche_journal_hold       (VecheDb *db, gint64 gesture, gboolean hold, GError **error);
gboolean    veche_journal_let_all_go (VecheDb *db, GError **error);   /* outside a transaction */
/* The gesture of an import (kind 'import'), so that Ctrl+Z takes the whole batch back: call it once, after veche_ingest_finish().  Returns
 * its id, 0 on error. */
gint64      veche_journal_record_import (VecheDb *db, gint64 batch_id, const char *subject, const char *actor, GError **error);

typedef struct { gint64 id; char *kind, *subject; gboolean redo; } VecheGesture;   /* what an undo or redo took back or did again */
void          veche_gesture_free     (VecheGesture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheGesture, veche_gesture_free)

/* Takes back the newest done gesture of the last 100 (gesture 0) or the given one.  NOT_FOUND when there is none; CONSTRAINT when it can't
 * be, for example a reply that has left.  Recorded as a gesture of its own.  The gesture kind 'import' is undone by its batch. */
VecheGesture *veche_journal_undo     (VecheDb *db, gint64 gesture, const char *actor, GError **error);
VecheGesture *veche_journal_redo     (VecheDb *db, const char *actor, GError **error);

/* The same OUTSIDE a transaction, however much it is: in pieces of some 80 ms, each a transaction, with veche_store_yield() in between.  A
 * gesture that somebody has changed since is refused before the first piece; what is changed while it goes is left as it is.  Cancelled:
 * what was done so far is turned round before it returns.  Cut short by a kill or a full disk, the next undo or redo goes on with it, whichever
 * was asked for (see the gesture's redo).  An import of a chat can't be turned round: what was taken of it is gone (partly), and the same undo
 * takes the rest. */
typedef struct
{
  gint     done, total; /* atomic: lines of the journal, or rows of an import */
  gint64   longest;     /* microseconds of the longest piece */
  gboolean partly;      /* of an import: something is gone, whatever comes back */
} VecheUndoWatch;
VecheGesture *veche_journal_undo_by_pieces (VecheDb *db, gboolean redo, const char *actor, VecheUndoWatch *watch /* (nullable) */,
                                            GCancellable *cancellable, GError **error);
/* What was cut short, which the next opening for writing finishes. (nullable) (transfer full) */
VecheGesture *veche_journal_find_unfinished (VecheDb *db);
gboolean      veche_journal_finish   (VecheDb *db, const char *actor, GError **error);   /* at opening */
/* What the next undo and redo would be; out parameters may be NULL. (transfer full) (nullable) each. */
void          veche_journal_peek     (VecheDb *db, VecheGesture **undo, VecheGesture **redo);

typedef struct { gint64 id, at; char *gesture_uid, *actor, *kind, *object, *object_uid, *field; char *before, *after; } VecheJournalLine;
void          veche_journal_line_free (VecheJournalLine *line);
GPtrArray    *veche_journal_list     (VecheDb *db, const char *object_uid, guint limit, GError **error);  /* (element-type VecheJournalLine) newest first; object_uid (nullable) */

/* Compares the fold of the whole journal with the rows: one sentence for each difference, empty when they agree. (transfer full) */
GStrv         veche_journal_verify   (VecheDb *db, GError **error);
/* Rebuilds the journalled rows of an empty workspace from another's journal, in order. For the proof, and later for sharing. */
gboolean      veche_journal_replay   (VecheDb *from, VecheDb *into, GError **error);

gboolean      veche_journal_knows    (const char *table, const char *field);   /* is this a field that a person may change? */

G_END_DECLS
