/* veche-budget.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-budget.h"

#include <string.h>

#define MAX_SCOPES 4096      /* one account writes to fewer chats in an hour; beyond, quiet ones are forgotten */

typedef struct
{
  char  *pattern;            /* (owned): a scope, or "chat:*" */
  guint  count, seconds;
} VecheBudgetRule;

typedef struct
{
  GHashTable *taken;         /* (owned): VecheBudgetRule (borrowed) → GQueue of times (gint64 *, owned) */
  gint64      limit, remaining, reset, held_until;
  gint64      last;
} VecheBudgetScope;

struct _VecheBudget
{
  GMutex      lock;
  GPtrArray  *rules;         /* (owned) (element-type VecheBudgetRule) */
  GHashTable *scopes;        /* (owned): name → VecheBudgetScope */
};

static void
veche_budget_queue_free (gpointer data)
{
  g_queue_free_full (data, g_free);
}

static VecheBudgetScope *
veche_budget_scope_new (void)
{
  VecheBudgetScope *scope = g_new0 (VecheBudgetScope, 1);

  scope->taken = g_hash_table_new_full (NULL, NULL, NULL, veche_budget_queue_free);
  scope->limit = scope->remaining = -1;

  return scope;
}

static void
veche_budget_scope_free (gpointer data)
{
  VecheBudgetScope *scope = data;

  g_hash_table_unref (scope->taken);
  g_free (scope);
}

VecheBudget *
veche_budget_get (const char *key)
{
  static GMutex lock;
  static GHashTable *budgets;    /* key → VecheBudget; for ever */
  VecheBudget *self;

  g_return_val_if_fail (key != NULL, NULL);

  g_mutex_lock (&lock);
  if (budgets == NULL)
    budgets = g_hash_table_new (g_str_hash, g_str_equal);
  self = g_hash_table_lookup (budgets, key);
  if (self == NULL)
    {
      self = g_new0 (VecheBudget, 1);
      g_mutex_init (&self->lock);
      self->rules = g_ptr_array_new ();
      self->scopes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, veche_budget_scope_free);
      g_hash_table_insert (budgets, g_strdup (key), self);
    }
  g_mutex_unlock (&lock);

  return self;
}

void
veche_budget_set_rule (VecheBudget *self, const char *scope, guint count, guint seconds)
{
  VecheBudgetRule *rule = NULL;

  g_return_if_fail (scope != NULL && count > 0 && seconds > 0);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->rules->len && rule == NULL; i++)
    {
      VecheBudgetRule *other = g_ptr_array_index (self->rules, i);

      if (g_str_equal (other->pattern, scope) && other->count == count && other->seconds == seconds)
        rule = other;
    }
  if (rule == NULL)
    {
      rule = g_new (VecheBudgetRule, 1);
      *rule = (VecheBudgetRule) { g_strdup (scope), count, seconds };
      g_ptr_array_add (self->rules, rule);
    }
  g_mutex_unlock (&self->lock);
}

static gboolean
veche_budget_rule_fits (const VecheBudgetRule *rule, const char *scope)
{
  gsize length = strlen (rule->pattern);

  if (length > 0 && rule->pattern[length - 1] == '*')
    return strncmp (rule->pattern, scope, length - 1) == 0;

  return g_str_equal (rule->pattern, scope);
}

static gboolean
veche_budget_is_quiet (gpointer key, gpointer value, gpointer user_data)
{
  VecheBudgetScope *scope = value;
  gint64 now = *(gint64 *) user_data;

  return *(char *) key != '\0' && scope->last < now - G_TIME_SPAN_HOUR && scope->held_until < now && scope->reset < now;
}

/* Locked. */
static VecheBudgetScope *
veche_budget_scope (VecheBudget *self, const char *name, gint64 now)
{
  VecheBudgetScope *scope = g_hash_table_lookup (self->scopes, name);

  if (scope != NULL)
    return scope;

  if (g_hash_table_size (self->scopes) >= MAX_SCOPES)
    g_hash_table_foreach_remove (self->scopes, veche_budget_is_quiet, &now);
  scope = veche_budget_scope_new ();
  scope->last = now;
  g_hash_table_insert (self->scopes, g_strdup (name), scope);

  return scope;
}

static GQueue *
veche_budget_taken (VecheBudgetScope *scope, VecheBudgetRule *rule)
{
  GQueue *taken = g_hash_table_lookup (scope->taken, rule);

  if (taken == NULL)
    {
      taken = g_queue_new ();
      g_hash_table_insert (scope->taken, rule, taken);
    }

  return taken;
}

/* Locked. When the scope allows one more; 0: now. */
static gint64
veche_budget_next (VecheBudget *self, VecheBudgetScope *scope, const char *name, gint64 now)
{
  gint64 next = 0;

  if (scope->held_until > now)
    next = scope->held_until;
  if (scope->remaining == 0 && scope->reset > now)
    next = MAX (next, scope->reset);

  for (guint i = 0; i < self->rules->len; i++)
    {
      VecheBudgetRule *rule = g_ptr_array_index (self->rules, i);
      gint64 span = (gint64) rule->seconds * G_TIME_SPAN_SECOND;
      GQueue *taken;

      if (!veche_budget_rule_fits (rule, name))
        continue;
      taken = veche_budget_taken (scope, rule);
      /* A clock that was set back leaves times in the future: they are forgotten too. */
      while (!g_queue_is_empty (taken) && ABS (now - *(gint64 *) g_queue_peek_head (taken)) >= span)
        g_free (g_queue_pop_head (taken));
      if (g_queue_get_length (taken) >= rule->count)
        next = MAX (next, *(gint64 *) g_queue_peek_head (taken) + span);
    }

  return next;
}

/* Locked. */
static void
veche_budget_count (VecheBudget *self, VecheBudgetScope *scope, const char *name, gint64 now)
{
  scope->last = now;
  if (scope->remaining > 0)
    scope->remaining--;
  for (guint i = 0; i < self->rules->len; i++)
    {
      VecheBudgetRule *rule = g_ptr_array_index (self->rules, i);

      if (veche_budget_rule_fits (rule, name))
        g_queue_push_tail (veche_budget_taken (scope, rule), g_memdup2 (&now, sizeof now));
    }
}

gint64
veche_budget_take (VecheBudget *self, const char *scope, gint64 now)
{
  gboolean scoped = scope != NULL && *scope != '\0';
  VecheBudgetScope *account, *own = NULL;
  gint64 next;

  g_mutex_lock (&self->lock);
  account = veche_budget_scope (self, "", now);
  next = veche_budget_next (self, account, "", now);
  if (scoped)
    {
      own = veche_budget_scope (self, scope, now);
      next = MAX (next, veche_budget_next (self, own, scope, now));
    }
  if (next == 0)
    {
      veche_budget_count (self, account, "", now);
      if (scoped)
        veche_budget_count (self, own, scope, now);
    }
  g_mutex_unlock (&self->lock);

  return next;
}

void
veche_budget_learn (VecheBudget *self, const char *scope, gint64 limit, gint64 remaining, gint64 reset)
{
  VecheBudgetScope *state;

  g_mutex_lock (&self->lock);
  state = veche_budget_scope (self, scope != NULL ? scope : "", g_get_real_time ());
  state->limit = limit;
  state->remaining = remaining;
  state->reset = reset;
  g_mutex_unlock (&self->lock);
}

void
veche_budget_hold (VecheBudget *self, const char *scope, gint64 until)
{
  VecheBudgetScope *state;

  g_mutex_lock (&self->lock);
  state = veche_budget_scope (self, scope != NULL ? scope : "", g_get_real_time ());
  state->held_until = MAX (state->held_until, until);
  g_mutex_unlock (&self->lock);
}

void
veche_budget_get_state (VecheBudget *self, gint64 now, VecheBudgetState *state)
{
  VecheBudgetScope *account;

  g_mutex_lock (&self->lock);
  account = veche_budget_scope (self, "", now);
  /* After the reset the old numbers mean nothing. */
  *state = (VecheBudgetState) { account->limit, account->reset == 0 || account->reset > now ? account->remaining : account->limit,
                                account->reset > now ? account->reset : 0, account->held_until > now ? account->held_until : 0 };
  g_mutex_unlock (&self->lock);
}
