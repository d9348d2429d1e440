/* veche-people-fill.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row adds to a person: what is empty is filled, what is there stays.  The plan counts with the very function that the import writes
 * with.
 */

#include "exchange/veche-people-private.h"

#include <string.h>

#include "model/veche-edit.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"

typedef struct
{
  VecheEntrant      *entrant;
  VechePersonFacts  *facts;
  VechePeopleLabels *labels;
  VecheEdit         *edit;        /* (nullable) */
  GPtrArray         *problems;
  VechePeopleFill   *fill;
} VechePeopleFilling;

static gboolean
veche_people_same_words (const char *a, const char *b)
{
  g_autofree char *x = veche_text_fold (a);
  g_autofree char *y = veche_text_fold (b);

  return strcmp (g_strstrip (x), g_strstrip (y)) == 0;
}

static VechePeopleGain
veche_people_gain_of_word (VechePersonWord word)
{
  switch (word)
    {
    case VECHE_PERSON_CITY:
      return VECHE_GAIN_CITY;
    case VECHE_PERSON_BIRTHDAY:
      return VECHE_GAIN_BIRTHDAY;
    case VECHE_PERSON_HEADLINE:
      return VECHE_GAIN_HEADLINE;
    case VECHE_PERSON_STAGE:
      return VECHE_GAIN_STAGE;
    case VECHE_PERSON_ORIGIN:
      return VECHE_GAIN_ORIGIN;
    default:
      return VECHE_GAIN_WORDS;
    }
}

static void
veche_people_fill_words (VechePeopleFilling *self)
{
  for (guint i = 0; i < VECHE_PERSON_N_WORDS; i++)
    {
      const char *new = self->entrant->words[i], *old = self->facts->words[i];

      if (new == NULL)
        continue;
      if (old != NULL && *old != '\0')
        {
          if (!veche_people_same_words (new, old))
            veche_people_add_problem (self->problems, VECHE_PROBLEM_DIFFERS, self->entrant->word_columns[i], new, old);
          continue;
        }
      self->fill->gains |= veche_people_gain_of_word (i);
      if (self->edit != NULL)
        veche_edit_set_text (self->edit, "member", self->facts->uid, veche_person_word_column (i), new);
    }
  for (guint i = 0; i < VECHE_PERSON_N_MARKS; i++)
    if (self->entrant->marks[i] && !self->facts->marks[i])
      {
        self->fill->gains |= VECHE_GAIN_WORDS;
        if (self->edit != NULL)
          veche_edit_set_int (self->edit, "member", self->facts->uid, veche_person_mark_column (i), 1);
      }
  if (self->entrant->joined == 0 || self->facts->joined != 0)
    return;
  self->fill->gains |= VECHE_GAIN_JOINED;
  if (self->edit != NULL)
    veche_edit_set_int (self->edit, "member", self->facts->uid, "joined", self->entrant->joined);
}

/* ------------------------------------------------------------------------------------------------------------------------- accounts */

static gboolean
veche_people_same_account (const VechePersonAccount *here, const VecheTableAccount *there)
{
  VecheTableAccount phone = { 0 };
  gboolean same;

  if (strcmp (here->platform, there->platform) != 0)
    return FALSE;
  if (strcmp (here->remote_id, there->remote_id) == 0 && (*here->instance == '\0' || *there->instance == '\0' || strcmp (here->instance, there->instance) == 0))
    return TRUE;
  if (here->handle == NULL || there->handle == NULL)
    return FALSE;
  if (g_str_equal (there->platform, "phone"))
    {
      same = veche_table_read_account (here->handle, VECHE_FIELD_PHONE, NULL, &phone) && strcmp (phone.remote_id, there->remote_id) == 0;
      veche_table_account_clear (&phone);
      return same;
    }

  return veche_people_same_words (here->handle, there->handle) &&
         (*here->instance == '\0' || *there->instance == '\0' || g_ascii_strcasecmp (here->instance, there->instance) == 0);
}

static void
veche_people_add_account (VechePeopleFilling *self, const VecheTableAccount *account)
{
  gboolean phone = g_str_equal (account->platform, "phone");
  g_autofree char *typed = phone ? g_utf8_strdown (account->handle, -1) : NULL;   /* as everywhere: the key that we compare by is ours alone */
  const char *uid;

  if (g_str_equal (account->platform, "email"))
    self->fill->gains |= VECHE_GAIN_EMAIL;
  else if (phone)
    self->fill->gains |= VECHE_GAIN_PHONE;
  else
    {
      self->fill->gains |= VECHE_GAIN_HANDLE;
      self->fill->handles++;
    }
  if (self->edit == NULL)
    return;

  uid = veche_edit_insert (self->edit, "identity");
  veche_edit_set_ref (self->edit, "identity", uid, "member_id", self->facts->uid);
  veche_edit_set_text (self->edit, "identity", uid, "platform", account->platform);
  if (*account->instance != '\0')
    veche_edit_set_text (self->edit, "identity", uid, "instance", account->instance);
  veche_edit_set_text (self->edit, "identity", uid, "remote_id", phone ? typed : account->remote_id);
  if (account->handle != NULL)
    veche_edit_set_text (self->edit, "identity", uid, "handle", account->handle);
  if (account->url != NULL)
    veche_edit_set_text (self->edit, "identity", uid, "url", account->url);
}

static void
veche_people_fill_accounts (VechePeopleFilling *self, VechePeopleOwner owner, gpointer owner_data)
{
  for (guint i = 0; i < self->facts->accounts->len; i++)
    {
      const VechePersonAccount *here = self->facts->accounts->pdata[i];

      self->fill->handles_here += strcmp (here->platform, "email") != 0 && strcmp (here->platform, "phone") != 0;
    }

  for (guint i = 0; i < self->entrant->accounts->len; i++)
    {
      const VecheEntrantAccount *one = &g_array_index (self->entrant->accounts, VecheEntrantAccount, i);
      g_autofree char *whose = NULL;
      gboolean here = FALSE;

      for (guint j = 0; j < self->facts->accounts->len && !here; j++)
        here = veche_people_same_account (self->facts->accounts->pdata[j], &one->account);
      if (here)
        continue;
      whose = owner != NULL ? owner (&one->account, self->facts->id, owner_data) : NULL;
      if (whose != NULL)
        veche_people_add_problem (self->problems, VECHE_PROBLEM_TAKEN, one->column,
                                  one->account.handle != NULL ? one->account.handle : one->account.remote_id, whose);
      else
        veche_people_add_account (self, &one->account);
    }
}

/* ---------------------------------------------------------------------------------------------------------------------------- labels */

/* The uid of the label, made when there is none of that name; NULL while only counting and it would be new. */
static const char *
veche_people_label (VechePeopleFilling *self, GHashTable *known, const char *table, const char *name)
{
  const char *uid = g_hash_table_lookup (known, name);
  g_autofree char *folded = NULL;

  if (uid != NULL)
    return uid;
  folded = veche_text_fold (name);
  uid = g_hash_table_lookup (known, folded);
  if (uid != NULL)   /* as it was typed, too: a table says the same words ten thousand times */
    g_hash_table_insert (known, g_strdup (name), g_strdup (uid));
  if (uid != NULL || self->edit == NULL)
    return uid;

  uid = veche_edit_insert (self->edit, table);
  veche_edit_set_text (self->edit, table, uid, "name", name);
  if (g_str_equal (table, "community") || g_str_equal (table, "organisation"))
    veche_edit_set_int (self->edit, table, uid, "created", veche_now ());
  g_hash_table_insert (known, g_steal_pointer (&folded), g_strdup (uid));

  return uid;
}

/* The row that ties the person to the label; NULL: it is there, or only counting. */
static const char *
veche_people_tie (VechePeopleFilling *self, GHashTable *has, const char *label, const char *table, const char *column, guint *count)
{
  const char *uid;

  if (label != NULL && g_hash_table_contains (has, label))
    return NULL;
  (*count)++;
  if (self->edit == NULL)
    return NULL;

  g_hash_table_insert (has, g_strdup (label), g_strdup (""));
  uid = veche_edit_insert (self->edit, table);
  veche_edit_set_ref (self->edit, table, uid, "member_id", self->facts->uid);
  veche_edit_set_ref (self->edit, table, uid, column, label);

  return uid;
}

static void
veche_people_fill_labels (VechePeopleFilling *self)
{
  guint communities = 0, organisations = 0;

  for (guint i = 0; i < self->entrant->tags->len; i++)
    veche_people_tie (self, self->facts->tags, veche_people_label (self, self->labels->tags, "tag", self->entrant->tags->pdata[i]), "member_tag",
                      "tag_id", &self->fill->tags);
  for (guint i = 0; i < self->entrant->communities->len; i++)
    veche_people_tie (self, self->facts->communities,
                      veche_people_label (self, self->labels->communities, "community", self->entrant->communities->pdata[i]), "membership",
                      "community_id", &communities);
  for (guint i = 0; i < self->entrant->organisations->len; i++)
    veche_people_tie (self, self->facts->organisations,
                      veche_people_label (self, self->labels->organisations, "organisation", self->entrant->organisations->pdata[i]),
                      "organisation_member", "organisation_id", &organisations);
  for (guint i = 0; i < self->entrant->skills->len; i++)
    {
      const VecheEntrantSkill *skill = &g_array_index (self->entrant->skills, VecheEntrantSkill, i);
      const char *uid = veche_people_tie (self, self->facts->competencies,
                                          veche_people_label (self, self->labels->competencies, "competency", skill->name), "member_competency",
                                          "competency_id", &self->fill->competencies);

      if (uid == NULL)
        continue;
      veche_edit_set_int (self->edit, "member_competency", uid, "level", MAX (1, skill->level));
      veche_edit_set_int (self->edit, "member_competency", uid, "at", veche_now ());
    }

  self->fill->gains |= (self->fill->tags > 0 ? VECHE_GAIN_TAG : 0) | (self->fill->competencies > 0 ? VECHE_GAIN_COMPETENCY : 0) |
                       (communities > 0 ? VECHE_GAIN_COMMUNITY : 0) | (organisations > 0 ? VECHE_GAIN_WORDS : 0);
}

/* The first of several is the newest, as in our own export. */
static void
veche_people_fill_notes (VechePeopleFilling *self)
{
  gint64 now = veche_now ();

  for (guint i = 0; i < self->entrant->notes->len; i++)
    {
      const char *text = self->entrant->notes->pdata[i], *uid;

      if (g_hash_table_contains (self->facts->notes, text))
        continue;
      self->fill->gains |= VECHE_GAIN_NOTE;
      if (self->edit == NULL)
        continue;
      g_hash_table_insert (self->facts->notes, g_strdup (text), g_strdup (""));
      uid = veche_edit_insert (self->edit, "member_note");
      veche_edit_set_ref (self->edit, "member_note", uid, "member_id", self->facts->uid);
      veche_edit_set_int (self->edit, "member_note", uid, "at", now - i);
      veche_edit_set_text (self->edit, "member_note", uid, "text", text);
    }
}

static gboolean
veche_people_same_value (const char *a, const char *b)
{
  char *end_a, *end_b;
  double x = g_ascii_strtod (a, &end_a), y = g_ascii_strtod (b, &end_b);

  if (end_a != a && end_b != b && *end_a == '\0' && *end_b == '\0')
    return x == y;

  return veche_people_same_words (a, b);
}

static void
veche_people_fill_fields (VechePeopleFilling *self, VechePeopleKindOf kind_of, gpointer kind_data)
{
  for (guint i = 0; i < self->entrant->fields->len; i++)
    {
      const VecheEntrantField *one = &g_array_index (self->entrant->fields, VecheEntrantField, i);
      const char *old = g_hash_table_lookup (self->facts->fields, one->field);
      const char *kind = kind_of (one->field, kind_data), *uid;
      gboolean person = g_strcmp0 (kind, "member") == 0;

      if (old != NULL && !person && !veche_people_same_value (one->value, old))
        veche_people_add_problem (self->problems, VECHE_PROBLEM_DIFFERS, one->column, one->value, old);
      if (old != NULL)
        continue;
      self->fill->gains |= VECHE_GAIN_CUSTOM;
      if (self->edit == NULL || person)
        continue;
      g_hash_table_insert (self->facts->fields, g_strdup (one->field), g_strdup (one->value));
      uid = veche_edit_insert (self->edit, "member_field");
      veche_edit_set_ref (self->edit, "member_field", uid, "member_id", self->facts->uid);
      veche_edit_set_ref (self->edit, "member_field", uid, "field_id", one->field);
      if (g_strcmp0 (kind, "number") == 0)
        veche_edit_set_real (self->edit, "member_field", uid, "value", g_ascii_strtod (one->value, NULL));
      else if (g_strcmp0 (kind, "yes-no") == 0)
        veche_edit_set_int (self->edit, "member_field", uid, "value", atoi (one->value));
      else
        veche_edit_set_text (self->edit, "member_field", uid, "value", one->value);
    }
}

void
veche_people_fill (VecheEntrant *entrant, VechePersonFacts *facts, VechePeopleContext *context, VecheEdit *edit, GPtrArray *problems,
                   VechePeopleFill *fill)
{
  VechePeopleFilling self = { entrant, facts, context->labels, edit, problems, fill };

  *fill = (VechePeopleFill){ 0 };
  veche_people_fill_words (&self);
  veche_people_fill_accounts (&self, context->owner, context->owner_data);
  veche_people_fill_labels (&self);
  veche_people_fill_notes (&self);
  veche_people_fill_fields (&self, context->kind_of, context->kind_data);
}
