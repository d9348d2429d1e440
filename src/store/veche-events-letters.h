/* veche-events-letters.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* What is written to the guests of an event, and by which clock they live.  Lane functions. */

/* The words for one of them; NULL: none. (transfer full) */
typedef char *(*VecheLetterWords) (const VecheEventCard *event, const VecheGuest *guest, gpointer data);
typedef struct
{
  const char         *kind;           /* "invitation", "thanks", "survey" */
  const char *const  *writers;        /* as veche_team_find_talk() takes them */
  VecheLetterWords    words;
  gpointer            data;
} VecheLetters;
typedef struct { guint drafts, silent, quiet; } VecheLetterCount;   /* silent: said nothing that could be answered; quiet: want no letters */

/* Puts words for each guest whom that kind of letter is for, and who has none yet, into the draft of the reply to what they said last where they like to
 * be written to; undo takes them out of there.  "survey": who came; "thanks": hosts, speakers, helpers and who gets a reward; "invitation": who was
 * invited and has not answered. */
gboolean   veche_events_edit_letters   (VecheDb *db, VecheEdit *edit, const char *event_uid, const VecheLetters *letters, VecheLetterCount *count, GError **error);
/* The same for one of them, whom it is for whatever the list says of them; talk: the message that is answered. */
gboolean   veche_events_edit_letter    (VecheDb *db, VecheEdit *edit, const char *guest_uid, const char *kind, const char *talk, const char *text, GError **error);
/* The message of theirs to answer: on that platform (nullable), where they like to be written to, else anywhere. (transfer full) (nullable): there is none */
char      *veche_events_find_talk      (VecheDb *db, const char *member_uid, const char *platform, const char *const *writers);

/* A message that was no mention can be answered, too: it becomes one, closed. */
gboolean   veche_events_edit_mention   (VecheDb *db, VecheEdit *edit, const char *interaction_uid, GError **error);

/* What its start is for people who live by another clock: minutes ahead of the event's (behind: negative), local: "2026-12-13T21:00". */
typedef struct { char *tz, *local; int minutes; guint people; } VecheElsewhere;
void       veche_elsewhere_free        (VecheElsewhere *self);
/* By the towns of those on the list; where nobody is on it yet, of all members. From west to east; of whole days none.
 * (element-type VecheElsewhere) (transfer full) */
GPtrArray *veche_events_list_elsewhere (VecheDb *db, const VecheEventCard *event, GError **error);
VecheElsewhere *veche_elsewhere_of     (const VecheEventCard *event, const char *town);   /* Pure. (transfer full) (nullable): by the same clock, or not known */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheElsewhere, veche_elsewhere_free)

G_END_DECLS
