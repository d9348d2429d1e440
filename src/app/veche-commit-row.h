/* veche-commit-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of a form without a Save button: what is typed is said once, by signal "committed" (text), when Return is pressed, when the focus leaves
 * the row, or by veche_commit_row_commit().  Who saves it says so by a hold (app/veche-typed.h): until then the words stay here.  Escape takes back what
 * was typed. */
#define VECHE_TYPE_COMMIT_ROW (veche_commit_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheCommitRow, veche_commit_row, VECHE, COMMIT_ROW, AdwEntryRow)

GtkWidget *veche_commit_row_new         (const char *title);
/* Each committed text makes a thing of its own: emptied when the store has it. */
GtkWidget *veche_commit_row_new_adding  (const char *title);
/* What the store says; left alone while other words stand here or are on their way. text (nullable). */
void       veche_commit_row_set_text    (VecheCommitRow *self, const char *text);
/* What was typed makes no sense: the row shows it, and says why to a screen reader. problem (nullable): it does. */
void       veche_commit_row_set_problem (VecheCommitRow *self, const char *problem);
void       veche_commit_row_commit      (VecheCommitRow *self);
/* The same as it would be said, tidied. (transfer full) */
char      *veche_commit_row_dup_text    (VecheCommitRow *self);
/* What was said last, and not what is being typed. (transfer none) */
const char *veche_commit_row_get_said   (VecheCommitRow *self);

G_END_DECLS
