/* veche-field.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Fields of the manager's own, and what they say about people.  Values travel as one canonical text, the same in a file, on the command
 * line and in the database's search row:
 *   text   as it is                    number  "42", "3.5": a point, no thousands
 *   date   "2026-11-21"                choice  one of the choices
 *   yes-no "yes" or "no"               member  the person's name (their uid is beside it) */
typedef struct
{
  gint64   id;
  char    *uid, *name, *kind;
  GStrv    choices;         /* never NULL; of a choice */
  gboolean is_private;      /* left out of exports unless ticked */
  int      position;
  guint    used;            /* people with a value */
} VecheField;

typedef struct
{
  gint64   member_id, field_id;
  char    *uid;             /* the member_field row's */
  char    *text;            /* canonical */
  char    *ref_uid;         /* of a member: whose name text is (nullable) */
} VecheFieldValue;

void        veche_field_free       (VecheField *self);
void        veche_field_value_free (VecheFieldValue *self);

extern const char *const veche_field_kinds[];   /* NULL-terminated nicks */

/* What a person typed or a file holds → canonical text; NULL: this field can't hold it.  Takes "12,5", "1 000", "21.11.2026", "да", "+" and
 * whatever case of a choice.  A member's name passes as it is. (transfer full) (nullable) */
char       *veche_field_parse      (const VecheField *self, const char *typed);
/* Canonical text → what member_field.value holds; unset for a member. */
void        veche_field_to_value   (const VecheField *self, const char *canonical, GValue *value);
/* "2026-11-21" and the like, also "21.11.2026" and "21/11/2026"; with_yearless: also "--11-21", "21.11" → (transfer full) (nullable) */
char       *veche_field_parse_day  (const char *typed, gboolean with_yearless);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheField, veche_field_free)

G_END_DECLS
