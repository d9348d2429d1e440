/* veche-directory-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Who allowed to be shown in a directory, with what each allowed to show: everybody their name, town and competencies; accounts only with the
 * consent to be written to; "open to offers" only with the one for talents.  Lane functions. */

typedef struct { char *name; int level; } VecheDirectorySkill;

typedef struct
{
  gint64     id;
  char      *name, *headline, *city, *offers;
  GPtrArray *skills;      /* VecheDirectorySkill, strongest first */
  GPtrArray *accounts;    /* char *: "Telegram: @anna"; empty without the consent */
  gboolean   contact, talent;
} VecheDirectoryPerson;

void       veche_directory_person_free (VecheDirectoryPerson *self);
GPtrArray *veche_directory_list        (VecheDb *db, GError **error);   /* (element-type VecheDirectoryPerson) by name */

G_END_DECLS
