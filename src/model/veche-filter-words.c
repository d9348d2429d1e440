/* veche-filter-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-filter.h"

#include <string.h>

/* A filter as somebody types it on a command line:
 *
 *   tag = мастера and city = "Нижний Новгород" and (stage = core or important) and not wrote in 30 days
 *
 * FIELD = V, != V, ~ V (contains), !~ V · known, unknown · only V · within N, before N, since DAY, until DAY · competency = V level N below ·
 * interactions >= N · ACTIVITY >= N in N days · attended EVENT as ROLE status STATUS in N days · consent PURPOSE = STATE ·
 * custom KIND NAME = V.  and, or: one kind between two brackets; brackets nest once; not before a bracket is "none of", with or inside. */

typedef struct
{
  GPtrArray   *tokens;     /* (element-type utf8) */
  guint        at;
  VecheFilter *filter;
  guint        n;
} VecheWords;

static gboolean
set_wrong (VecheWords *self, GError **error, const char *what)
{
  if (self->at < self->tokens->len)
    g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_SYNTAX, "%s at “%.60s”", what, (const char *) self->tokens->pdata[self->at]);
  else
    g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_SYNTAX, "%s at the end", what);

  return FALSE;
}

/*** Tokens: a word, an operator, a bracket; a quoted text carries its opening quote, so that "and" in quotes is no joiner ***/

static const char *
read_quoted (GPtrArray *tokens, const char *p)
{
  GString *text = g_string_new ("\"");
  char     quote = *p++;

  for (; *p != '\0' && *p != quote; p++)
    g_string_append_c (text, *p == '\\' && p[1] != '\0' ? *++p : *p);
  if (*p == '\0')
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  g_ptr_array_add (tokens, g_string_free (text, FALSE));

  return p + 1;
}

static const char *
read_plain (GPtrArray *tokens, const char *p)
{
  static const char *const marks[] = { "!=", "!~", ">=", "<=", "=", "~", "(", ")" };
  gsize n;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (p, marks[i]))
      {
        g_ptr_array_add (tokens, g_strdup (marks[i]));
        return p + strlen (marks[i]);
      }

  n = MAX (strcspn (p, " \t\r\n=~!<>()\"'"), 1);
  g_ptr_array_add (tokens, g_strndup (p, n));

  return p + n;
}

static gboolean
split (GPtrArray *tokens, const char *words, GError **error)
{
  for (const char *p = words; *p != '\0';)
    {
      if (g_ascii_isspace (*p))
        {
          p++;
          continue;
        }
      p = *p == '"' || *p == '\'' ? read_quoted (tokens, p) : read_plain (tokens, p);
      if (p == NULL)
        {
          g_set_error_literal (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_SYNTAX, "A quote is not closed");
          return FALSE;
        }
    }

  return TRUE;
}

/* (nullable) */
static const char *
peek (VecheWords *self)
{
  return self->at < self->tokens->len ? self->tokens->pdata[self->at] : NULL;
}

static gboolean
take (VecheWords *self, const char *word)
{
  if (peek (self) == NULL || g_ascii_strcasecmp (peek (self), word) != 0)
    return FALSE;
  self->at++;

  return TRUE;
}

static gboolean
take_value (VecheWords *self, char **value, GError **error)
{
  const char *token = peek (self);

  if (token == NULL || *token == '\0' || strchr ("()=~!<>", *token) != NULL)
    return set_wrong (self, error, "A value is missing");
  g_free (*value);
  *value = g_strdup (*token == '"' ? token + 1 : token);
  self->at++;

  return TRUE;
}

static gboolean
take_number (VecheWords *self, gint64 *number, GError **error)
{
  const char *token = peek (self);
  guint64 value;

  if (token == NULL || !g_ascii_string_to_unsigned (token, 10, 0, 1000000, &value, NULL))
    return set_wrong (self, error, "A number is missing");
  *number = (gint64) value;
  self->at++;
  if (!take (self, "days"))
    take (self, "day");

  return TRUE;
}

/*** One condition ***/

static const struct
{
  const char *word;
  VecheOp     op;
} operators[] = {
  { "=", VECHE_OP_IS },          { "!=", VECHE_OP_IS_NOT },   { "~", VECHE_OP_CONTAINS },     { "!~", VECHE_OP_LACKS },
  { "known", VECHE_OP_KNOWN },   { "unknown", VECHE_OP_UNKNOWN }, { "only", VECHE_OP_ONLY },  { "within", VECHE_OP_WITHIN },
  { "before", VECHE_OP_BEFORE }, { "since", VECHE_OP_SINCE }, { "until", VECHE_OP_UNTIL },    { ">=", VECHE_OP_AT_LEAST },
  { "<=", VECHE_OP_AT_MOST },    { "yes", VECHE_OP_YES },     { "no", VECHE_OP_NO },
};

static gboolean
take_operator (VecheWords *self, VecheOp *op)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (take (self, operators[i].word))
      {
        *op = operators[i].op;
        return TRUE;
      }

  return FALSE;
}

static gboolean
take_operand (VecheWords *self, VecheCondition *condition, GError **error)
{
  switch (condition->op)
    {
    case VECHE_OP_KNOWN:
    case VECHE_OP_UNKNOWN:
    case VECHE_OP_YES:
    case VECHE_OP_NO:
    case VECHE_OP_DID:
    case VECHE_OP_DID_NOT:
      return TRUE;
    case VECHE_OP_WITHIN:
    case VECHE_OP_BEFORE:
      return take_number (self, &condition->number, error);
    case VECHE_OP_AT_LEAST:
    case VECHE_OP_AT_MOST:
      return condition->by == VECHE_BY_CUSTOM ? take_value (self, &condition->value, error) : take_number (self, &condition->number, error);
    default:
      return take_value (self, &condition->value, error);
    }
}

/* What may follow: level N, below, in N days, as ROLE, status STATUS. */
static gboolean
take_rest (VecheWords *self, VecheCondition *condition, GError **error)
{
  for (;;)
    if (condition->by == VECHE_BY_COMPETENCY && take (self, "level"))
      {
        if (!take_number (self, &condition->number, error))
          return FALSE;
      }
    else if (condition->by == VECHE_BY_COMPETENCY && take (self, "below"))
      condition->below = TRUE;
    else if ((condition->by == VECHE_BY_ACTIVITY || condition->by == VECHE_BY_ATTENDED) && take (self, "in"))
      {
        if (!take_number (self, &condition->days, error))
          return FALSE;
      }
    else if (condition->by == VECHE_BY_ATTENDED && take (self, "as"))
      {
        if (!take_value (self, &condition->what, error))
          return FALSE;
      }
    else if (condition->by == VECHE_BY_ATTENDED && take (self, "status"))
      {
        if (!take_value (self, &condition->state, error))
          return FALSE;
      }
    else
      return TRUE;
}

static gboolean
take_field (VecheWords *self, VecheCondition *condition, GError **error)
{
  const char *word = peek (self);

  if (word == NULL)
    return set_wrong (self, error, "A condition is missing");
  if (g_strv_contains (veche_filter_activities, word))
    {
      condition->by = VECHE_BY_ACTIVITY;
      condition->what = g_strdup (word);
    }
  else if (!veche_by_from_nick (word, &condition->by) || condition->by == VECHE_BY_ACTIVITY)
    return set_wrong (self, error, "No such field");
  self->at++;

  if (condition->by == VECHE_BY_CONSENT)
    return take_value (self, &condition->what, error);
  if (condition->by == VECHE_BY_CUSTOM)
    return take_value (self, &condition->state, error) && take_value (self, &condition->what, error);

  return TRUE;
}

static gboolean
take_condition (VecheWords *self, guint group, gboolean not, GError **error)
{
  g_autoptr (VecheCondition) condition = veche_condition_new (VECHE_BY_NAME, VECHE_OP_YES, NULL);
  VecheShape shape;

  if (++self->n > VECHE_FILTER_MAX_CONDITIONS)
    return set_wrong (self, error, "Too many conditions");
  if (!take_field (self, condition, error))
    return FALSE;

  shape = veche_by_get_shape (condition->by);
  if (shape == VECHE_SHAPE_ACTIVITY || shape == VECHE_SHAPE_ATTENDED)
    condition->op = VECHE_OP_DID;
  if (shape == VECHE_SHAPE_ATTENDED && take (self, "=") && !take_value (self, &condition->value, error))
    return FALSE;
  if (!take_operator (self, &condition->op) && shape != VECHE_SHAPE_ACTIVITY && shape != VECHE_SHAPE_ATTENDED && shape != VECHE_SHAPE_FLAG)
    return set_wrong (self, error, "An operator is missing");
  if (!take_operand (self, condition, error) || !take_rest (self, condition, error))
    return FALSE;
  if (not && condition->op != VECHE_OP_YES && condition->op != VECHE_OP_DID)
    return set_wrong (self, error, "“not” stands before what somebody is or did; else write !=");
  if (not)
    condition->op = condition->op == VECHE_OP_YES ? VECHE_OP_NO : VECHE_OP_DID_NOT;
  if (!veche_condition_check (condition, error))
    return FALSE;

  veche_filter_add (self->filter, group, g_steal_pointer (&condition));

  return TRUE;
}

/*** All of them ***/

/* One kind of joiner on a level: the first that stands there, found by looking ahead. */
static VecheMatch
look_for_match (VecheWords *self)
{
  int depth = 0;

  for (guint i = self->at; i < self->tokens->len && depth >= 0; i++)
    {
      const char *token = self->tokens->pdata[i];

      depth += strcmp (token, "(") == 0 ? 1 : strcmp (token, ")") == 0 ? -1 : 0;
      if (depth == 0 && g_ascii_strcasecmp (token, "or") == 0)
        return VECHE_MATCH_ANY;
      if (depth == 0 && g_ascii_strcasecmp (token, "and") == 0)
        return VECHE_MATCH_ALL;
    }

  return VECHE_MATCH_ALL;
}

static gboolean
take_group (VecheWords *self, guint group, const char *joiner, GError **error)
{
  do
    {
      gboolean not = take (self, "not");
      VecheMatch match;
      guint inner;

      if (!take (self, "("))
        {
          if (!take_condition (self, group, not, error))
            return FALSE;
          continue;
        }
      if (group != 0)
        return set_wrong (self, error, "Brackets nest only once");
      match = look_for_match (self);
      inner = veche_filter_add_group (self->filter, not ? VECHE_MATCH_NONE : match);
      if (!take_group (self, inner, not || match == VECHE_MATCH_ANY ? "or" : "and", error))
        return FALSE;
      if (!take (self, ")"))
        return set_wrong (self, error, "A bracket is not closed, or “and” stands beside “or”");
    }
  while (take (self, joiner));

  return TRUE;
}

VecheFilter *
veche_filter_from_words (const char *words, GError **error)
{
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VecheFilter) filter = NULL;
  VecheWords self = { tokens, 0, NULL, 0 };
  VecheMatch match;

  if (words == NULL || strlen (words) > 65536 || !g_utf8_validate (words, -1, NULL))
    {
      g_set_error_literal (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_SYNTAX, "This is no text");
      return NULL;
    }
  if (!split (tokens, words, error))
    return NULL;

  match = look_for_match (&self);
  filter = veche_filter_new (match);
  self.filter = filter;
  if (!take_group (&self, 0, match == VECHE_MATCH_ANY ? "or" : "and", error))
    return NULL;
  if (self.at < tokens->len)
    {
      set_wrong (&self, error, "“and” can't stand beside “or” without brackets, and nothing else may follow");
      return NULL;
    }

  return g_steal_pointer (&filter);
}
