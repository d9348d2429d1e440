/* veche-pages.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-competencies-page.h"
#include "app/veche-duplicates-page.h"
#include "app/veche-event-page.h"
#include "app/veche-feedback-page.h"
#include "app/veche-inbox-page.h"
#include "app/veche-knowledge-page.h"
#include "app/veche-members-page.h"
#include "app/veche-pages.h"
#include "app/veche-plan-page.h"
#include "app/veche-project-page.h"
#include "app/veche-sources-page.h"
#include "app/veche-tasks-page.h"

/* One line a page. */
static VechePageInfo pages[] = {
  { "inbox", N_("Inbox"), "veche-inbox-symbolic", NULL, veche_inbox_page_get_type },
  { "members", N_("Members"), "system-users-symbolic", N_("People"), veche_members_page_get_type },
  { "competencies", N_("Competencies"), "veche-competency-symbolic", N_("People"), veche_competencies_page_get_type },
  { "plan", N_("Plan"), "veche-plan-symbolic", N_("Life of the Community"), veche_plan_page_get_type },
  { "tasks", N_("Tasks"), "veche-check-symbolic", N_("Life of the Community"), veche_tasks_page_get_type },
  { "feedback", N_("Feedback"), "veche-feedback-symbolic", N_("Life of the Community"), veche_feedback_page_get_type },
  { "knowledge", N_("Knowledge"), "veche-knowledge-symbolic", N_("Experience"), veche_knowledge_page_get_type },
  { "sources", N_("Sources"), "veche-sources-symbolic", "", veche_sources_page_get_type },
  { "duplicates", N_("Duplicates"), "veche-merge-symbolic", N_("People"), veche_duplicates_page_get_type, "members" },
  { "project", N_("Project"), "veche-plan-symbolic", N_("Life of the Community"), veche_project_page_get_type, "plan" },
  { "event", N_("Event"), "veche-plan-symbolic", N_("Life of the Community"), veche_event_page_get_type, "plan" },
};

const VechePageInfo *
veche_pages_list (guint *n)
{
  *n = G_N_ELEMENTS (pages);

  return pages;
}

G_DEFINE_INTERFACE (VechePage, veche_page, GTK_TYPE_WIDGET)

static void
veche_page_default_init (VechePageInterface *iface)
{
  g_object_interface_install_property (iface, g_param_spec_object ("session", NULL, NULL, VECHE_TYPE_SESSION,
                                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                                     | G_PARAM_STATIC_STRINGS));
}

void
veche_page_focus (VechePage *self)
{
  if (VECHE_PAGE_GET_IFACE (self)->focus != NULL)
    VECHE_PAGE_GET_IFACE (self)->focus (self);
}

void
veche_page_search (VechePage *self, const char *text)
{
  if (VECHE_PAGE_GET_IFACE (self)->search != NULL)
    VECHE_PAGE_GET_IFACE (self)->search (self, text);
}

void
veche_page_add (VechePage *self)
{
  if (VECHE_PAGE_GET_IFACE (self)->add != NULL)
    VECHE_PAGE_GET_IFACE (self)->add (self);
}

gboolean
veche_page_back (VechePage *self)
{
  return VECHE_PAGE_GET_IFACE (self)->back != NULL && VECHE_PAGE_GET_IFACE (self)->back (self);
}

void
veche_page_open_member (VechePage *self, const char *uid)
{
  if (VECHE_PAGE_GET_IFACE (self)->open_member != NULL)
    VECHE_PAGE_GET_IFACE (self)->open_member (self, uid);
}

void
veche_page_open_interaction (VechePage *self, const char *uid)
{
  if (VECHE_PAGE_GET_IFACE (self)->open_interaction != NULL)
    VECHE_PAGE_GET_IFACE (self)->open_interaction (self, uid);
}

void
veche_page_open_item (VechePage *self, const char *uid)
{
  if (VECHE_PAGE_GET_IFACE (self)->open_item != NULL)
    VECHE_PAGE_GET_IFACE (self)->open_item (self, uid);
}

void
veche_page_close (VechePage *self)
{
  if (VECHE_PAGE_GET_IFACE (self)->close != NULL)
    VECHE_PAGE_GET_IFACE (self)->close (self);
}
