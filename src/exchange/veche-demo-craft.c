/* veche-demo-craft.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-demo-private.h"

#include <string.h>

#include "store/veche-asks-table.h"
#include "store/veche-db.h"
#include "store/veche-demo-table.h"
#include "store/veche-findings-table.h"
#include "store/veche-proposals-table.h"
#include "store/veche-wishes-table.h"

/* (nullable) */
static const char *
veche_demo_row_text (JsonArray *row, guint i)
{
  JsonNode *node = i < json_array_get_length (row) ? json_array_get_element (row, i) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* A branch: its name, its other names, what lies under it. */
static void
veche_demo_add_branch (VecheDemo *self, VecheEdit *edit, JsonArray *row)
{
  const char *uid = veche_demo_need (self, edit, "competency", veche_demo_row_text (row, 0));
  JsonArray *aliases = json_array_get_array_element (row, 1), *under = json_array_get_array_element (row, 2);

  for (guint i = 0; i < json_array_get_length (aliases); i++)
    {
      const char *alias = veche_edit_insert (edit, "competency_alias");

      veche_edit_set_ref (edit, "competency_alias", alias, "competency_id", uid);
      veche_edit_set_text (edit, "competency_alias", alias, "alias", json_array_get_string_element (aliases, i));
    }
  for (guint i = 0; i < json_array_get_length (under); i++)
    veche_edit_set_ref (edit, "competency", veche_demo_need (self, edit, "competency", json_array_get_string_element (under, i)),
                        "parent_id", uid);
}

/* What the program might have read out of their words; nobody has looked at it yet. */
static gboolean
veche_demo_add_proposal (VecheDemo *self, JsonArray *row, GError **error)
{
  VecheDemoPerson *person = veche_demo_person (self, veche_demo_row_text (row, 0));
  const char *origin = veche_demo_row_text (row, 4), *quote = veche_demo_row_text (row, 6);
  const char *words = strcmp (origin, "intro") == 0 ? veche_demo_text (person->json, "intro") : quote;
  g_autofree char *message = veche_demo_find_words (self->db, words);
  VecheProposal proposal = { .member_id = veche_db_id_for_uid (self->db, "member", person->uid),
                             .kind = (char *) veche_demo_row_text (row, 1), .value = (char *) veche_demo_row_text (row, 2),
                             .level = (int) json_array_get_int_element (row, 3), .origin = (char *) origin,
                             .count = (guint) json_array_get_int_element (row, 5), .quote = (char *) quote,
                             .interaction_uid = message, .at = self->now - G_TIME_SPAN_HOUR };

  return veche_proposals_add (self->db, &proposal, NULL, error);
}

static void
veche_demo_add_wish (VecheDemo *self, VecheEdit *edit, JsonArray *row)
{
  VecheDemoPerson *person = veche_demo_person (self, veche_demo_row_text (row, 0));
  const char *met_by = veche_demo_row_text (row, 4);
  const char *uid = veche_wishes_edit_add (edit, person->uid, veche_demo_row_text (row, 1), veche_demo_row_text (row, 2),
                                           veche_demo_ago (self, json_array_get_double_element (row, 3)), NULL);

  if (met_by != NULL)
    veche_wishes_edit_state (edit, uid, "met", veche_demo_person (self, met_by)->uid);
}

static void
veche_demo_add_ask (VecheDemo *self, VecheEdit *edit, JsonArray *row)
{
  const char *question = veche_demo_row_text (row, 5), *answer = veche_demo_row_text (row, 6), *state = veche_demo_row_text (row, 4);
  g_autofree char *asked = veche_demo_find_words (self->db, question), *answered = answer != NULL ? veche_demo_find_words (self->db, answer) : NULL;
  const char *uid = veche_edit_insert (edit, "ask");
  gint64 at = veche_demo_ago (self, json_array_get_double_element (row, 3));

  veche_edit_set_ref (edit, "ask", uid, "member_id", veche_demo_person (self, veche_demo_row_text (row, 0))->uid);
  veche_edit_set_ref (edit, "ask", uid, "for_id", veche_demo_person (self, veche_demo_row_text (row, 1))->uid);
  veche_edit_set_ref (edit, "ask", uid, "interaction_id", asked);
  veche_edit_set_ref (edit, "ask", uid, "competency_id", veche_demo_need (self, edit, "competency", veche_demo_row_text (row, 2)));
  veche_edit_set_text (edit, "ask", uid, "question", question);
  veche_edit_set_int (edit, "ask", uid, "at", at);
  veche_edit_set_text (edit, "ask", uid, "state", state);
  if (strcmp (state, "open") == 0)
    return;
  veche_edit_set_ref (edit, "ask", uid, "answer_id", answered);
  veche_edit_set_int (edit, "ask", uid, "closed", MIN (at + 5 * G_TIME_SPAN_HOUR, self->now));
}

/* What people said and the manager kept. */
static gboolean
veche_demo_add_finding (VecheDemo *self, VecheEdit *edit, JsonArray *row, GError **error)
{
  g_autofree char *message = veche_demo_find_words (self->db, veche_demo_row_text (row, 2));
  const char *uid;

  if (message == NULL)
    g_error ("data/demo keeps “%s”, which nobody says", veche_demo_row_text (row, 2));
  uid = veche_findings_edit_add (self->db, edit, veche_demo_row_text (row, 0), veche_demo_row_text (row, 1), message, error);
  if (uid == NULL)
    return FALSE;
  veche_edit_set_int (edit, "finding", uid, "at", self->now - (gint64) (json_array_get_double_element (row, 3) * G_TIME_SPAN_DAY));
  veche_findings_edit_state (edit, uid, veche_demo_row_text (row, 4));

  return TRUE;
}

gboolean
veche_demo_add_craft (VecheDemo *self, VecheEdit *edit, GError **error)
{
  JsonObject *craft = veche_demo_object (self, "craft.json");
  JsonArray *tree = veche_demo_list (craft, "tree"), *proposals = veche_demo_list (craft, "proposals");
  JsonArray *wishes = veche_demo_list (craft, "wishes"), *asks = veche_demo_list (craft, "asks");
  JsonArray *findings = veche_demo_list (craft, "findings");

  for (guint i = 0; i < json_array_get_length (tree); i++)
    veche_demo_add_branch (self, edit, json_array_get_array_element (tree, i));
  for (guint i = 0; i < json_array_get_length (wishes); i++)
    veche_demo_add_wish (self, edit, json_array_get_array_element (wishes, i));
  for (guint i = 0; i < json_array_get_length (asks); i++)
    veche_demo_add_ask (self, edit, json_array_get_array_element (asks, i));
  for (guint i = 0; i < json_array_get_length (findings); i++)
    if (!veche_demo_add_finding (self, edit, json_array_get_array_element (findings, i), error))
      return FALSE;
  for (guint i = 0; i < json_array_get_length (proposals); i++)
    if (!veche_demo_add_proposal (self, json_array_get_array_element (proposals, i), error))
      return FALSE;

  return TRUE;
}
