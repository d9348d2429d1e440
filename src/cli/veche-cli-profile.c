/* veche-cli-profile.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli/veche-cli-profile.h"

#include <stdio.h>

#include "cli/veche-cli-columns.h"
#include "model/veche-profile.h"
#include "store/veche-members-table.h"

static const VecheFieldValue *
find_value (VecheProfile *profile, gint64 field_id)
{
  for (guint i = 0; i < profile->values->len; i++)
    if (((VecheFieldValue *) profile->values->pdata[i])->field_id == field_id)
      return profile->values->pdata[i];

  return NULL;
}

static void
begin_array (JsonBuilder *json, const char *key)
{
  json_builder_set_member_name (json, key);
  json_builder_begin_array (json);
}

static const VecheCliColumn earlier_columns[] = {
  VECHE_CLI_TEXT (VecheEarlierHandle, "handle", handle),
  VECHE_CLI_TIME (VecheEarlierHandle, "since", since),
  VECHE_CLI_TIME (VecheEarlierHandle, "until", until),
  VECHE_CLI_END,
};

static const VecheCliColumn identity_columns[] = {
  VECHE_CLI_TEXT (VecheIdentity, "platform", platform),
  VECHE_CLI_TEXT (VecheIdentity, "instance", instance),
  VECHE_CLI_TEXT (VecheIdentity, "handle", handle),
  VECHE_CLI_TEXT (VecheIdentity, "url", url),
  VECHE_CLI_LIST (VecheIdentity, "earlier", earlier, earlier_columns),
  VECHE_CLI_END,
};

static const VecheCliColumn evidence_columns[] = {
  VECHE_CLI_TEXT (VecheEvidence, "kind", kind),
  VECHE_CLI_TEXT (VecheEvidence, "text", text),
  VECHE_CLI_TIME (VecheEvidence, "at", at),
  VECHE_CLI_TEXT (VecheEvidence, "where", where),
  VECHE_CLI_END,
};

static const VecheCliColumn competency_columns[] = {
  VECHE_CLI_TEXT (VecheCompetency, "name", name),
  VECHE_CLI_NUMBER (VecheCompetency, "level", level),
  VECHE_CLI_LIST (VecheCompetency, "evidence", evidence, evidence_columns),
  VECHE_CLI_END,
};

static const VecheCliColumn note_columns[] = {
  VECHE_CLI_TEXT (VecheNote, "text", text),
  VECHE_CLI_TEXT (VecheNote, "author", author),
  VECHE_CLI_TIME (VecheNote, "at", at),
  VECHE_CLI_END,
};

static const VecheCliColumn place_columns[] = {
  VECHE_CLI_TEXT (VechePlaceHeld, "name", name),
  VECHE_CLI_TEXT (VechePlaceHeld, "kind", kind),
  VECHE_CLI_TEXT (VechePlaceHeld, "role", role),
  VECHE_CLI_END,
};

static void
add_names (JsonBuilder *json, const char *key, GPtrArray *named)
{
  begin_array (json, key);
  for (guint i = 0; i < named->len; i++)
    json_builder_add_string_value (json, ((VecheNamed *)named->pdata[i])->name);
  json_builder_end_array (json);
}

/* Of a field of kind member the uid, which means the same tomorrow. */
static void
add_fields (JsonBuilder *json, VecheProfile *profile)
{
  json_builder_set_member_name (json, "fields");
  json_builder_begin_object (json);
  for (guint i = 0; i < profile->fields->len; i++)
    {
      const VecheFieldValue *value;
      const VecheField *field = profile->fields->pdata[i];

      value = find_value (profile, field->id);
      if (value != NULL)
        veche_cli_text (json, field->name, value->ref_uid != NULL ? value->ref_uid : value->text);
    }
  json_builder_end_object (json);
}

static void
add_consents (JsonBuilder *json, VecheProfile *profile)
{
  begin_array (json, "consents");
  for (guint i = 0; i < profile->consents->len; i++)
    {
      VecheConsent *consent = profile->consents->pdata[i];

      if (!consent->newest)
        continue;
      json_builder_begin_object (json);
      veche_cli_text (json, "purpose", consent->purpose);
      veche_cli_text (json, "state", consent->state);
      veche_cli_text (json, "until", consent->until);
      veche_cli_bool (json, "holds", consent->holds);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/* An empty stage or role is none. */
static const char *
or_null (const char *word)
{
  return word != NULL && *word != '\0' ? word : NULL;
}

static void
add_rest (JsonBuilder *json, VecheProfile *profile)
{
  VecheMember *member = profile->member;

  veche_cli_text (json, "address_as", member->address_as);
  veche_cli_text (json, "headline", member->headline);
  veche_cli_text (json, "city", member->city);
  veche_cli_text (json, "birthday", profile->birthday);
  veche_cli_text (json, "motives", profile->motives);
  veche_cli_text (json, "needs", profile->needs);
  veche_cli_text (json, "offers", profile->offers);
  veche_cli_text (json, "likes", profile->likes);
  veche_cli_text (json, "dislikes", profile->dislikes);
  veche_cli_text (json, "manner", profile->manner);
  veche_cli_text (json, "origin", profile->origin);
  veche_cli_text (json, "came_through", profile->came_through != NULL ? profile->came_through->uid : NULL);
  veche_cli_text (json, "preferred_platform", profile->preferred_platform);
  veche_cli_text (json, "role", or_null (member->role));
  veche_cli_bool (json, "important", member->important);
  veche_cli_bool (json, "leader", profile->leader);
  veche_cli_bool (json, "reach", profile->reach);
  veche_cli_bool (json, "watched", profile->watched);
  veche_cli_bool (json, "do_not_contact", member->do_not_contact);
  veche_cli_bool (json, "archived", member->archived);
  veche_cli_bool (json, "me", member->me);
  veche_cli_time (json, "last_contact", member->last_contact);
  veche_cli_int (json, "interactions", member->interactions);
  veche_cli_rows (json, "notes", note_columns, profile->notes);
  add_names (json, "communities", profile->communities);
  veche_cli_rows (json, "organisations", place_columns, profile->places);
  add_fields (json, profile);
  add_consents (json, profile);
}

static void
print_json (VecheProfile *profile, gboolean whole)
{
  VecheMember *member = profile->member;
  JsonBuilder *json = veche_cli_json ();

  veche_cli_text (json, "uid", member->parent.uid);
  veche_cli_text (json, "name", member->name);
  veche_cli_rows (json, "identities", identity_columns, profile->identities);
  add_names (json, "tags", profile->tags);
  veche_cli_rows (json, "competencies", competency_columns, profile->competencies);
  veche_cli_time (json, "joined", member->joined);
  veche_cli_time (json, "last_seen", member->last_seen);
  veche_cli_text (json, "stage", or_null (member->stage));
  if (whole)
    add_rest (json, profile);
  veche_cli_print_json (json);
}

static void
print_field (const char *label, const char *text)
{
  if (text != NULL && *text != '\0')
    veche_cli_line ("%s: %s", label, text);
}

static void
print_people_fields (VecheProfile *profile)
{
  VecheMember *member = profile->member;
  g_autofree char *joined = veche_cli_day (member->joined), *seen = veche_cli_day (member->last_seen);

  veche_cli_line ("%s  %s", member->parent.uid, member->name);
  print_field ("Address as", member->address_as);
  print_field ("Headline", member->headline);
  print_field ("City", member->city);
  print_field ("Birthday", profile->birthday);
  print_field ("Stage", member->stage);
  print_field ("Role", member->role);
  veche_cli_line ("Joined: %s. Last seen: %s", joined, seen);
  print_field ("Motives", profile->motives);
  print_field ("Needs", profile->needs);
  print_field ("Offers", profile->offers);
  print_field ("Likes", profile->likes);
  print_field ("Dislikes", profile->dislikes);
  print_field ("Manner", profile->manner);
  print_field ("Origin", profile->origin);
  if (profile->came_through != NULL)
    print_field ("Came through", profile->came_through->name);
  if (member->do_not_contact)
    veche_cli_line ("Do not contact");
  for (guint i = 0; i < profile->fields->len; i++)
    {
      const VecheField *field = profile->fields->pdata[i];
      const VecheFieldValue *value = find_value (profile, field->id);

      if (value != NULL)
        print_field (field->name, value->text);
    }
}

static void
print_organisations (VecheProfile *profile)
{
  for (guint i = 0; i < profile->places->len; i++)
    {
      VechePlaceHeld *place = profile->places->pdata[i];

      veche_cli_line ("Organisation: %s%s%s", place->name, place->role != NULL && *place->role != '\0' ? ", " : "",
                      place->role != NULL ? place->role : "");
    }
}

static void
print_competencies (VecheProfile *profile)
{
  for (guint i = 0; i < profile->competencies->len; i++)
    {
      VecheCompetency *competency = profile->competencies->pdata[i];

      veche_cli_line ("Competency: %s, level %d", competency->name, competency->level);
      for (guint e = 0; e < competency->evidence->len; e++)
        {
          VecheEvidence *evidence = competency->evidence->pdata[e];
          g_autofree char *day = veche_cli_day (evidence->at);

          veche_cli_line ("  %s  %s", day, evidence->text != NULL ? evidence->text : evidence->kind);
        }
    }
}

static void
print_text (VecheProfile *profile)
{
  print_people_fields (profile);
  for (guint i = 0; i < profile->identities->len; i++)
    {
      VecheIdentity *identity = profile->identities->pdata[i];

      veche_cli_line ("%s: %s%s%s%s%s", identity->platform,
                      identity->handle != NULL ? identity->handle : identity->remote_id,
                      *identity->instance != '\0' ? "@" : "", identity->instance, identity->url != NULL ? "  " : "",
                      identity->url != NULL ? identity->url : "");
      for (guint e = 0; e < identity->earlier->len; e++)
        {
          VecheEarlierHandle *earlier = identity->earlier->pdata[e];
          g_autofree char *since = veche_cli_day (earlier->since), *until = veche_cli_day (earlier->until);

          veche_cli_line ("  earlier %s, %s to %s", earlier->handle, earlier->since != 0 ? since : "?", until);
        }
    }
  print_organisations (profile);
  for (guint i = 0; i < profile->tags->len; i++)
    veche_cli_line ("Tag: %s", ((VecheNamed *)profile->tags->pdata[i])->name);
  print_competencies (profile);
  for (guint i = 0; i < profile->notes->len; i++)
    {
      VecheNote *note = profile->notes->pdata[i];
      g_autofree char *day = veche_cli_day (note->at);

      veche_cli_line ("Note: %s  %s", day, note->text);
    }
}

gboolean
veche_cli_print_profile (VecheCli *cli, gint64 id, gboolean whole, GError **error)
{
  VecheProfile *profile = veche_members_load_profile (cli->db, id, error);

  if (profile == NULL)
    return FALSE;

  if (cli->json)
    print_json (profile, whole);
  else
    print_text (profile);
  veche_record_unref (profile);

  return TRUE;
}
