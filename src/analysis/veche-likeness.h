/* veche-likeness.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-persona.h"

G_BEGIN_DECLS

/* Why two members look like one person, or don't.  Each reason has points; their sum, kept between 0 and 100, is the score.  The
 * app words them by their nick: data, not sentences. */
typedef enum
{
  VECHE_LIKE_SAME_EMAIL,
  VECHE_LIKE_SAME_PHONE,
  VECHE_LIKE_SAME_HANDLE,       /* the same handle on another platform */
  VECHE_LIKE_NEAR_HANDLE,       /* handles that differ by a sign */
  VECHE_LIKE_SAME_NAME,         /* reads the same, in whatever script, order and short form */
  VECHE_LIKE_PART_NAME,         /* as far as it is written: "Орлов Д.", "Katya S.", a first name alone */
  VECHE_LIKE_HANDLE_OF_NAME,    /* a handle made of the other's name */
  VECHE_LIKE_RARE_NAME,
  VECHE_LIKE_SAME_PATRONYMIC,
  VECHE_LIKE_CROSS_LINK,        /* the profile of one names the other's account */
  VECHE_LIKE_SAME_SITE,
  VECHE_LIKE_SAME_AVATAR,
  VECHE_LIKE_SAME_CITY,
  VECHE_LIKE_SAME_HOURS,
  VECHE_LIKE_SAME_BIRTHDAY,
  VECHE_LIKE_SAME_HEADLINE,
  VECHE_LIKE_COMMON_NAME,       /* from here on they count against */
  VECHE_LIKE_OTHER_BIRTHDAY,
  VECHE_LIKE_OTHER_CITY,
  VECHE_LIKE_OTHER_GENDER,      /* Петров and Петрова */
  VECHE_LIKE_OTHER_EMAIL,
  VECHE_LIKE_OTHER_PHONE,
  VECHE_LIKE_OTHER_PATRONYMIC,
  VECHE_LIKE_OTHER_NAME,
  VECHE_LIKE_OTHER_SURNAME,     /* the first name is the same */
  VECHE_LIKE_FAMILY,            /* the surname is the same, the first name is another */
  VECHE_LIKE_TWINS,             /* so is the birthday */
  VECHE_LIKE_TALKED,            /* they answered each other */
  VECHE_LIKE_SAME_PLATFORM,     /* two accounts in one place that were alive at the same time */
  VECHE_LIKE_NUMBERED,          /* ivan1 and ivan2 */
  VECHE_LIKE_SHARED,            /* info@, "Клуб …": an account of several people */
  VECHE_LIKE_STAFF,
  VECHE_N_LIKES
} VecheLike;

typedef struct
{
  VecheLike what;
  int       points;
  char     *a, *b;              /* (owned) (nullable): the two things compared; of COMMON_NAME a is the number of others */
} VecheLikeReason;

typedef struct
{
  int        score;
  GPtrArray *reasons;           /* (element-type VecheLikeReason) strongest first, then those against */
} VecheLikeness;

void           veche_likeness_free     (VecheLikeness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheLikeness, veche_likeness_free)

const char    *veche_like_to_nick      (VecheLike what);                       /* "same-email" */
gboolean       veche_like_from_nick    (const char *nick, VecheLike *what);

char          *veche_likeness_to_json  (VecheLikeness *self);                  /* the reasons, as in duplicate.reasons (transfer full) */
GPtrArray     *veche_likeness_reasons_from_json (const char *json);            /* (element-type VecheLikeReason) (transfer full) */

G_END_DECLS
