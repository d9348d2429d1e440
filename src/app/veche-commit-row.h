/* veche-commit-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of a form without a Save button: what is typed is said once, by signal "committed" (text), when Return is pressed, when the focus leaves
 * the row, or by veche_commit_row_commit().  Escape takes back what was typed. */
#define VECHE_TYPE_COMMIT_ROW (veche_commit_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheCommitRow, veche_commit_row, VECHE, COMMIT_ROW, AdwEntryRow)

GtkWidget *veche_commit_row_new         (const char *title);
/* What the store says; left alone while something else is being typed here. text (nullable). */
void       veche_commit_row_set_text    (VecheCommitRow *self, const char *text);
/* What was typed makes no sense: the row shows it, and says why to a screen reader. problem (nullable): it does. */
void       veche_commit_row_set_problem (VecheCommitRow *self, const char *problem);
void       veche_commit_row_commit      (VecheCommitRow *self);
/* The same as it would be said, tidied. (transfer full) */
char      *veche_commit_row_dup_text    (VecheCommitRow *self);

G_END_DECLS
