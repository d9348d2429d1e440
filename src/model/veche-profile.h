/* veche-profile.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "model/veche-field.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* All of one person but the timeline: what the profile page and `veche-cli member` show.  Immutable. */
typedef struct { char *handle; gint64 since, until; } VecheEarlierHandle;    /* since 0: not known */
typedef struct
{
  char      *uid, *platform, *instance, *remote_id, *handle, *name, *url;
  gint64     first_seen;
  gboolean   bot, deleted;
  GPtrArray *earlier;           /* VecheEarlierHandle, the last first */
} VecheIdentity;
typedef struct { char *uid, *kind, *text, *interaction_uid, *event_uid, *where; gint64 at; } VecheEvidence;
typedef struct { char *uid, *name, *origin; int level; gint64 at; GPtrArray *evidence; /* VecheEvidence, newest first */ } VecheCompetency;
typedef struct { char *uid, *text, *author; gint64 at; } VecheNote;
typedef struct { char *uid, *name; } VecheNamed;
/* holds: the newest of its purpose, given, and not past its day */
typedef struct { char *uid, *purpose, *state, *until, *evidence; gint64 at; gboolean newest, holds; } VecheConsent;
typedef struct { char *uid, *organisation_uid, *name, *kind, *role; } VechePlaceHeld;    /* in an organisation; uid is the organisation_member's */

typedef struct
{
  VecheRecord  parent;
  VecheMember *member;
  char        *motives, *needs, *likes, *dislikes, *manner, *origin, *birthday;
  GPtrArray   *identities;      /* VecheIdentity */
  GPtrArray   *tags;            /* VecheNamed, uid is the member_tag's */
  GPtrArray   *competencies;    /* VecheCompetency, strongest first */
  GPtrArray   *notes;           /* VecheNote, newest first */
  GPtrArray   *communities;     /* VecheNamed */
  char        *offers, *preferred_platform, *quiet_from, *quiet_until;
  guint        leader : 1, reach : 1, watched : 1;
  VecheNamed  *came_through;    /* (nullable) */
  GPtrArray   *brought;         /* VecheNamed: who came through them, at most 50 */
  GPtrArray   *fields;          /* VecheField: all that there are */
  GPtrArray   *values;          /* VecheFieldValue: those of this person */
  GPtrArray   *places;          /* VechePlaceHeld */
  GPtrArray   *consents;        /* VecheConsent, newest first */
} VecheProfile;

G_END_DECLS
