/* veche-filter-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-filter.h"

G_BEGIN_DECLS

/* One question while it is written: by -sql and, of what people did, by -activity. */
typedef struct
{
  GString   *sql;
  GPtrArray *parameters;   /* (element-type utf8) */
  gint64     now;
} VecheFilterSql;

static inline void
put (VecheFilterSql *self, const char *sql)
{
  g_string_append (self->sql, sql);
}

static inline void
bind (VecheFilterSql *self, const char *text)
{
  g_ptr_array_add (self->parameters, g_strdup (text));
}

static inline void
bind_number (VecheFilterSql *self, gint64 number)
{
  g_ptr_array_add (self->parameters, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

static inline gint64
days_ago (VecheFilterSql *self, gint64 days)
{
  return self->now - days * G_TIME_SPAN_DAY;
}

void veche_filter_add_activity (VecheFilterSql *self, const VecheCondition *condition);
void veche_filter_add_attended (VecheFilterSql *self, const VecheCondition *condition);

G_END_DECLS
