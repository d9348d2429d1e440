/* veche-people-actions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-dates-dialog.h"
#include "app/veche-fields-dialog.h"
#include "app/veche-organisations-dialog.h"
#include "app/veche-people-actions.h"
#include "app/veche-search-window.h"

static void
people_search_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_search_window_present (session, user_data, NULL);
}

static void
people_fields_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_fields_dialog_present (session, user_data);
}

static void
people_organisations_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_organisations_dialog_present (session, user_data, NULL);
}

static void
people_dates_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_dates_dialog_present (session, user_data);
}

static const GActionEntry actions[] = {
  { "search-everything", people_search_action, NULL, NULL, NULL, { 0 } },
  { "fields", people_fields_action, NULL, NULL, NULL, { 0 } },
  { "organisations", people_organisations_action, NULL, NULL, NULL, { 0 } },
  { "dates", people_dates_action, NULL, NULL, NULL, { 0 } },
};

void
veche_people_add_actions (VecheWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
}
