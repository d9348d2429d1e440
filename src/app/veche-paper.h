/* veche-paper.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Something to be printed: blocks one below the other, broken into pages between blocks, a heading never at the foot of one;
 * what is higher than a page goes on overleaf.  Texts are plain, never
 * markup.  Main thread. */
typedef struct _VechePaper VechePaper;

VechePaper *veche_paper_new         (const char *title);      /* of the print job, and at each page's foot */
void        veche_paper_free        (VechePaper *self);
/* Shrinks its type, down to two thirds, until all of it stands on one page. */
void        veche_paper_set_single  (VechePaper *self, gboolean single);

/* Lines with a box stand in two columns, where there are many: a list of names is long, and names are short. */
void        veche_paper_set_columns (VechePaper *self, gboolean columns);

void        veche_paper_add_title   (VechePaper *self, const char *text);
void        veche_paper_add_heading (VechePaper *self, const char *text);
void        veche_paper_add_text    (VechePaper *self, const char *text);      /* several lines are several paragraphs */
/* When, what, who: left and right (nullable). */
void        veche_paper_add_row     (VechePaper *self, const char *left, const char *text, const char *right);
/* With a box to be ticked; right (nullable). */
void        veche_paper_add_check   (VechePaper *self, const char *text, const char *right);

/* On paper of so many points within its margins. */
void        veche_paper_begin       (VechePaper *self, PangoContext *context, double width, double height);
/* How many pages it takes; 0: until (monotonic, µs) was too short, go on. */
guint       veche_paper_paginate    (VechePaper *self, gint64 until);
void        veche_paper_draw        (VechePaper *self, cairo_t *cr, guint page);

typedef void (*VechePaperDone) (const GError *error, gpointer user_data);      /* error (nullable): it is printed, or the person thought better of it */
/* What prints it; it is run once. self (transfer full). done (nullable): called once. (transfer full) */
GtkPrintOperation *veche_paper_operation (VechePaper *self, VechePaperDone done, gpointer user_data);
/* Asks how and where, and prints it. self (transfer full). done (nullable): called once. */
void        veche_paper_print       (VechePaper *self, GtkWindow *parent, VechePaperDone done, gpointer user_data);
/* As a PDF, without asking. */
gboolean    veche_paper_save        (VechePaper *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePaper, veche_paper_free)

G_END_DECLS
