/* veche-fields-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-edit.h"
#include "model/veche-field.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Lane functions. */
GPtrArray   *veche_fields_list         (VecheDb *db, GError **error);                    /* (element-type VecheField) in the manager's order */
VecheField  *veche_fields_find         (VecheDb *db, const char *who, GError **error);   /* uid or name in whatever case; NOT_FOUND */

/* What these members' fields say, in the order of ids, then of the fields; members and fields without a value have no element.  One
 * statement, however long the page. (element-type VecheFieldValue) */
GPtrArray   *veche_fields_values       (VecheDb *db, const gint64 *ids, guint n, GError **error);

/* Into an edit, for veche_journal_apply().  choices: one a line; (nullable) but for kind 'choice'.  A change leaves alone what is NULL. */
const char  *veche_fields_edit_add     (VecheDb *db, VecheEdit *edit, const char *name, const char *kind, const char *choices,
                                        gboolean is_private, GError **error);                          /* its uid, (nullable) */
gboolean     veche_fields_edit_change  (VecheDb *db, VecheEdit *edit, const char *uid, const char *name, const char *choices, GError **error);
gboolean     veche_fields_edit_order   (VecheDb *db, VecheEdit *edit, const char *const *uids, GError **error);   /* all, as they should stand */
/* text: typed or canonical, NULL or "" takes the value away; INVALID when the field can't hold it.  member_uid may be made by this edit. */
gboolean     veche_fields_edit_value   (VecheDb *db, VecheEdit *edit, const char *member_uid, const VecheField *field, const char *text,
                                        GError **error);

G_END_DECLS
