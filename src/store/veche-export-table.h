/* veche-export-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* People as they are written into a file: all that is known but the timeline, many at a time.  Lane functions. */

typedef struct { char *platform, *instance, *remote_id, *handle, *url; gboolean deleted; } VecheExportAccount;
/* name, about and number as the array says. */
typedef struct { char *name, *about; gint64 number; } VecheExportPart;

typedef struct
{
  gint64     id;
  char      *uid, *name, *address_as, *headline, *city, *birthday, *stage, *role, *origin, *came_through, *preferred_platform;
  char      *motives, *needs, *offers, *likes, *dislikes, *manner;
  gint64     joined, last_seen, last_contact, created;                /* 0: not known */
  guint      interactions;
  guint      important : 1, leader : 1, reach : 1, watched : 1, do_not_contact : 1, do_not_mention : 1, archived : 1;
  GPtrArray *accounts;        /* (element-type VecheExportAccount) */
  GPtrArray *tags;            /* VecheExportPart: name */
  GPtrArray *communities;     /* name */
  GPtrArray *competencies;    /* name, about: origin, number: level; strongest first */
  GPtrArray *organisations;   /* name, about: role (nullable) */
  GPtrArray *notes;           /* name: text, about: author (nullable), number: when; newest first */
  GPtrArray *consents;        /* name: purpose, about: state, number: when; the newest of each purpose */
  GPtrArray *fields;          /* name: uid of the custom field, about: value as text */
} VecheExportPerson;

void       veche_export_person_free (VecheExportPerson *self);

/* In the order of ids; who has gone meanwhile is left out.  with_notes FALSE: notes stay empty.
 * (transfer full) (element-type VecheExportPerson) */
GPtrArray *veche_export_people_read (VecheDb *db, const gint64 *ids, guint n, gboolean with_notes, GError **error);

typedef struct { char *uid, *name, *kind; gboolean is_private; } VecheExportField;
GPtrArray *veche_export_fields      (VecheDb *db, GError **error);      /* the manager's own fields, in their order */
GStrv      veche_export_platforms   (VecheDb *db, GError **error);      /* that somebody has an account on */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheExportPerson, veche_export_person_free)

G_END_DECLS
