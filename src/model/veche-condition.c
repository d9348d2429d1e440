/* veche-condition.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-filter.h"

#include <stdio.h>
#include <string.h>

/* One line of a filter: its vocabulary, and what makes sense. */

#define MAX_TEXT 1000
#define MAX_NUMBER 1000000

#define OP(name) (1u << VECHE_OP_##name)
#define OPS_KNOWN (OP (KNOWN) | OP (UNKNOWN))
#define OPS_IS (OP (IS) | OP (IS_NOT))
#define OPS_TEXT (OP (CONTAINS) | OP (LACKS) | OPS_IS | OPS_KNOWN)
#define OPS_TIME (OP (WITHIN) | OP (BEFORE) | OP (SINCE) | OP (UNTIL) | OPS_KNOWN)
#define OPS_FLAG (OP (YES) | OP (NO))
#define OPS_COUNT (OP (AT_LEAST) | OP (AT_MOST))

static const struct
{
  const char *nick;
  VecheShape  shape;
  guint       ops;
} bys[VECHE_N_BY] = {
  [VECHE_BY_NAME] = { "name", VECHE_SHAPE_TEXT, OPS_TEXT },
  [VECHE_BY_ADDRESS_AS] = { "address-as", VECHE_SHAPE_TEXT, OPS_TEXT },
  [VECHE_BY_HEADLINE] = { "headline", VECHE_SHAPE_TEXT, OPS_TEXT },
  [VECHE_BY_CITY] = { "city", VECHE_SHAPE_NAME, OPS_TEXT },
  [VECHE_BY_MOTIVES] = { "motives", VECHE_SHAPE_TEXT, OPS_TEXT },
  [VECHE_BY_NEEDS] = { "needs", VECHE_SHAPE_TEXT, OP (CONTAINS) | OP (LACKS) | OPS_KNOWN },
  [VECHE_BY_OFFERS] = { "offers", VECHE_SHAPE_TEXT, OP (CONTAINS) | OP (LACKS) | OPS_KNOWN },
  [VECHE_BY_LIKES] = { "likes", VECHE_SHAPE_TEXT, OPS_TEXT },
  [VECHE_BY_DISLIKES] = { "dislikes", VECHE_SHAPE_TEXT, OPS_TEXT },
  [VECHE_BY_MANNER] = { "manner", VECHE_SHAPE_TEXT, OPS_TEXT },
  [VECHE_BY_ORIGIN] = { "origin", VECHE_SHAPE_TEXT, OPS_TEXT },
  [VECHE_BY_HANDLE] = { "handle", VECHE_SHAPE_TEXT, OPS_TEXT },
  [VECHE_BY_NOTE] = { "note", VECHE_SHAPE_TEXT, OP (CONTAINS) | OP (LACKS) | OPS_KNOWN },
  [VECHE_BY_WORDS] = { "words", VECHE_SHAPE_TEXT, OP (CONTAINS) | OP (LACKS) },
  [VECHE_BY_TAG] = { "tag", VECHE_SHAPE_NAME, OPS_IS | OPS_KNOWN },
  [VECHE_BY_COMPETENCY] = { "competency", VECHE_SHAPE_COMPETENCY, OPS_IS | OPS_KNOWN },
  [VECHE_BY_PLATFORM] = { "platform", VECHE_SHAPE_NAME, OPS_IS | OP (ONLY) | OPS_KNOWN },
  [VECHE_BY_PREFERRED_PLATFORM] = { "preferred-platform", VECHE_SHAPE_NAME, OPS_IS | OPS_KNOWN },
  [VECHE_BY_COMMUNITY] = { "community", VECHE_SHAPE_NAME, OPS_IS | OPS_KNOWN },
  [VECHE_BY_STAGE] = { "stage", VECHE_SHAPE_NICK, OPS_IS | OPS_KNOWN },
  [VECHE_BY_ROLE] = { "role", VECHE_SHAPE_NICK, OPS_IS | OPS_KNOWN },
  [VECHE_BY_ORGANISATION] = { "organisation", VECHE_SHAPE_NAME, OPS_IS | OPS_KNOWN },
  [VECHE_BY_JOINED] = { "joined", VECHE_SHAPE_TIME, OPS_TIME },
  [VECHE_BY_CREATED] = { "created", VECHE_SHAPE_TIME, OPS_TIME & ~OPS_KNOWN },
  [VECHE_BY_LAST_SEEN] = { "last-seen", VECHE_SHAPE_TIME, OPS_TIME },
  [VECHE_BY_LAST_CONTACT] = { "last-contact", VECHE_SHAPE_TIME, OPS_TIME },
  [VECHE_BY_BIRTHDAY] = { "birthday", VECHE_SHAPE_BIRTHDAY, OP (WITHIN) | OPS_KNOWN },
  [VECHE_BY_IMPORTANT] = { "important", VECHE_SHAPE_FLAG, OPS_FLAG },
  [VECHE_BY_LEADER] = { "leader", VECHE_SHAPE_FLAG, OPS_FLAG },
  [VECHE_BY_REACH] = { "reach", VECHE_SHAPE_FLAG, OPS_FLAG },
  [VECHE_BY_WATCHED] = { "watched", VECHE_SHAPE_FLAG, OPS_FLAG },
  [VECHE_BY_DO_NOT_CONTACT] = { "do-not-contact", VECHE_SHAPE_FLAG, OPS_FLAG },
  [VECHE_BY_DO_NOT_MENTION] = { "do-not-mention", VECHE_SHAPE_FLAG, OPS_FLAG },
  [VECHE_BY_ARCHIVED] = { "archived", VECHE_SHAPE_FLAG, OPS_FLAG },
  [VECHE_BY_OPEN_MENTION] = { "open-mention", VECHE_SHAPE_FLAG, OPS_FLAG },
  [VECHE_BY_INTERACTIONS] = { "interactions", VECHE_SHAPE_NUMBER, OPS_COUNT },
  [VECHE_BY_ACTIVITY] = { "activity", VECHE_SHAPE_ACTIVITY, OP (DID) | OP (DID_NOT) | OPS_COUNT },
  [VECHE_BY_ATTENDED] = { "attended", VECHE_SHAPE_ATTENDED, OP (DID) | OP (DID_NOT) },
  [VECHE_BY_TIE] = { "tie", VECHE_SHAPE_PERSON, OPS_IS | OPS_KNOWN },
  [VECHE_BY_CAME_THROUGH] = { "came-through", VECHE_SHAPE_PERSON, OPS_IS | OPS_KNOWN },
  [VECHE_BY_CONSENT] = { "consent", VECHE_SHAPE_CONSENT, OPS_IS | OPS_KNOWN },
  [VECHE_BY_CUSTOM] = { "custom", VECHE_SHAPE_CUSTOM, 0 },
};

static const char *const ops[VECHE_N_OPS] = {
  [VECHE_OP_IS] = "is",
  [VECHE_OP_IS_NOT] = "is-not",
  [VECHE_OP_CONTAINS] = "contains",
  [VECHE_OP_LACKS] = "lacks",
  [VECHE_OP_KNOWN] = "known",
  [VECHE_OP_UNKNOWN] = "unknown",
  [VECHE_OP_ONLY] = "only",
  [VECHE_OP_WITHIN] = "within",
  [VECHE_OP_BEFORE] = "before",
  [VECHE_OP_SINCE] = "since",
  [VECHE_OP_UNTIL] = "until",
  [VECHE_OP_YES] = "yes",
  [VECHE_OP_NO] = "no",
  [VECHE_OP_AT_LEAST] = "at-least",
  [VECHE_OP_AT_MOST] = "at-most",
  [VECHE_OP_DID] = "did",
  [VECHE_OP_DID_NOT] = "did-not",
};

const char *const veche_filter_activities[]
  = { "any", "wrote", "reacted", "answered-us", "answered-others", "contacted", "we-answered", "call", "meeting", "dm", "email", "attendance", NULL };
const char *const veche_filter_stages[] = { "newcomer", "regular", "active", "core", "fading", "gone", NULL };
const char *const veche_filter_roles[] = { "staff", "moderator", "bot", NULL };
const char *const veche_filter_parts[] = { "host", "speaker", "helper", "guest", NULL };
const char *const veche_filter_statuses[] = { "invited", "accepted", "declined", "came", "no-show", "waiting", "excused", NULL };
const char *const veche_filter_purposes[] = { "contact", "mention", "directory", "photo", "talent", NULL };
const char *const veche_filter_states[] = { "asked", "given", "refused", "withdrawn", NULL };
const char *const veche_filter_kinds[] = { "text", "number", "date", "choice", "yes-no", "member", NULL };

/* Of custom fields, in the order of veche_filter_kinds. */
static const guint kind_ops[] = {
  OPS_TEXT, OPS_COUNT | OPS_IS | OPS_KNOWN, OPS_TIME, OPS_IS | OPS_KNOWN, OPS_FLAG | OPS_KNOWN, OPS_IS | OPS_KNOWN,
};

VecheCondition *
veche_condition_new (VecheBy by, VecheOp op, const char *value)
{
  VecheCondition *self = g_new0 (VecheCondition, 1);

  self->by = by;
  self->op = op;
  self->value = g_strdup (value);

  return self;
}

VecheCondition *
veche_condition_copy (const VecheCondition *self)
{
  VecheCondition *copy = veche_condition_new (self->by, self->op, self->value);

  copy->label = g_strdup (self->label);
  copy->what = g_strdup (self->what);
  copy->state = g_strdup (self->state);
  copy->number = self->number;
  copy->days = self->days;
  copy->below = self->below;

  return copy;
}

void
veche_condition_free (VecheCondition *self)
{
  g_free (self->value);
  g_free (self->label);
  g_free (self->what);
  g_free (self->state);
  g_free (self);
}

gboolean
veche_condition_equal (const VecheCondition *self, const VecheCondition *other)
{
  return self->by == other->by && self->op == other->op && self->number == other->number && self->days == other->days &&
         self->below == other->below && g_strcmp0 (self->value, other->value) == 0 && g_strcmp0 (self->label, other->label) == 0 &&
         g_strcmp0 (self->what, other->what) == 0 && g_strcmp0 (self->state, other->state) == 0;
}

static gboolean
set_wrong (GError **error, const VecheCondition *self, const char *what)
{
  g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_VALUE, "“%s %s”: %s", bys[self->by].nick, ops[self->op], what);

  return FALSE;
}

static int
find_kind (const VecheCondition *self)
{
  for (int i = 0; veche_filter_kinds[i] != NULL; i++)
    if (g_strcmp0 (veche_filter_kinds[i], self->state) == 0)
      return i;

  return -1;
}

gboolean
veche_condition_takes (const VecheCondition *self, VecheOp op)
{
  int kind = self->by == VECHE_BY_CUSTOM ? find_kind (self) : -1;
  guint mask = self->by != VECHE_BY_CUSTOM ? bys[self->by].ops : kind >= 0 ? kind_ops[kind] : 0;

  return (mask & (1u << op)) != 0;
}

static gboolean
is_day (const char *text)
{
  GDate date;
  int year, month, day, n = 0;

  if (text == NULL || strlen (text) != 10 || sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &n) != 3 || n != 10 || year < 1 || month < 1 ||
      month > 12 || day < 1)
    return FALSE;
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;

  g_date_clear (&date, 1);

  return g_date_valid_dmy ((GDateDay) MIN (day, 99), (GDateMonth) month, (GDateYear) year);
}

static gboolean
is_number (const char *text)
{
  char *end = NULL;

  if (text == NULL || (!g_ascii_isdigit (*text) && *text != '-'))
    return FALSE;
  g_ascii_strtod (text, &end);

  return *end == '\0' && strpbrk (text, "xX") == NULL;
}

static gboolean
is_of (const char *text, const char *const *list)
{
  return text != NULL && g_strv_contains (list, text);
}

/* Does the op need a value in words at all? */
static gboolean
needs_value (const VecheCondition *self)
{
  switch (self->op)
    {
    case VECHE_OP_IS:
    case VECHE_OP_IS_NOT:
    case VECHE_OP_CONTAINS:
    case VECHE_OP_LACKS:
    case VECHE_OP_ONLY:
    case VECHE_OP_SINCE:
    case VECHE_OP_UNTIL:
      return TRUE;
    case VECHE_OP_AT_LEAST:
    case VECHE_OP_AT_MOST:
      return self->by == VECHE_BY_CUSTOM;
    default:
      return FALSE;
    }
}

static gboolean
check_texts (const VecheCondition *self, GError **error)
{
  const char *texts[] = { self->value, self->label, self->what, self->state };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && (strlen (texts[i]) > MAX_TEXT || !g_utf8_validate (texts[i], -1, NULL)))
      return set_wrong (error, self, "the text is too long");
  if (self->number < 0 || self->number > MAX_NUMBER || self->days < 0 || self->days > MAX_NUMBER)
    return set_wrong (error, self, "the number is out of range");
  if (needs_value (self) && (self->value == NULL || *self->value == '\0'))
    return set_wrong (error, self, "a value is missing");
  if ((self->op == VECHE_OP_SINCE || self->op == VECHE_OP_UNTIL) && !is_day (self->value))
    return set_wrong (error, self, "a day is written 2026-10-01");

  return TRUE;
}

static gboolean
check_custom (const VecheCondition *self, GError **error)
{
  if (self->what == NULL || *self->what == '\0')
    return set_wrong (error, self, "the name of the field is missing");
  if (g_strcmp0 (self->state, "number") == 0 && needs_value (self) && !is_number (self->value))
    return set_wrong (error, self, "the value is no number");

  return TRUE;
}

gboolean
veche_condition_check (const VecheCondition *self, GError **error)
{
  g_return_val_if_fail (self->by < VECHE_N_BY && self->op < VECHE_N_OPS, FALSE);

  if (!veche_condition_takes (self, self->op))
    {
      g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_UNKNOWN, "“%s” can't be asked of “%s”", ops[self->op], bys[self->by].nick);
      return FALSE;
    }
  if (!check_texts (self, error))
    return FALSE;

  switch (self->by)
    {
    case VECHE_BY_STAGE:
      return !needs_value (self) || is_of (self->value, veche_filter_stages) || set_wrong (error, self, "there is no such stage");
    case VECHE_BY_ROLE:
      return !needs_value (self) || is_of (self->value, veche_filter_roles) || set_wrong (error, self, "there is no such role");
    case VECHE_BY_COMPETENCY:
      return self->number <= 5 || set_wrong (error, self, "a level is a number from 1 to 5");
    case VECHE_BY_ACTIVITY:
      return is_of (self->what, veche_filter_activities) || set_wrong (error, self, "there is no such activity");
    case VECHE_BY_ATTENDED:
      return ((self->what == NULL || is_of (self->what, veche_filter_parts)) && (self->state == NULL || is_of (self->state, veche_filter_statuses))) ||
             set_wrong (error, self, "there is no such role or status");
    case VECHE_BY_CONSENT:
      return (is_of (self->what, veche_filter_purposes) && (!needs_value (self) || is_of (self->value, veche_filter_states))) ||
             set_wrong (error, self, "there is no such purpose or state");
    case VECHE_BY_CUSTOM:
      return check_custom (self, error);
    default:
      return TRUE;
    }
}

/*** Nicks ***/

const char *
veche_by_to_nick (VecheBy by)
{
  g_return_val_if_fail (by < VECHE_N_BY, "");

  return bys[by].nick;
}

gboolean
veche_by_from_nick (const char *nick, VecheBy *by)
{
  for (VecheBy i = 0; i < VECHE_N_BY; i++)
    if (g_strcmp0 (nick, bys[i].nick) == 0)
      {
        *by = i;
        return TRUE;
      }

  return FALSE;
}

VecheShape
veche_by_get_shape (VecheBy by)
{
  g_return_val_if_fail (by < VECHE_N_BY, VECHE_SHAPE_TEXT);

  return bys[by].shape;
}

const char *
veche_op_to_nick (VecheOp op)
{
  g_return_val_if_fail (op < VECHE_N_OPS, "");

  return ops[op];
}

gboolean
veche_op_from_nick (const char *nick, VecheOp *op)
{
  for (VecheOp i = 0; i < VECHE_N_OPS; i++)
    if (g_strcmp0 (nick, ops[i]) == 0)
      {
        *op = i;
        return TRUE;
      }

  return FALSE;
}

const char *
veche_match_to_nick (VecheMatch match)
{
  return match == VECHE_MATCH_ANY ? "any" : match == VECHE_MATCH_NONE ? "none" : "all";
}
