/* veche-people-match-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What an import of people asks of the workspace.  Lane functions; reads only.  Whoever was merged into somebody else answers as that one. */

typedef struct { char *platform, *instance, *handle, *remote_id; } VechePersonAccount;   /* handle (nullable) */

/* The words of a person that an import may fill, in this order. */
typedef enum
{
  VECHE_PERSON_ADDRESS_AS, VECHE_PERSON_HEADLINE, VECHE_PERSON_CITY, VECHE_PERSON_BIRTHDAY, VECHE_PERSON_MOTIVES, VECHE_PERSON_NEEDS,
  VECHE_PERSON_OFFERS, VECHE_PERSON_LIKES, VECHE_PERSON_DISLIKES, VECHE_PERSON_MANNER, VECHE_PERSON_ORIGIN, VECHE_PERSON_STAGE,
  VECHE_PERSON_N_WORDS,
} VechePersonWord;
const char *veche_person_word_column (VechePersonWord word);

/* Marks that an import may set, never take away. */
typedef enum
{
  VECHE_PERSON_DO_NOT_CONTACT, VECHE_PERSON_DO_NOT_MENTION, VECHE_PERSON_IMPORTANT, VECHE_PERSON_LEADER, VECHE_PERSON_REACH, VECHE_PERSON_WATCHED,
  VECHE_PERSON_N_MARKS,
} VechePersonMark;
const char *veche_person_mark_column (VechePersonMark mark);

typedef struct
{
  gint64      id;                              /* 0: not in the workspace */
  char       *uid, *name;
  char       *words[VECHE_PERSON_N_WORDS];     /* (nullable) each */
  gboolean    marks[VECHE_PERSON_N_MARKS];
  gint64      joined;                          /* 0: not known */
  GPtrArray  *accounts;                        /* (element-type VechePersonAccount) */
  GHashTable *tags, *competencies, *communities, *organisations;   /* uids */
  GHashTable *fields;                          /* uid of the custom field → its value as text */
  GHashTable *notes;                           /* texts */
} VechePersonFacts;
VechePersonFacts *veche_person_facts_new  (void);
void              veche_person_facts_free (VechePersonFacts *self);

VechePersonFacts *veche_match_facts       (VecheDb *db, gint64 id, GError **error);               /* (transfer full) (nullable): not there */
gint64            veche_match_live        (VecheDb *db, gint64 id);                               /* whom a merged member became */
gint64            veche_match_uid         (VecheDb *db, const char *uid);                         /* 0: nobody */

/* Each adds ids of members, without doubles. */
gboolean veche_match_account   (VecheDb *db, const char *platform, const char *instance, const char *handle, const char *remote_id, GArray *ids,
                                GError **error);
gboolean veche_match_elsewhere (VecheDb *db, const char *platform, const char *handle, GArray *ids, GError **error);   /* the handle on other platforms */
gboolean veche_match_earlier   (VecheDb *db, const char *platform, const char *handle, GArray *ids, GError **error);   /* a handle of earlier days */
/* Members whose names or handles have all these transliteration keys as words. */
gboolean veche_match_words     (VecheDb *db, const char *const *keys, guint limit, GArray *ids, GError **error);

/* Phones as they were written → member ids. */
typedef struct { char *text; gint64 member_id; } VecheMatchPhone;
GPtrArray *veche_match_phones  (VecheDb *db, GError **error);                                     /* (element-type VecheMatchPhone) */

/* Names of labels: folded name (of a competency its other names too) → uid. */
GHashTable *veche_match_tags         (VecheDb *db, GError **error);
GHashTable *veche_match_competencies (VecheDb *db, GError **error);
GHashTable *veche_match_communities  (VecheDb *db, GError **error);
GHashTable *veche_match_organisations (VecheDb *db, GError **error);

typedef struct { char *uid, *name, *kind, *choices; } VecheMatchField;
GPtrArray  *veche_match_fields       (VecheDb *db, GError **error);                               /* (element-type VecheMatchField) in their order */
void        veche_match_field_free   (gpointer field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePersonFacts, veche_person_facts_free)

G_END_DECLS
