/* veche-experts.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-mention.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* "Who can answer this?": a question in Russian or English → people, each with the sum of points that put them there.  Every reason is a
 * value (kind, points, name, quote, count, time), so that the interface and the command line say it in their own words; an expert's score is
 * exactly the sum of the points of their reasons.  Lane functions (scanner). */

typedef struct
{
  const char        *text;            /* (nullable): NULL takes the words of the interaction */
  gint64             interaction_id;  /* the question, where it is a message: gives the asker, the platform and the thread; 0: none */
  gint64             for_id;          /* member who asks; 0: unknown, or the author of the interaction */
  const char        *platform;        /* (nullable): where it will be answered; NULL: the interaction's, or anywhere */
  const char *const *with, *const *without;  /* (nullable): uids of competencies that the person added to or took off the recognised ones */
  guint              limit;           /* 0: 20 */
  gint64             now;             /* 0: now */
} VecheExpertsQuery;

typedef enum { VECHE_TOPIC_NAME, VECHE_TOPIC_ALIAS, VECHE_TOPIC_SYNONYM, VECHE_TOPIC_SPELLING, VECHE_TOPIC_ADDED } VecheTopicWay;

typedef struct                 /* a competency that the question is about */
{
  gint64         id;
  char          *uid, *name;
  char          *words;        /* what in the question named it */
  VecheTopicWay  way;
  double         weight;       /* 0 … 1 */
} VecheTopic;

typedef enum
{
  VECHE_REASON_COMPETENCY,     /* name: the competency, level, origin; other: the asked topic when it is above or below it */
  VECHE_REASON_EVIDENCE,       /* name, count, quote: of the best one, at, place, nick: its kind ('message', 'event', 'self', 'note'), uid */
  VECHE_REASON_OLD_EVIDENCE,   /* minus: name; the newest evidence is of at */
  VECHE_REASON_ANSWERS,        /* name: the topic or the word; count answers since since, accepted of them thanked or accepted; quote, at, place, uid of the newest */
  VECHE_REASON_PROFILE,        /* the headline or what they offer says it: quote */
  VECHE_REASON_ACTIVE,         /* seen lately: at */
  VECHE_REASON_QUIET,          /* minus, the more the longer: not seen since at */
  VECHE_REASON_PLATFORM,       /* has an account there: name is the platform */
  VECHE_REASON_ELSEWHERE,      /* minus: no account on the platform; name: where they are */
  VECHE_REASON_CITY,           /* lives in name */
  VECHE_REASON_OTHER_CITY,     /* minus: lives in name; NULL: unknown */
  VECHE_REASON_TIE,            /* talks with the asker; at: last */
  VECHE_REASON_STRANGERS,      /* 0 points: they have not talked yet, a reason to introduce */
  VECHE_REASON_ASKED,          /* minus: asked count times in days days; at: last */
  VECHE_REASON_WAITING,        /* minus: an ask is still open since at */
  VECHE_REASON_REFUSED,        /* minus: declined at */
} VecheReasonKind;

typedef struct
{
  VecheReasonKind  kind;
  int              points;
  char            *name, *other, *quote, *place, *nick, *origin;   /* (nullable) each */
  char            *uid;          /* (nullable): interaction or event behind the quote */
  gint64           at, since;
  int              level;
  guint            count, accepted, days;
} VecheReason;

typedef enum
{
  VECHE_EXPERT_MAY_ASK,
  VECHE_EXPERT_LATER,            /* asked enough: free again at free_at */
  VECHE_EXPERT_ELSEWHERE,        /* only on another platform: only_on */
  VECHE_EXPERT_NEVER_ASKED,      /* may be asked, and never was */
} VecheExpertState;

typedef enum
{
  VECHE_LEFT_NOT,                /* offered */
  VECHE_LEFT_DO_NOT_MENTION,
  VECHE_LEFT_DO_NOT_CONTACT,
  VECHE_LEFT_ANSWERED,           /* already spoke in this thread: at */
  VECHE_LEFT_ASKED,              /* already asked this very question: at */
} VecheLeftOut;

typedef struct
{
  gint64            id;
  char             *uid, *name, *handle, *city;   /* handle: as shown, on the platform asked for, else any (nullable) */
  int               score;
  GPtrArray        *reasons;     /* VecheReason, strongest first, minuses last */
  VecheExpertState  state;
  gint64            free_at;     /* of LATER */
  char             *only_on;     /* of ELSEWHERE: key of the platform */
  char             *platform;    /* of the account that mention and handle are of (nullable) */
  char             *mention;     /* ready to be pasted */
  VecheMentionKind  mention_kind;
  gint64            last_asked;  /* 0: never */
  VecheLeftOut      left_out;    /* why not, for those in left_out */
  gint64            left_at;
} VecheExpert;

typedef struct
{
  char      *question;
  char      *platform;           /* (nullable) */
  gint64     for_id;
  char      *for_uid, *for_name; /* (nullable) */
  char      *interaction_uid;    /* (nullable) */
  char      *city;               /* (nullable): the question asks for people there */
  gboolean   city_missed;        /* nobody suitable lives there: others are offered */
  GPtrArray *topics;             /* VecheTopic, strongest first */
  GPtrArray *words;              /* char *: words that no competency has, searched for in answers */
  GPtrArray *experts;            /* VecheExpert, best first */
  GPtrArray *left_out;           /* VecheExpert, best first, at most 20 */
} VecheExperts;

/* NULL only on error; nobody found is an empty list. (transfer full) */
VecheExperts *veche_experts_find   (VecheDb *db, const VecheExpertsQuery *query, GError **error);
void          veche_experts_free   (VecheExperts *self);
const char   *veche_reason_nick    (VecheReasonKind kind);    /* stable: "competency", "answers" …: keys of --json */
/* Only what the question is about, as the composer's strip needs it while typing. (element-type VecheTopic) (transfer full) */
GPtrArray    *veche_experts_topics (VecheDb *db, const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheExperts, veche_experts_free)

G_END_DECLS
