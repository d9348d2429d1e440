/* veche-events-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Events and rituals, who comes to them, and what they consist of.  Lane functions; changes through the journal, each one undo.  Local days and times
 * as in model/veche-when.h.
 *
 * A ritual is an event with a rule (rrule).  Its occurrences are reckoned, not stored, until there is something to say of one: that it was skipped or
 * held is a mark; moved, or with people of its own, it becomes an event of its own that names its series and the moment it stands for ("recurs"). */

/*** What takes place when ***/

typedef struct
{
  char   *uid, *title, *kind, *status;            /* uid: of the event; of a ritual's occurrence that of the ritual */
  char   *starts, *ends, *tz;                     /* of this occurrence; ends (nullable) */
  char   *recurs;                                 /* of an occurrence: its start by the rule (nullable) */
  char   *series_uid;                             /* of one that became an event of its own (nullable) */
  char   *mark;                                   /* "skipped", "done" (nullable) */
  char   *place, *agenda_uid, *agenda_shape, *agenda_name, *project_uid, *host;   /* (nullable) each */
  gint64  from, until;                            /* microseconds UTC; whole days to the end of the last */
  guint   coming, came, capacity;                 /* capacity 0: everybody fits */
  guint   online : 1, whole : 1, ritual : 1;      /* whole: days, no moments */
} VecheOccurrence;

typedef struct
{
  gint64      from, until;                        /* takes place at least partly in between; until 0: no end, then give a limit */
  const char *status, *kind, *agenda_uid, *project_uid, *text;   /* (nullable) each; text: part of the title */
  gboolean    only_rituals, with_skipped;         /* skipped and cancelled ones are left out without it */
  guint       limit;                              /* 0: 2000 */
} VecheEventsQuery;
void       veche_occurrence_free     (VecheOccurrence *self);
GPtrArray *veche_events_list         (VecheDb *db, const VecheEventsQuery *query, GError **error);   /* (element-type VecheOccurrence) by from (transfer full) */
/* The same ones, told in no order, whatever the limit; until is needed.  What is told lasts for the call: of rituals it is not made, and ten thousand
 * are counted in a tenth of the time. */
typedef void (*VecheOccurrenceFunc)  (const VecheOccurrence *one, gpointer user_data);
gboolean   veche_events_tell         (VecheDb *db, const VecheEventsQuery *query, VecheOccurrenceFunc func, gpointer user_data, GError **error);

typedef struct
{
  char   *uid, *title, *kind, *rrule, *starts, *tz, *agenda_shape;   /* agenda_shape (nullable) */
  GStrv   next;                                   /* local starts of the next ones, skipped ones left out */
  char   *last_done;                              /* local start of the last one held (nullable) */
  guint   done, skipped;                          /* in the last 90 days */
} VecheRitual;
void       veche_ritual_free         (VecheRitual *self);
GPtrArray *veche_events_list_rituals (VecheDb *db, gint64 now, guint n_next, GError **error);   /* (element-type VecheRitual) by the next one (transfer full) */

/*** One event ***/

typedef struct
{
  gint64  id;
  char   *uid, *title, *kind, *status, *starts, *tz;
  char   *ends, *place, *link, *about, *notes, *handover, *outcome, *survey, *answers, *currency, *rrule, *recurs, *series_uid, *ical_uid;   /* (nullable) */
  char   *owner_uid, *owner_name, *project_uid, *project_title, *agenda_uid, *agenda_name, *agenda_shape, *sponsor_uid, *sponsor_name;
  gint64  from, until;
  gint64  price;                                  /* minor units */
  guint   capacity;                               /* 0: everybody fits */
  guint   invited, accepted, waiting, declined, came, no_show, excused, walk_ins;
  guint   tasks, parts;                           /* of its programme */
  gint64  sequence;
  int     remind;                                 /* minutes before; -1: not */
  gboolean online;                                /* online and a place: both */
  guint   whole : 1;
} VecheEventCard;
void       veche_event_card_free     (VecheEventCard *self);
VecheEventCard *veche_events_load    (VecheDb *db, const char *uid, GError **error);            /* NOT_FOUND (transfer full) */

typedef struct
{
  gint64  member_id;
  char   *uid, *member_uid, *name, *role, *status;
  char   *feedback, *note, *city, *platform;      /* (nullable); platform: where they like to be written to */
  char   *reward;                                 /* (nullable): what they get for it */
  char   *survey_to;                              /* (nullable): the message whose reply has the questions afterwards as a draft */
  char   *thanks_to;                              /* (nullable): the same of thanks that were not sent yet */
  gint64  at, answered, arrived, thanked, rewarded, surveyed;   /* 0: not */
  guint   rating, place;                          /* place on the waiting list, from 1; 0: not on it */
  gboolean quiet;                                 /* they want no letters */
  guint   walk_in : 1, survey_waits : 1;          /* survey_waits: that draft was not sent yet */
} VecheGuest;
void       veche_guest_free          (VecheGuest *self);
/* status (nullable): any. By role and name; the waiting list in its order. (element-type VecheGuest) (transfer full) */
GPtrArray *veche_events_list_guests  (VecheDb *db, const char *event_uid, const char *status, GError **error);
/* Who of them spoke with whom in the days after, most first: pairs of guests who came. (element-type VecheTalkPair) (transfer full) */
typedef struct { char *a_uid, *a_name, *b_uid, *b_name; guint messages; gboolean new_tie, there; } VecheTalkPair;   /* new_tie: they never had before;
                                                                                                                 * there: spoke at it, as was written down */
GPtrArray *veche_events_list_talks   (VecheDb *db, const char *event_uid, guint days, guint limit, GError **error);

/* The names of those of these members who are not said to have come. (transfer full) */
GStrv      veche_events_list_absent  (VecheDb *db, const char *event_uid, const char *const *member_uids, GError **error);

typedef struct { char *uid, *member_uid, *name, *state; } VecheSpeaker;                          /* member_uid (nullable): no member; "invited", … */
typedef struct { char *uid, *kind, *title, *about, *starts, *room, *competency, *competency_uid; int minutes, level; GPtrArray *speakers; } VecheProgrammeItem;
GPtrArray *veche_events_list_programme (VecheDb *db, const char *event_uid, GError **error);     /* (element-type VecheProgrammeItem) (transfer full) */
typedef struct { char *uid, *title, *url, *prize, *member_uid, *member_name; gint64 score, place, at, given; } VecheEntry;   /* place 0: none; score -1: none;
                                                                                                                                * given 0: not */
GPtrArray *veche_events_list_entries (VecheDb *db, const char *event_uid, GError **error);       /* winners first (element-type VecheEntry) (transfer full) */
#define VECHE_POLL_NAMES 100
typedef struct { char *uid, *question; GStrv options; GArray *votes; GPtrArray *names; } VechePoll;   /* votes: guint, one an option; names: a GPtrArray of utf8
                                                                                                     * an option, who voted for it, the first of them */
GPtrArray *veche_events_list_polls   (VecheDb *db, const char *event_uid, GError **error);       /* (element-type VechePoll) (transfer full) */

/*** Changes ***/

typedef struct
{
  const char *title, *kind, *starts, *ends, *tz;                                                /* kind NULL: "meeting"; ends (nullable); tz NULL: this computer's */
  const char *place, *link, *about, *status, *rrule, *project_uid, *agenda_uid, *owner_uid;      /* (nullable) */
  gboolean    online;
  guint       capacity;
} VecheEventNew;
/* INVALID: no title, no such time, zone or rule, an end before the start. Returns its uid (borrowed from the edit). */
const char *veche_events_edit_add    (VecheDb *db, VecheEdit *edit, const VecheEventNew *event, GError **error);
/* To another time; ends NULL: it keeps its length, "": none.  What is due before it moves, too.  Of a series: all of it, with
 * the days that its rule names. */
gboolean   veche_events_edit_time    (VecheDb *db, VecheEdit *edit, const char *uid, const char *starts, const char *ends, const char *tz, GError **error);
/* One occurrence of a ritual: "skipped", "done" or NULL. note NULL: what it says stays; "": none. INVALID: the rule has none then. */
gboolean   veche_events_edit_mark    (VecheDb *db, VecheEdit *edit, const char *ritual_uid, const char *recurs, const char *mark, const char *note, GError **error);
/* Makes an event of its own of an occurrence, or finds it: (transfer full) its uid.  starts (nullable): where it is moved to. */
char      *veche_events_edit_occurrence (VecheDb *db, VecheEdit *edit, const char *ritual_uid, const char *recurs, const char *starts, GError **error);

/* Invites those who are not on the list yet. Returns how many, -1 on error. */
int        veche_events_edit_invite  (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *const *member_uids, const char *role, GError **error);
/* What somebody answered, or came of it; who is not on the list yet is put there.  "accepted" beyond the capacity becomes "waiting"; a place that is given
 * back goes to the first who waits: moved_up (out) (optional): their member's uid, or NULL. */
gboolean   veche_events_edit_status  (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *member_uid, const char *role /* (nullable) */,
                                      const char *status, char **moved_up, GError **error);
/* Off the list, with the place and what their timeline says of it; moved_up as above. */
gboolean   veche_events_edit_drop    (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *member_uid, char **moved_up, GError **error);
/* At the door: came, now, and on their timeline; nobody expected them: a walk-in.  FALSE and no error: they are in already. */
gboolean   veche_events_edit_check_in (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *member_uid, gint64 at, GError **error);
/* The event is over: those who had accepted and did not come are "no-show". Returns how many, -1 on error. */
int        veche_events_edit_close   (VecheDb *db, VecheEdit *edit, const char *event_uid, GError **error);
/* They spoke with each other there: on the timeline of each, and a tie of each pair; came_too: who is not said to have come did so. INVALID: not begun, not
 * two to eight, or one who did not come. */
#define VECHE_EVENTS_MOST_IN_TALK 8
gboolean   veche_events_edit_talk    (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *const *member_uids, gboolean came_too, GError **error);
gboolean   veche_events_edit_feedback (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *member_uid, guint rating /* 0: none */,
                                      const char *feedback /* (nullable): what was said stays; "": none */, GError **error);
/* kind (nullable): a talk. Returns its uid (borrowed from the edit). */
const char *veche_events_edit_add_item (VecheEdit *edit, const char *event_uid, const char *kind, const char *title, const char *starts, int minutes, gint64 position);
const char *veche_events_edit_add_speaker (VecheEdit *edit, const char *item_uid, const char *member_uid, const char *name);   /* one of the two */
const char *veche_events_edit_add_entry (VecheEdit *edit, const char *event_uid, const char *member_uid, const char *title, const char *url);
const char *veche_events_edit_add_poll (VecheEdit *edit, const char *event_uid, const char *question, const char *const *options);
gboolean   veche_events_edit_vote    (VecheDb *db, VecheEdit *edit, const char *poll_uid, const char *member_uid, guint option, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheOccurrence, veche_occurrence_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheEventCard, veche_event_card_free)

G_END_DECLS
