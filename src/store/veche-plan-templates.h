/* veche-plan-templates.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Kinds of projects and events with what each needs: steps, tasks with their checklists, slots, each so many days from the day; of an event its
 * programme and how long it lasts, too.  They are data that a person may change like any other; the program brings a set of its own along, in Russian and English.  Lane functions. */

typedef struct { char *uid, *subject, *code, *name, *about; guint items, tasks, parts; int minutes; gboolean behind; } VechePlanTemplate;   /* subject: "project", "event";
                                                                                                  * about (nullable); minutes 0: as long as it is */
typedef struct
{
  char *uid, *kind, *title;                       /* kind: "step", "task", "slot", "part" of a programme */
  char *about, *checklist, *competency, *form;    /* (nullable); checklist: one a line; form: of a part, as of an item of a programme */
  int   shift;                                    /* VECHE_TASK_NO_SHIFT: without a day */
  int   level, hours, minutes;                    /* minutes 0: not said */
  guint needed;
} VechePlanTemplateItem;

void       veche_plan_template_free  (VechePlanTemplate *self);
void       veche_plan_template_item_free (VechePlanTemplateItem *self);
GPtrArray *veche_templates_list      (VecheDb *db, const char *subject /* (nullable) */, GError **error);   /* (element-type VechePlanTemplate) (transfer full) */
GPtrArray *veche_templates_list_items (VecheDb *db, const char *template_uid, GError **error);             /* (element-type VechePlanTemplateItem) (transfer full) */
/* The uid of the one of that subject whose code or name it is. NOT_FOUND (transfer full) */
char      *veche_templates_find      (VecheDb *db, const char *subject, const char *name, GError **error);

/* The set of the program, those that are not there yet; language: "ru", anything else is English. Returns how many, -1 on error. */
int        veche_templates_edit_defaults (VecheDb *db, VecheEdit *edit, const char *language, GError **error);
/* The programme and the length of those kinds that were there before kinds brought them ("behind"): once, in the
 * language of their names. Returns how many, -1 on error. */
int        veche_templates_edit_catch_up (VecheDb *db, VecheEdit *edit, GError **error);
/* Gives a project or an event (which the same edit may make) what its kind needs.  Competencies that there are not leave their slots without one.  Tasks
 * and parts of the programme that an event has already do not come twice; it lasts as long as its kind says, unless the same edit makes it and says otherwise. */
gboolean   veche_templates_edit_apply (VecheDb *db, VecheEdit *edit, const char *template_uid, const char *uid, GError **error);

/* A kind of one's own, the last of them; (transfer none). */
const char *veche_templates_edit_add  (VecheDb *db, VecheEdit *edit, const char *subject, const char *name, const char *about /* (nullable) */,
                                       GError **error);
/* One of the things a kind needs, all but its place; a new one (uid NULL) stands behind those of its sort that come before it or on its day. */
gboolean   veche_templates_edit_item  (VecheDb *db, VecheEdit *edit, const char *template_uid, const VechePlanTemplateItem *item, GError **error);
/* One place up (-1) or down (1) among its like: a kind (table "plan_template") or what one needs ("plan_template_item").  At the end it stays. */
gboolean   veche_templates_edit_move  (VecheDb *db, VecheEdit *edit, const char *table, const char *uid, int by, GError **error);

G_END_DECLS
