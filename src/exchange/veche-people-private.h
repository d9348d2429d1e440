/* veche-people-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-people-plan.h"
#include "exchange/veche-table-private.h"
#include "model/veche-edit.h"
#include "store/veche-people-match-table.h"

G_BEGIN_DECLS

/* The plan in these files: -names (one name or two), -entrant (what a row says), -fill (what of it is new), -match and -judge (who it is), -refs (fields that name others), -plan (the value
 * itself), -decisions (what a person said of it), -apply. */

/* --------------------------------------------------------------------------------------------------------------------------- -names */

typedef struct _VecheNameForm VecheNameForm;
typedef enum
{
  VECHE_NAMES_OTHER,
  VECHE_NAMES_PART,       /* "Анна" and "Анна Лебедева" */
  VECHE_NAMES_SIMILAR,    /* "Миронов П." and "Павел Миронов" */
  VECHE_NAMES_ONE_WORD,   /* the same, but it is one word */
  VECHE_NAMES_SAME,
} VecheNames;

VecheNameForm *veche_name_form_new     (const char *name);
void           veche_name_form_free    (VecheNameForm *self);
VecheNames     veche_name_form_compare (VecheNameForm *a, VecheNameForm *b);
GStrv          veche_name_form_keys    (VecheNameForm *self);      /* of the words that tell people apart (transfer full) */
char          *veche_name_form_sorted  (VecheNameForm *self);      /* the same whatever the order (transfer full) */
gboolean       veche_name_is_nick      (const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheNameForm, veche_name_form_free)

/* ------------------------------------------------------------------------------------------------------------------------- -entrant */

typedef struct { VecheTableAccount account; VecheFieldKind kind; int column; } VecheEntrantAccount;
typedef struct { char *name; int level; } VecheEntrantSkill;
typedef struct { const char *field; char *value; int column; } VecheEntrantField;

typedef struct
{
  char      *uid, *name;
  char      *words[VECHE_PERSON_N_WORDS];
  int        word_columns[VECHE_PERSON_N_WORDS];
  gboolean   marks[VECHE_PERSON_N_MARKS];
  gint64     joined;
  int        joined_column;
  GArray    *accounts;      /* (element-type VecheEntrantAccount) */
  GPtrArray *tags, *communities, *organisations, *notes;   /* (element-type utf8) */
  GArray    *skills;        /* (element-type VecheEntrantSkill) */
  GArray    *fields;        /* (element-type VecheEntrantField) */
  gboolean   has_joined;    /* the table has such a column */
} VecheEntrant;

/* problems: those of single values are added. (transfer full) */
VecheEntrant *veche_entrant_read (VechePeoplePlan *plan, guint row, GPtrArray *problems);
void          veche_entrant_free (VecheEntrant *self);
VechePersonFacts *veche_entrant_to_facts (VecheEntrant *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheEntrant, veche_entrant_free)

void veche_people_add_problem (GPtrArray *problems, VechePeopleProblemKind kind, int column, const char *value, const char *other);
void veche_people_problem_free (gpointer problem);

/* ---------------------------------------------------------------------------------------------------------------------------- -fill */

/* Names of labels that are here, and those that this import makes. */
typedef struct { GHashTable *tags, *competencies, *communities, *organisations; } VechePeopleLabels;

typedef struct
{
  VechePeopleGain gains;
  guint handles, handles_here, tags, competencies;
} VechePeopleFill;

/* Whose an account is, if not the member's own (transfer full) (nullable); of which kind a custom field is. */
typedef char       *(*VechePeopleOwner)  (const VecheTableAccount *account, gint64 member_id, gpointer user_data);
typedef const char *(*VechePeopleKindOf) (const char *field, gpointer user_data);

typedef struct
{
  VechePeopleLabels *labels;
  VechePeopleOwner   owner;        /* (nullable) */
  gpointer           owner_data;
  VechePeopleKindOf  kind_of;
  gpointer           kind_data;
} VechePeopleContext;

/* What the entrant adds to the facts.  edit (nullable): with one, the steps are put into it, for facts->uid; else it is only counted. */
void veche_people_fill (VecheEntrant *entrant, VechePersonFacts *facts, VechePeopleContext *context, VecheEdit *edit, GPtrArray *problems,
                        VechePeopleFill *fill);

/* --------------------------------------------------------------------------------------------------------------------------- -match */

typedef struct _VechePeopleMatcher VechePeopleMatcher;
VechePeopleMatcher *veche_people_matcher_new  (VecheDb *db, VechePeoplePlan *plan, GError **error);
void                veche_people_matcher_free (VechePeopleMatcher *self);
/* Finds out who the row is, and fills it in. */
gboolean            veche_people_matcher_look (VechePeopleMatcher *self, guint index, VechePeopleRow *row, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePeopleMatcher, veche_people_matcher_free)

/* ----------------------------------------------------------------------------------------------------------------------------- -refs */

/* Fields whose value is another person.  check: who is called so neither here nor in the table is a problem of the row. */
typedef struct _VechePeopleRefs VechePeopleRefs;
gboolean         veche_people_refs_check  (VechePeoplePlan *plan, VecheDb *db, GCancellable *cancellable, GError **error);
VechePeopleRefs *veche_people_refs_new    (void);
void             veche_people_refs_free   (VechePeopleRefs *self);
void             veche_people_refs_take   (VechePeopleRefs *self, VechePeoplePlan *plan, VecheEntrant *entrant, VechePersonFacts *facts);
guint            veche_people_refs_count  (VechePeopleRefs *self);
void             veche_people_refs_cut    (VechePeopleRefs *self, guint n);   /* forgets those that came later */
void             veche_people_refs_settle (VechePeopleRefs *self, VecheDb *db, VecheEdit *edit);   /* everybody is in */

/* "Python (4)", "Rust:5", "SQL - 3", "Figma/expert", "Go ●●●": 1 … 5, cut off; 0 when none stands there. */
int         veche_people_cut_level (char *item);
int         veche_people_level_word (const char *typed);   /* "expert": 5; 0: no level */

/* For VechePeopleContext: data is a VecheDb, the plan. */
char       *veche_people_owner_cb   (const VecheTableAccount *account, gint64 member_id, gpointer db);
const char *veche_people_kind_of_cb (const char *field, gpointer plan);
gboolean    veche_people_labels_read  (VechePeopleLabels *labels, VecheDb *db, GError **error);
void        veche_people_labels_clear (VechePeopleLabels *labels);

/* ---------------------------------------------------------------------------------------------------------------------------- -plan */

struct _VechePeoplePlan
{
  gatomicrefcount     ref_count;
  VecheTable         *table;          /* (owned) */
  GPtrArray          *columns;        /* (element-type VecheTableColumn) as they are in this plan */
  GArray             *rows;           /* (element-type VechePeopleRow) */
  GPtrArray          *custom;         /* (element-type VechePeopleCustomField) */
  GPtrArray          *custom_kinds;   /* (element-type VecheMatchField) */
  GHashTable         *said;           /* (element-type guint VechePeopleSaid) (nullable): by line, what a person decided; -decisions */
  VechePeopleDecision on_match;
  gboolean            remembered;
};

const VecheMatchField *veche_people_plan_find_field (VechePeoplePlan *self, const char *uid);   /* (nullable) */
gboolean               veche_people_plan_remember   (VechePeoplePlan *self, VecheDb *db, GError **error);   /* inside a transaction */
/* What will happen to the row, as decided or by itself. */
VechePeopleDecision    veche_people_row_action      (VechePeoplePlan *self, const VechePeopleRow *row);

G_END_DECLS
