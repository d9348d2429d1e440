/* veche-journal-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

G_BEGIN_DECLS

/* The journal in five files: -tables (what is journalled, and its SQL), veche-journal.c (carrying an edit out),
 * -derived, -undo, -verify. */

typedef struct
{
  const char *name;
  const char *ref;    /* (nullable): the table it points to; the journal then holds the uid */
  const char *preset; /* (nullable): the schema's default, as SQL */
  guint cascade : 1;  /* goes with the row it points to; else it becomes NULL */
  guint required : 1; /* a reference that can't be NULL */
  guint outside : 1;  /* while no person has touched it, an import or a sync may fill it */
  guint plain : 1;    /* of a member: nothing derived hangs on it */
  guint loose : 1;    /* recorded when a person sets it, but the program may move it on */
} VecheJournalField;

typedef struct
{
  const char *name;
  const VecheJournalField *fields;
  guint n_fields;

  /* Made once from the names above. */
  const char *read;      /* id and all fields of a row by its uid, references as uids */
  const char *insert;    /* uid and all fields; NULL takes the schema's default */
  const char *remove;    /* by id */
  const char **update;   /* by id, one a field */
  const char **children; /* one a reference: uids of the rows that point to an id */
} VecheJournalTable;

const VecheJournalTable *veche_journal_tables (guint *n);
const VecheJournalTable *veche_journal_find_table (const char *name);            /* (nullable) */
int veche_journal_find_field (const VecheJournalTable *table, const char *name); /* -1: none */

/* The row's fields (n_fields values, unset for NULL), or NULL when there is no such row or an error is set.  Free with
 * _values_free. */
GValue *
veche_journal_read_row (VecheDb *db, const VecheJournalTable *table, const char *uid, gint64 *id, GError **error);
void veche_journal_values_free (GValue *values, guint n);
gboolean veche_journal_value_equal (const GValue *a, const GValue *b);
char *veche_journal_value_text (const GValue *value);                      /* for a sentence (transfer full) */
void veche_journal_preset (const VecheJournalField *field, GValue *value); /* unset when the default is NULL */

/* Says what SQLite refused in words of a person's: FALSE, with error set; takes the reason. value (nullable): what was to be there. */
gboolean veche_journal_explain (GError **error, GError *reason, const VecheJournalTable *table, const char *uid, const GValue *value);

/* What a gesture wrote, in order. */
typedef struct
{
  char *object, *uid, *field;
  GValue before, after;
} VecheJournalEntry;

/* (transfer full) (element-type VecheJournalEntry); NULL with error */
GPtrArray *veche_journal_entries (VecheDb *db, gint64 gesture, GError **error);
/* The edit that does the entries again, or takes them back. Rows that were made and removed by the same gesture are
 * left out. */
VecheEdit *veche_journal_entries_to_edit (GPtrArray *entries, gboolean inverse, const char *kind, const char *subject);

typedef struct
{
  gint64 at;
  const char *uid; /* (nullable): a fresh one */
  const char *actor, *kind, *subject;
  gint64 undoes;
  int state;
} VecheJournalHead;

gint64 veche_journal_write_head (VecheDb *db, const VecheJournalHead *head, GError **error); /* 0 on error */
/* Carries the edit out under a gesture that stands (gesture > 0), or under a new one once there is something to record;
 * the gesture's id comes back in it.  tolerant: leave out what hangs on rows that are not here (replay). */
gboolean veche_journal_carry_out (VecheDb *db, VecheEdit *edit, const VecheJournalHead *head, gboolean tolerant,
                                  gint64 *gesture, GError **error);

/* Gathers in members (element-type utf8 VecheNeed) the uids of those whose derived fields hang on this row. */
gboolean veche_journal_touch (VecheDb *db, GHashTable *members, const VecheJournalTable *table, const char *uid,
                              const GValue *values, GError **error);
/* The same for the words of interactions, in a list of their own. (transfer full) */
GArray *veche_journal_texts_new (void);
void veche_journal_touch_text (GArray *texts, const VecheJournalTable *table, gint64 id, const GValue *before,
                               const GValue *after);
gboolean veche_journal_refresh_texts (VecheDb *db, GArray *texts, GError **error);
/* What an account said is its owner's: when the account goes to another member, all that it said goes with it. */
gboolean veche_journal_follow (VecheDb *db, const VecheJournalTable *table, guint field, gint64 id, const GValue *before,
                               gint64 member, GError **error);
gboolean veche_journal_refresh_members (VecheDb *db, GHashTable *members, GError **error);

G_END_DECLS
