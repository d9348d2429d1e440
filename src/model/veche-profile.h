/* veche-profile.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "model/veche-record.h"

G_BEGIN_DECLS

/* All of one person but the timeline: what the profile page and `veche-cli member` show.  Immutable. */
typedef struct { char *uid, *platform, *instance, *remote_id, *handle, *name, *url; gint64 first_seen; gboolean bot, deleted; GStrv earlier_handles; } VecheIdentity;
typedef struct { char *uid, *kind, *text, *interaction_uid, *event_uid, *where; gint64 at; } VecheEvidence;
typedef struct { char *uid, *name, *origin; int level; gint64 at; GPtrArray *evidence; /* VecheEvidence, newest first */ } VecheCompetency;
typedef struct { char *uid, *text, *author; gint64 at; } VecheNote;
typedef struct { char *uid, *name; } VecheNamed;

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
} VecheProfile;

G_END_DECLS
