/* veche-organisations-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Partners, sponsors, befriended communities, and who is who there.  Lane functions. */

typedef struct { char *uid, *member_uid, *name, *role; } VecheOrganisationPerson;   /* uid is the organisation_member's */

typedef struct
{
  gint64     id;
  char      *uid, *name, *kind, *url, *city, *about;
  GPtrArray *people;       /* VecheOrganisationPerson, at most 200 */
  guint      n_people;
} VecheOrganisation;

extern const char *const veche_organisation_kinds[];   /* NULL-terminated nicks: partner sponsor community team employer other */

void        veche_organisation_free        (VecheOrganisation *self);
GPtrArray  *veche_organisations_list       (VecheDb *db, GError **error);    /* (element-type VecheOrganisation) by name, with their people */

/* By its name in whatever case, else made; its uid (borrowed from the edit or copied into it). (transfer full) (nullable): no name */
char       *veche_organisations_edit_named (VecheDb *db, VecheEdit *edit, const char *name, const char *kind, GError **error);
/* Adds the person, or changes their role when they are there. */
gboolean    veche_organisations_edit_person (VecheDb *db, VecheEdit *edit, const char *organisation_uid, const char *member_uid,
                                             const char *role, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheOrganisation, veche_organisation_free)

G_END_DECLS
