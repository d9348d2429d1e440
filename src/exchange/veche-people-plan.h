/* veche-people-plan.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-exchange-error.h"
#include "exchange/veche-table.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What an import of a table would do, row by row: the dry run is the plan, and the import carries out exactly the plan.
 *
 * It never overwrites what is here: it fills what is empty, adds tags, competencies, accounts and notes, and says where the two differ.  It
 * never merges on a doubt: a doubtful row (CHECK) comes in as a new person unless somebody decides otherwise; an account that belongs to
 * somebody stays theirs.  Brought in twice, a table changes nothing the second time.
 *
 * Made on the scanner, then owned by the main thread, where decisions are changed; while it is being applied it must be left alone. */

typedef enum
{
  VECHE_PEOPLE_NEW,
  VECHE_PEOPLE_UPDATE,           /* is here already; gains says what would be added, maybe nothing */
  VECHE_PEOPLE_CHECK,            /* somebody should look: why says what is doubtful, or a problem lost a value (VECHE_PROBLEM_BAD_DATE …) */
  VECHE_PEOPLE_SKIP,             /* can't come in: a problem says why */
  VECHE_PEOPLE_N_OUTCOMES,
} VechePeopleOutcome;

typedef enum { VECHE_PEOPLE_UNDECIDED, VECHE_PEOPLE_MERGE, VECHE_PEOPLE_ADD, VECHE_PEOPLE_LEAVE_OUT } VechePeopleDecision;

typedef enum
{
  VECHE_WHY_NONE,                /* nobody like this is here */
  /* Surely the same person */
  VECHE_WHY_UID,                 /* our own export */
  VECHE_WHY_EMAIL,               /* same e-mail; detail is it */
  VECHE_WHY_HANDLE,              /* same account on the same platform; detail "telegram:anna_leb" */
  VECHE_WHY_PHONE,
  VECHE_WHY_NAME,                /* same name, in whatever order and alphabet, and nothing speaks against it */
  VECHE_WHY_NAME_AND_HANDLE,     /* same name, and the same handle on another platform; detail "mastodon:oshubin" is what is here */
  /* Doubts */
  VECHE_WHY_OTHER_NAME,          /* the account or e-mail in detail is theirs, but the name is another: "Ник Тимура Галиева, имя другое" */
  VECHE_WHY_OTHER_ACCOUNTS,      /* same name, but other accounts or e-mails: a namesake? detail: what is here */
  VECHE_WHY_OTHER_FACTS,         /* same name, but another city or birthday; detail: what is here */
  VECHE_WHY_SEVERAL,             /* same name as several people; candidates */
  VECHE_WHY_ONE_WORD,            /* same name, but it is one word */
  VECHE_WHY_SIMILAR_NAME,        /* "Миронов П." and Павел Миронов */
  VECHE_WHY_HANDLE_ELSEWHERE,    /* the same handle on another platform; detail "mastodon:anna" is what is here */
  VECHE_WHY_EARLIER_HANDLE,      /* they once had this handle */
  VECHE_WHY_TWO_PEOPLE,          /* its accounts belong to different people; candidates */
} VechePeopleWhy;

typedef enum
{
  /* the row can't come in */
  VECHE_PROBLEM_NO_NAME,         /* no name, and no account that is known here; value: the handle, if there is one */
  VECHE_PROBLEM_TOTALS,          /* a row of sums or a remark under the table */
  VECHE_PROBLEM_HEADER_AGAIN,    /* the header once more */
  VECHE_PROBLEM_ERASED,          /* was erased on request (veche-tombstones-table.h) */
  VECHE_PROBLEM_UNCLOSED_QUOTE,  /* everything from here on is one cell */
  /* the row comes in without this value */
  VECHE_PROBLEM_BAD_DATE,        /* "31.02.2025": no such date, or no date at all */
  VECHE_PROBLEM_BAD_EMAIL,
  VECHE_PROBLEM_BAD_PHONE,
  VECHE_PROBLEM_BAD_HANDLE,      /* "есть", "нет в тг": no handle */
  VECHE_PROBLEM_BAD_STAGE,       /* no such stage */
  VECHE_PROBLEM_BAD_VALUE,       /* a custom field can't hold it: no number, none of the choices */
  VECHE_PROBLEM_TOO_LONG,        /* cut */
  VECHE_PROBLEM_TAKEN,           /* value belongs to other */
  VECHE_PROBLEM_DIFFERS,         /* value differs from other, which is here and stays */
  /* only to know */
  VECHE_PROBLEM_NO_DATE,         /* the table has dates of joining, this row has none: "Без даты" */
  VECHE_PROBLEM_REPEATED,        /* the same person stands in an earlier row (row->first) */
  VECHE_PROBLEM_EXTRA_CELLS,     /* more cells than there are columns */
} VechePeopleProblemKind;

typedef struct
{
  VechePeopleProblemKind kind;
  int                    column; /* -1: the row as a whole */
  char                  *value;  /* as in the cell (nullable) */
  char                  *other;  /* what is here, or whose it is (nullable) */
} VechePeopleProblem;

/* What an UPDATE would add. */
typedef enum
{
  VECHE_GAIN_HANDLE     = 1 << 0,  /* any account but e-mail and phone */
  VECHE_GAIN_EMAIL      = 1 << 1,
  VECHE_GAIN_PHONE      = 1 << 2,
  VECHE_GAIN_TAG        = 1 << 3,
  VECHE_GAIN_COMPETENCY = 1 << 4,
  VECHE_GAIN_CITY       = 1 << 5,
  VECHE_GAIN_JOINED     = 1 << 6,
  VECHE_GAIN_BIRTHDAY   = 1 << 7,
  VECHE_GAIN_HEADLINE   = 1 << 8,
  VECHE_GAIN_NOTE       = 1 << 9,
  VECHE_GAIN_COMMUNITY  = 1 << 10,
  VECHE_GAIN_STAGE      = 1 << 11,
  VECHE_GAIN_ORIGIN     = 1 << 12,
  VECHE_GAIN_CUSTOM     = 1 << 13,
  VECHE_GAIN_WORDS      = 1 << 14, /* how to address, needs, offers, motives, likes … */
} VechePeopleGain;

typedef struct { char *uid, *name; VechePeopleWhy why; } VechePeopleCandidate;

typedef struct
{
  guint               line;        /* as the spreadsheet numbers it */
  char               *name;        /* as it would be written ("" : none) */
  VechePeopleOutcome  outcome;
  VechePeopleOutcome  certain;     /* the same but for lost values: with CHECK for a bad date alone it says NEW or UPDATE */
  VechePeopleDecision decision;    /* what a person said */
  VechePeopleWhy      why;
  char               *detail;      /* see why (nullable) */
  /* Whom it meets: at first the likeliest; with MERGE the one chosen. uid NULL and first > 0: a row of this very table. (nullable) each */
  char               *member_uid, *member_name;
  guint               first;       /* 1 + index of the earlier row that is the same person; 0: none */
  VechePeopleGain     gains;
  guint               handles, handles_here, tags, competencies;   /* how many would be added, and accounts (not e-mail, phone) that are here */
  GPtrArray          *problems;    /* (element-type VechePeopleProblem) (nullable): none */
  GPtrArray          *candidates;  /* (element-type VechePeopleCandidate) (nullable): whom else it may be, for a menu; at most 5 */
} VechePeopleRow;

typedef struct
{
  guint rows;
  guint outcomes[VECHE_PEOPLE_N_OUTCOMES];   /* as planned: the four counts on top */
  guint add, merge, leave_out;               /* as decided: what will happen; add + merge is the number on the button */
  guint same;                                /* of merge: nothing would be added */
} VechePeopleTotals;

typedef struct { char *uid, *name, *kind; } VechePeopleCustomField;

typedef struct
{
  const VecheTableDialect *dialect;  /* NULL: as guessed */
  GArray     *fields;                /* (element-type VecheTableField), one a column; kind VECHE_N_FIELDS, or NULL: as remembered for this
                                      * header, else as guessed */
  VechePeopleDecision on_match;      /* what to do with whoever is certainly here; UNDECIDED is MERGE */
} VechePeopleOptions;

typedef struct _VechePeoplePlan VechePeoplePlan;
#define VECHE_TYPE_PEOPLE_PLAN (veche_people_plan_get_type ())
GType            veche_people_plan_get_type      (void);
VechePeoplePlan *veche_people_plan_ref           (VechePeoplePlan *self);
void             veche_people_plan_unref         (VechePeoplePlan *self);

/* Lane function (scanner, or any connection of the thread's own); reads only.  options (nullable). */
VechePeoplePlan *veche_people_plan_new           (VecheDb *db, VecheTableSource *source, const VechePeopleOptions *options,
                                                  GCancellable *cancellable, GError **error);
/* The same on the scanner; the options are copied.  Ask again with another dialect or other fields when a chip or a column changes: cancel
 * the one under way first. */
void             veche_people_plan_async         (VecheStore *store, VecheTableSource *source, const VechePeopleOptions *options,
                                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VechePeoplePlan *veche_people_plan_finish        (VecheStore *store, GAsyncResult *result, GError **error);

VecheTable      *veche_people_plan_get_table     (VechePeoplePlan *self);       /* columns here say which field each has in the plan: */
const VecheTableColumn *veche_people_plan_get_column (VechePeoplePlan *self, guint column);
gboolean         veche_people_plan_is_remembered (VechePeoplePlan *self);       /* the mapping is that of an earlier import */
guint            veche_people_plan_get_n_rows    (VechePeoplePlan *self);       /* the table's rows, in its order */
const VechePeopleRow *veche_people_plan_get_row  (VechePeoplePlan *self, guint row);
void             veche_people_plan_get_totals    (VechePeoplePlan *self, VechePeopleTotals *totals);
void             veche_people_candidate_free     (gpointer candidate);
GPtrArray       *veche_people_plan_get_custom_fields (VechePeoplePlan *self);   /* (element-type VechePeopleCustomField) for the columns' menus */

/* MERGE takes a member: one of the candidates, or anybody picked; NULL: whom the row meets.  Returns FALSE when that can't be: a row that
 * must be skipped, a merge with nobody. */
gboolean         veche_people_plan_decide        (VechePeoplePlan *self, guint row, VechePeopleDecision decision, const char *member_uid,
                                                  const char *member_name);
/* What was decided of before, another reading of the same source, holds here for the same lines.  What can't be carried out here (a line
 * that has no name now) is not forgotten: it is there again in the next reading that allows it. */
void             veche_people_plan_keep_decisions (VechePeoplePlan *self, VechePeoplePlan *before);

typedef struct { guint added, merged, same, left_out; gint64 gesture; } VechePeopleResult;   /* gesture 0: nothing was changed */

/* On the writer, outside a transaction (veche_store_run_long_async): one gesture (kind "import-people", subject: the source's name), in short
 * transactions.  Cancelled or failed, the rows that came in before stay, whole, and the gesture in result (also on an error; 0: nothing has
 * happened) takes them back; bringing the same in again brings the rest.  remember: keep the mapping for this header.  progress is called on
 * the lane. */
gboolean         veche_people_plan_apply         (VecheDb *db, VechePeoplePlan *self, gboolean remember, const char *actor,
                                                  VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                                                  VechePeopleResult *result, GError **error);
/* The same from the main thread; progress is called on the lane here too. */
void             veche_people_plan_apply_async   (VecheStore *store, VechePeoplePlan *self, gboolean remember, const char *actor,
                                                  VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean         veche_people_plan_apply_finish  (VecheStore *store, GAsyncResult *result, VechePeopleResult *out, GError **error);

/* What would be left out, as a file: the rows as they were, header first, in the table's own delimiter, with a last column that says why. */
typedef char  *(*VechePeopleReason) (const VechePeopleRow *row, gpointer user_data);                     /* (transfer full): the app's or the CLI's words */
GBytes          *veche_people_plan_write_skipped (VechePeoplePlan *self, const char *column_name, VechePeopleReason reason, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePeoplePlan, veche_people_plan_unref)

G_END_DECLS
