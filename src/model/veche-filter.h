/* veche-filter.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "model/veche-change.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Whom to show, as a value: all, any or none of some conditions, with groups nested once.  Fill it, then hand it over: from then on it is
 * never changed.  Group 0 is the outermost; the others are conditions of it.  store/veche-filter-sql.h makes SQL of it. */

typedef enum { VECHE_MATCH_ALL, VECHE_MATCH_ANY, VECHE_MATCH_NONE } VecheMatch;

typedef enum                 /* what a condition looks at */
{
  VECHE_BY_NAME, VECHE_BY_ADDRESS_AS, VECHE_BY_HEADLINE, VECHE_BY_CITY, VECHE_BY_MOTIVES, VECHE_BY_NEEDS, VECHE_BY_OFFERS, VECHE_BY_LIKES,
  VECHE_BY_DISLIKES, VECHE_BY_MANNER, VECHE_BY_ORIGIN, VECHE_BY_HANDLE, VECHE_BY_NOTE, VECHE_BY_WORDS,
  VECHE_BY_TAG, VECHE_BY_COMPETENCY, VECHE_BY_PLATFORM, VECHE_BY_PREFERRED_PLATFORM, VECHE_BY_COMMUNITY, VECHE_BY_STAGE, VECHE_BY_ROLE,
  VECHE_BY_ORGANISATION,
  VECHE_BY_JOINED, VECHE_BY_CREATED, VECHE_BY_LAST_SEEN, VECHE_BY_LAST_CONTACT, VECHE_BY_BIRTHDAY,
  VECHE_BY_IMPORTANT, VECHE_BY_LEADER, VECHE_BY_REACH, VECHE_BY_WATCHED, VECHE_BY_DO_NOT_CONTACT, VECHE_BY_DO_NOT_MENTION,
  VECHE_BY_ARCHIVED, VECHE_BY_OPEN_MENTION,
  VECHE_BY_INTERACTIONS,
  VECHE_BY_ACTIVITY,         /* what: see veche_filter_activities */
  VECHE_BY_ATTENDED,         /* value: uid of the event or NULL; what: role or NULL; state: status or NULL */
  VECHE_BY_TIE, VECHE_BY_CAME_THROUGH,   /* value: uid of the other member */
  VECHE_BY_CONSENT,          /* what: purpose; value: state */
  VECHE_BY_CUSTOM,           /* what: name of the field; state: its kind; value as the kind asks */
  VECHE_N_BY
} VecheBy;

typedef enum
{
  VECHE_OP_IS, VECHE_OP_IS_NOT,
  VECHE_OP_CONTAINS, VECHE_OP_LACKS,
  VECHE_OP_KNOWN, VECHE_OP_UNKNOWN,
  VECHE_OP_ONLY,             /* of a platform: there and nowhere else to be reached */
  VECHE_OP_WITHIN,           /* number: the last so many days; of a birthday the next */
  VECHE_OP_BEFORE,           /* number: longer ago than so many days */
  VECHE_OP_SINCE, VECHE_OP_UNTIL,        /* value: a day, "2026-10-01", itself included */
  VECHE_OP_YES, VECHE_OP_NO,
  VECHE_OP_AT_LEAST, VECHE_OP_AT_MOST,   /* number; of a custom number value */
  VECHE_OP_DID, VECHE_OP_DID_NOT,
  VECHE_N_OPS
} VecheOp;

typedef enum                 /* what the value of a condition is like */
{
  VECHE_SHAPE_TEXT,          /* words */
  VECHE_SHAPE_NAME,          /* one of the names there are: tag, city, community, organisation … */
  VECHE_SHAPE_NICK,          /* one of a fixed list: stage, role */
  VECHE_SHAPE_COMPETENCY,    /* a name, number: level at least (0: any), below: also what lies under it */
  VECHE_SHAPE_TIME, VECHE_SHAPE_BIRTHDAY,
  VECHE_SHAPE_FLAG,
  VECHE_SHAPE_NUMBER,
  VECHE_SHAPE_ACTIVITY, VECHE_SHAPE_ATTENDED, VECHE_SHAPE_PERSON, VECHE_SHAPE_CONSENT, VECHE_SHAPE_CUSTOM,
} VecheShape;

typedef struct
{
  VecheBy   by;
  VecheOp   op;
  char     *value;           /* (nullable): name, nick, words, day, uid */
  char     *label;           /* (nullable): what a uid in value is called; for showing only */
  char     *what, *state;    /* (nullable): see VecheBy */
  gint64    number;
  gint64    days;            /* the last so many; 0: ever */
  gboolean  below;
} VecheCondition;

VecheCondition *veche_condition_new   (VecheBy by, VecheOp op, const char *value);
VecheCondition *veche_condition_copy  (const VecheCondition *self);
void            veche_condition_free  (VecheCondition *self);
gboolean        veche_condition_equal (const VecheCondition *self, const VecheCondition *other);
/* FALSE with VECHE_FILTER_ERROR when it means nothing: an op that the field lacks, no value, a day that is none. */
gboolean        veche_condition_check (const VecheCondition *self, GError **error);
gboolean        veche_condition_takes (const VecheCondition *self, VecheOp op);   /* of its field, for a custom one of its kind */

#define VECHE_FILTER_ERROR (veche_filter_error_quark ())
GQuark veche_filter_error_quark (void);
typedef enum
{
  VECHE_FILTER_ERROR_SYNTAX,   /* not a filter at all */
  VECHE_FILTER_ERROR_UNKNOWN,  /* a field, operator or key that this program does not know: the message names it */
  VECHE_FILTER_ERROR_VALUE,    /* a value that can't be */
  VECHE_FILTER_ERROR_NEWER,    /* written by a newer Veche */
} VecheFilterError;

#define VECHE_FILTER_VERSION 1
#define VECHE_FILTER_MAX_CONDITIONS 64

#define VECHE_TYPE_FILTER (veche_filter_get_type ())
GType        veche_filter_get_type     (void);
VecheFilter *veche_filter_new          (VecheMatch match);
VecheFilter *veche_filter_ref          (VecheFilter *self);
void         veche_filter_unref        (VecheFilter *self);
guint        veche_filter_add_group    (VecheFilter *self, VecheMatch match);                       /* its number, from 1 on */
void         veche_filter_add          (VecheFilter *self, guint group, VecheCondition *condition); /* (transfer full) */

guint        veche_filter_n_groups     (VecheFilter *self);                                         /* at least 1 */
VecheMatch   veche_filter_get_match    (VecheFilter *self, guint group);
guint        veche_filter_n_conditions (VecheFilter *self, guint group);
const VecheCondition *veche_filter_get_condition (VecheFilter *self, guint group, guint index);
gboolean     veche_filter_is_empty     (VecheFilter *self);    /* no condition at all: everybody */
gboolean     veche_filter_equal        (VecheFilter *self, VecheFilter *other);
gboolean     veche_filter_mentions     (VecheFilter *self, VecheBy by);
gboolean     veche_filter_is_of_today  (VecheFilter *self);    /* its answer changes as days pass, without any commit */
VecheTables  veche_filter_get_tables   (VecheFilter *self);    /* a commit outside this mask can't change its answer */

/* {"version":1,"match":"all","conditions":[{"field":"tag","op":"is","value":"мастера"},{"match":"any","conditions":[…]}]}
 * The reader is strict: what it does not know it refuses by name, nothing is left out in silence. */
char        *veche_filter_to_json      (VecheFilter *self);                           /* (transfer full) */
VecheFilter *veche_filter_from_json    (const char *json, GError **error);            /* (transfer full) */

/* For the command line: tag = мастера and city = Казань and (stage = core or stage = active) and not wrote in 30 days */
VecheFilter *veche_filter_from_words   (const char *words, GError **error);           /* (transfer full) */

/* The vocabulary: nicks are those of the JSON. */
const char  *veche_by_to_nick          (VecheBy by);
gboolean     veche_by_from_nick        (const char *nick, VecheBy *by);
VecheShape   veche_by_get_shape        (VecheBy by);
const char  *veche_op_to_nick          (VecheOp op);
gboolean     veche_op_from_nick        (const char *nick, VecheOp *op);
const char  *veche_match_to_nick       (VecheMatch match);

extern const char *const veche_filter_activities[];   /* "any", "wrote", "reacted", "answered-us", "contacted" … NULL-terminated */
extern const char *const veche_filter_stages[];
extern const char *const veche_filter_roles[];        /* of a member */
extern const char *const veche_filter_parts[];        /* role at an event */
extern const char *const veche_filter_statuses[];     /* status at an event */
extern const char *const veche_filter_purposes[];     /* of a consent */
extern const char *const veche_filter_states[];       /* of a consent */
extern const char *const veche_filter_kinds[];        /* of a custom field */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheFilter, veche_filter_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheCondition, veche_condition_free)

G_END_DECLS
