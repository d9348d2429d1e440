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

/* The journal in parts: -tables (what is journalled), -sql, veche-journal.c (carrying an edit out), -rows (its single steps), -remove, -derived,
 * -pack (the fields of a whole row in one line), -entries (what a gesture wrote), -undo and -reverse, -list, -verify. */

/* What of a member is to be made anew. */
typedef enum
{
  VECHE_NEED_TIMES  = 1 << 0,
  VECHE_NEED_KEY    = 1 << 1,   /* the sort key */
  VECHE_NEED_LABELS = 1 << 2,   /* of the search row only these */
  VECHE_NEED_SEARCH = 1 << 3,
  VECHE_NEED_NEW    = 1 << 4,   /* has just come: there is no search row yet */
} VecheNeed;

typedef struct
{
  const char *name;
  const char *ref;    /* (nullable): the table it points to; the journal then holds the uid */
  const char *preset; /* (nullable): the schema's default, as SQL */
  guint cascade : 1;  /* goes with the row it points to; else it becomes NULL */
  guint required : 1; /* a reference that can't be NULL */
  guint outside : 1;  /* while no person has touched it, an import or a sync may fill it */
  guint plain : 1;    /* of a member: nothing derived hangs on it */
  guint judged : 1;   /* of a member: what they wrote comes first or last by it */
  guint loose : 1;    /* recorded when a person sets it, but the program may move it on */
} VecheJournalField;

typedef struct _VecheJournalTable VecheJournalTable;
typedef struct
{
  const VecheJournalTable *table;
  guint field;
} VecheJournalReferrer;

struct _VecheJournalTable
{
  const char *name;
  const VecheJournalField *fields;
  guint n_fields;

  /* Made once from the names above. */
  const char *read;      /* id and all fields of a row by its uid, references as uids */
  const char **single;   /* id and one field of a row by its uid, one a field */
  const char *insert;    /* uid, of a member the sort key, and all fields; NULL takes the schema's default */
  const char *remove;    /* by ids, as JSON */
  const char **update;   /* by id, one a field */
  const char **children; /* one a reference: uids of the rows that point to an id */
  const char *any_child; /* a row when something points to an id; only with referrers */
  const VecheJournalReferrer *referrers; /* which fields point to it */
  guint n_referrers;
  int owner, answered, text; /* the fields member_id, reply_to_id, text; -1: none */
  VecheNeed need;            /* of the member that a row belongs to */
  gboolean member;           /* it is the table of members itself */
};

extern VecheJournalTable veche_journal_all[];   /* the bare list: ask veche_journal_tables() */
extern const guint veche_journal_n_all;
const VecheJournalTable *veche_journal_tables (guint *n);
const VecheJournalTable *veche_journal_find_table (const char *name);            /* (nullable) */
int veche_journal_find_field (const VecheJournalTable *table, const char *name); /* -1: none */

/* The row's fields (n_fields values, unset for NULL), or NULL when there is no such row or an error is set.  Free with
 * _values_free. */
GValue *
veche_journal_read_row (VecheDb *db, const VecheJournalTable *table, const char *uid, gint64 *id, GError **error);
/* One field alone. FALSE without an error: there is no such row. */
gboolean veche_journal_read_field (VecheDb *db, const VecheJournalTable *table, guint field, const char *uid, gint64 *id, GValue *value,
                                   GError **error);
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

/* The fields of a row as the text of one line of the journal, and back: adds to values, which are unset. */
char *veche_journal_pack (const VecheJournalTable *table, const GValue *values);   /* (transfer full) */
gboolean veche_journal_unpack (const VecheJournalTable *table, const char *pack, GValue *values, GError **error);
/* The row came or went whole in this one line. */
gboolean veche_journal_is_pack (const VecheJournalEntry *entry);
GValue *veche_journal_entry_unpack (const VecheJournalEntry *entry, const VecheJournalTable **table, GError **error);   /* as _read_row */

/* (transfer full) (element-type VecheJournalEntry), one a field; NULL with error */
GPtrArray *veche_journal_entries (VecheDb *db, gint64 gesture, GError **error);
/* The last lines before an entry (its id; moved on), about n of them, as they stand: what was written of one row in a row is not cut.  Empty:
 * no more. */
GPtrArray *veche_journal_entries_before (VecheDb *db, gint64 gesture, gint64 *before, guint n, GError **error);
/* The edit that does the entries again. Rows that were made and removed by the same gesture are left out. */
VecheEdit *veche_journal_entries_to_edit (GPtrArray *entries, const char *kind, const char *subject, GError **error);

/* For an edit that takes entries back: what its steps must find, or else somebody has changed it since.  Borrows the entries. */
typedef struct
{
  GPtrArray *said;      /* (owned) (element-type VecheJournalEntry) one a step (nullable) */
  GHashTable *others;   /* (owned) uid of a row that goes → (element-type VecheJournalEntry): what else was said of it, in order */
  gboolean leave;       /* what was changed since is left as it is; else it is an error */
} VecheJournalCheck;

/* The edit that takes them back; fills check in. */
VecheEdit *veche_journal_entries_to_inverse (GPtrArray *entries, const char *kind, const char *subject, VecheJournalCheck *check, GError **error);
void veche_journal_check_clear (VecheJournalCheck *check);

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
/* The same for a piece of something big, which checks on its way: its search rows follow later. check (nullable) */
gboolean veche_journal_carry_out_piece (VecheDb *db, VecheEdit *edit, const VecheJournalHead *head, const VecheJournalCheck *check,
                                        gboolean big, gint64 *gesture, GError **error);

/* Something that is being taken back, or done again. */
typedef struct
{
  VecheDb *db;
  const char *actor;
  VecheGesture *gesture; /* (owned): what the person did; redo: it comes again */
  gint64 what;           /* whose lines are turned round: its own, or those of the act that took it back */
  gint64 act;            /* under which; 0: not begun */
  gint64 reached;        /* the line that was turned round last */
  gint64 n;              /* lines so far */
  gboolean big, done;
} VecheJournalReversal;

void veche_journal_reversal_clear (VecheJournalReversal *self);
gboolean veche_journal_reversal_resume (VecheJournalReversal *self, VecheDb *db, const char *actor);     /* FALSE: there is none */
gboolean veche_journal_reverse_whole (VecheJournalReversal *self, GError **error);                       /* inside a transaction */
gboolean veche_journal_reverse_by_pieces (VecheJournalReversal *self, VecheUndoWatch *watch, GCancellable *cancellable, GError **error);
/* The last n lines that are not turned round yet, in the transaction of the caller. leave: what was changed since is left as it is */
gboolean veche_journal_reversal_piece (VecheJournalReversal *self, guint n, gboolean leave, gboolean big, GError **error);

#define VECHE_PIECE_FIRST 400   /* lines, or rows */
guint veche_journal_next_piece (guint n, gint64 took);   /* how many take the time that a piece may; took: microseconds of the last n */

/* What follows from the steps carried out so far: it is gathered, and made right once, at the end. */
typedef struct
{
  VecheDb *db;
  GHashTable *members; /* (owned) uids of those concerned, and of those who were looked up */
  GArray *gone;        /* (owned) (element-type gint64): ids of members that were removed */
  GArray *authors;     /* (owned) (element-type gint64): ids of members whose mentions are to be judged anew */
  GArray *texts;       /* (owned): words of interactions that came or went */
  GHashTable *talked;  /* (owned) (element-type utf8): members who met others, by what was written down */
  GHashTable *events;  /* (owned) (element-type gint64): whose guests have ties by them */
  gboolean big;        /* a piece of something big: search rows that can wait do */
} VecheJournalDerived;

VecheJournalDerived *veche_journal_derived_new (VecheDb *db);
void veche_journal_derived_free (VecheJournalDerived *self);
gboolean veche_journal_refresh (VecheJournalDerived *self, GError **error);

/* The id of a member, looked up once; what is remembered follows what the steps do. */
gint64 veche_journal_member_id (VecheJournalDerived *self, const char *uid);
void veche_journal_member_came (VecheJournalDerived *self, const char *uid, gint64 id);
void veche_journal_touch_author (VecheJournalDerived *self, gint64 id);
void veche_journal_member_left (VecheJournalDerived *self, const char *uid, gint64 id);

/* Whose derived fields hang on this row of another table than that of members: the person it belongs to, those who wear the label, the one it
 * answers.  field: which one changes, -1: the row comes or goes. */
gboolean veche_journal_touch (VecheJournalDerived *self, const VecheJournalTable *table, int field, const char *uid, const GValue *values,
                              GError **error);
/* The same for a member; field (nullable): which one changes. */
gboolean veche_journal_touch_member (VecheJournalDerived *self, const VecheJournalField *field, const char *uid, GError **error);
/* The same for the words of interactions. */
void veche_journal_touch_text (VecheJournalDerived *self, const VecheJournalTable *table, gint64 id, const GValue *before,
                               const GValue *after);
/* What an account said is its owner's: when the account goes to another member, all that it said goes with it. */
gboolean veche_journal_follow (VecheDb *db, const VecheJournalTable *table, guint field, gint64 id, const GValue *before,
                               gint64 member, GError **error);

/* A row that the edit makes. */
typedef struct
{
  const char *uid; /* the edit's */
  const VecheJournalTable *table;
  GValue *values;
  guint step; /* where the edit inserts it */
  gboolean begun, written;
} VecheJournalRow;

/* A reference in a circle: it is set when both ends are there. */
typedef struct
{
  const VecheJournalTable *table;
  guint field;
  const char *uid;
  GValue value;
} VecheJournalLate;

/* On its way into the journal. */
typedef struct
{
  const char *object, *field;
  char *uid; /* (owned) */
  GValue before, after;
} VecheJournalLineNew;

typedef struct
{
  const char *table; /* (nullable) */
  char uid[40];
  gint64 id;
} VecheJournalKnown;

/* An edit that is being carried out. */
typedef struct
{
  VecheDb *db;
  const VecheJournalHead *head;
  gint64 gesture;
  gboolean tolerant;
  const VecheJournalCheck *check; /* (nullable) */
  const VecheJournalEntry *said;  /* (nullable): of the step at hand; whoever looks takes it */

  GHashTable *made;             /* (owned) (element-type utf8 VecheJournalRow) uids borrowed from the edit */
  VecheJournalRow *at_hand;     /* (nullable): of made, the one that the last step was about */
  GPtrArray *late;              /* (owned) (element-type VecheJournalLate) */
  GArray *lines;                /* (owned) (element-type VecheJournalLineNew) not written yet */
  GHashTable *removed;          /* (owned) (element-type utf8) uids, also of what is just going */
  GArray **going;               /* (owned) (element-type gint64) one a table (nullable): ids of rows that go next; they are in the journal already */
  guint n_going;                /* of all tables */
  const char *dependent[128];   /* one a table (nullable): asks whether anything hangs on such rows */
  VecheJournalDerived *derived; /* (unowned) */
  VecheJournalKnown known[16];  /* rows that were pointed to lately */
} VecheJournalWork;

#define VECHE_JOURNAL_MAX_FIELDS 40   /* of a table; asserted */

void veche_journal_work_init (VecheJournalWork *self, VecheJournalDerived *derived, const VecheJournalHead *head, gint64 gesture,
                              gboolean tolerant);
void veche_journal_work_clear (VecheJournalWork *self);
gboolean veche_journal_record (VecheJournalWork *work, const char *object, const char *uid, const char *field, const GValue *before,
                               const GValue *after, GError **error);
gboolean veche_journal_record_row (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, const GValue *values, gboolean made,
                                   GError **error);   /* the whole row in one line */
gboolean veche_journal_write_lines (VecheJournalWork *work, GError **error);   /* those that wait */
gboolean veche_journal_remove_rows (VecheJournalWork *work, GError **error);   /* those that go next: before anything looks at the tables */
gboolean veche_journal_write_row (VecheJournalWork *work, const char *uid, GError **error);
gboolean veche_journal_set_field (VecheJournalWork *work, const VecheJournalTable *table, guint index, const char *uid,
                                  const GValue *value, GError **error);
/* For these steps: what to do about a row that is not there, or says something else than it should. */
typedef enum { VECHE_VERDICT_GO_ON, VECHE_VERDICT_LEAVE_IT, VECHE_VERDICT_FAIL } VecheVerdict;
gboolean veche_journal_missing (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, GError **error);
VecheVerdict veche_journal_changed_since (VecheJournalWork *work, const VecheJournalTable *table, guint index, const GValue *is, const GValue *said, GError **error);
gboolean veche_journal_touch_row (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, const GValue *values, GError **error);

/* Most fields of most rows are not: a look at the type alone. */
static inline gboolean
veche_journal_is_set (const GValue *value)
{
  return G_VALUE_TYPE (value) != G_TYPE_INVALID;
}

gboolean veche_journal_remove_row (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheJournalDerived, veche_journal_derived_free)

G_END_DECLS
