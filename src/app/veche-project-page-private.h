/* veche-project-page-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-project-page.h"
#include "store/veche-plan-entries.h"
#include "store/veche-plan-table.h"
#include "store/veche-plan-team.h"
#include "store/veche-plan-things.h"
#include "store/veche-tasks-table.h"

G_BEGIN_DECLS

/* All that the page shows, in one reading. */
typedef struct
{
  char             *uid;
  VecheProject     *project;
  VecheProjectMore *more;
  GPtrArray        *slots;          /* (element-type VecheSlotCard) */
  GPtrArray        *invitations;    /* (element-type GPtrArray): VecheInvitation, of each slot */
  GPtrArray        *tasks;          /* (element-type VecheTask) open ones by due, then done ones */
  GPtrArray        *items;          /* (element-type GPtrArray): VecheTaskItem, of each task; NULL where it has no checklist */
  GPtrArray        *events;         /* (element-type VechePlanEntry) by day */
  GPtrArray        *budget, *partners, *links, *risks, *decisions;
  GPtrArray        *lessons;        /* (element-type VecheLesson) of the quarters before */
  GPtrArray        *agendas;        /* (element-type VecheAgenda) */
  GPtrArray        *competencies;   /* (element-type VecheCount) */
  char             *currency;       /* that was used last; "" */
} VecheProjectSheet;

void       veche_project_sheet_free (VecheProjectSheet *sheet);
VecheProjectSheet *veche_project_sheet_load (VecheDb *db, const char *uid, GError **error);   /* a lane function */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheProjectSheet, veche_project_sheet_free)

/* What the actions of the page need of it. */
VecheSession      *veche_project_page_get_session (VecheProjectPage *self);
VecheProjectSheet *veche_project_page_get_sheet   (VecheProjectPage *self);                    /* (nullable) */
void               veche_project_page_staff       (VecheProjectPage *self, const char *slot_uid /* (nullable): shows nobody */);
void               veche_project_page_install_actions (GtkWidgetClass *klass);

/* Parts of the page, each made anew when something has changed.  What they do are actions of the page, "project.…", with uids as targets. */
GtkWidget *veche_project_head_new   (VecheProjectSheet *sheet, gboolean narrow);
void       veche_project_head_edit  (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet);
void       veche_project_head_edit_day (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet);
/* staffed (nullable): the slot whose candidates stand below its row, in panel. */
GtkWidget *veche_project_slots_new  (VecheProjectSheet *sheet, const char *staffed, GtkWidget *panel, guint most, gboolean narrow);
GtkWidget *veche_project_events_new (VecheProjectSheet *sheet);
/* opened: uids of the tasks whose checklists are in sight; kept up by what it shows. */
GtkWidget *veche_project_tasks_new  (VecheProjectSheet *sheet, GHashTable *opened, guint most);
GtkWidget *veche_project_steps_new  (VecheProjectSheet *sheet);
GtkWidget *veche_project_budget_new (VecheProjectSheet *sheet);
GtkWidget *veche_project_partners_new (VecheProjectSheet *sheet);
GtkWidget *veche_project_links_new  (VecheProjectSheet *sheet);
GtkWidget *veche_project_risks_new  (VecheProjectSheet *sheet);
GtkWidget *veche_project_decisions_new (VecheProjectSheet *sheet);
GtkWidget *veche_project_retro_new  (VecheProjectSheet *sheet);
gboolean   veche_project_is_over        (VecheProjectSheet *sheet);   /* closed, or its day has passed */
GtkWidget *veche_project_lessons_new (VecheProjectSheet *sheet);                               /* (nullable): nothing was learnt yet */

/* Their forms; uid NULL: a new one. */
void       veche_project_edit_slot     (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid);
void       veche_project_edit_step     (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid);
void       veche_project_edit_task     (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid);
void       veche_project_edit_budget   (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid);
void       veche_project_edit_partner  (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid);
void       veche_project_edit_link     (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid);
void       veche_project_edit_risk     (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid);
void       veche_project_edit_decision (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid);
void       veche_project_edit_retro    (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet);
void       veche_project_open_next     (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet);

#define VECHE_PROJECT_MORE 40
/* "Show 40 More" below the most that are shown of all. */
void       veche_project_add_rest      (GtkWidget *rows, guint all, guint most);
/* The faces of those who have the role, and its free places; all of them in a list where there are more than most.  slot NULL: who takes part without a role. */
#define VECHE_PROJECT_FACE 28
GtkWidget *veche_project_faces_new     (VecheProjectSheet *sheet, const VecheSlotCard *slot /* (nullable) */, guint most);
/* They have the role no longer, or need not answer; asks why.  slot_uid "": without a role. */
void       veche_project_leave         (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *slot_uid, const char *member_uid);
/* The same for the face that has the keyboard, for a binding of the page. */
gboolean   veche_project_leave_key_cb  (GtkWidget *page, GVariant *args, gpointer user_data);

/* A card of the page: its heading with a button that does the action, and a box for its rows (out). */
GtkWidget *veche_project_card_box_new  (const char *title, const char *label, const char *action, GtkWidget **rows);
/* A row that does the action with the target: words in two lines, and what stands at its end (nullable). */
GtkWidget *veche_project_row_new       (const char *title, const char *about /* (nullable) */, const char *action, const char *target, GtkWidget *end);
GtkWidget *veche_project_button_new    (const char *label, const char *action, const char *target /* (nullable) */);

G_END_DECLS
