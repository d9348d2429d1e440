/* veche-form-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A small form over the window: a few named fields, Save, and Remove where there is something to remove.  What was typed goes to a function on the
 * writer that turns it into one edit; on an error the form stays with all that was typed, closing with changes asks.
 *
 * All values are texts by name; an empty field has none.  Besides the fields a form carries what the function has to know and nobody sees
 * (veche_form_dialog_keep()). */
#define VECHE_TYPE_FORM_DIALOG (veche_form_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheFormDialog, veche_form_dialog, VECHE, FORM_DIALOG, AdwWindow)

typedef struct _VecheForm VecheForm;             /* what was typed; for the function on the writer */
const char *veche_form_get            (const VecheForm *form, const char *key);                  /* (nullable) */
gint64      veche_form_get_int        (const VecheForm *form, const char *key, gint64 otherwise);
/* For that function: what keeps it from being saved, in words for a person; the form says so and stays.  way (nullable): what would mend it, for a button that
 * saves again with "yes" as way_key.  Returns FALSE. */
gboolean    veche_form_refuse         (const VecheForm *form, const char *words, const char *way, const char *way_key);
typedef gboolean (*VecheFormBuild)    (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error);

/* kind: of the edit.  The first text is whom it is about. */
VecheFormDialog *veche_form_dialog_new (GtkWidget *parent, VecheSession *session, const char *title, const char *kind, VecheFormBuild build);
/* Of what is kept, "subject" is whom the edit is about instead of the first text, "toast" what is said when it is saved. */
void        veche_form_dialog_keep       (VecheFormDialog *self, const char *key, const char *value /* (nullable) */);
void        veche_form_dialog_add_group  (VecheFormDialog *self, const char *title /* (nullable) */, const char *about /* (nullable) */);
void        veche_form_dialog_add_text   (VecheFormDialog *self, const char *key, const char *title, const char *text, gboolean needed);
void        veche_form_dialog_add_long   (VecheFormDialog *self, const char *key, const char *title, const char *text);
void        veche_form_dialog_add_number (VecheFormDialog *self, const char *key, const char *title, int value, int least, int most);
/* Minor units of a currency that has hundredths. */
void        veche_form_dialog_add_money  (VecheFormDialog *self, const char *key, const char *title, gint64 minor);
/* nicks and titles of the same length; the value is a nick, "" of them is no value. */
void        veche_form_dialog_add_choice (VecheFormDialog *self, const char *key, const char *title, const char *const *nicks, const char *const *titles,
                                          const char *chosen);
void        veche_form_dialog_add_day    (VecheFormDialog *self, const char *key, const char *title, const char *day);
/* near: where the calendar opens while there is no day. */
void        veche_form_dialog_add_day_near (VecheFormDialog *self, const char *key, const char *title, const char *day, const char *near);
void        veche_form_dialog_add_person (VecheFormDialog *self, const char *key, const char *title, const char *uid, const char *name);
/* "Remove" takes this row away, in one gesture. */
void        veche_form_dialog_offer_remove (VecheFormDialog *self, const char *table, const char *uid);
/* Called once it is saved, with the uid that the function kept as "made" (veche_form_made()), or NULL. */
typedef void (*VecheFormSaved)        (const char *made, gpointer user_data);
void        veche_form_dialog_on_saved   (VecheFormDialog *self, VecheFormSaved saved, gpointer user_data, GDestroyNotify destroy);
void        veche_form_made              (const VecheForm *form, const char *uid);
/* What the button does, when that is more than to save: "_Invite". */
void        veche_form_dialog_name_save  (VecheFormDialog *self, const char *label);
void        veche_form_dialog_present    (VecheFormDialog *self);

G_END_DECLS
