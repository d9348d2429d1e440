/* veche-link-check.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Does the address of an article still lead somewhere?  As a value. */

typedef enum
{
  VECHE_LINK_UNKNOWN,   /* nobody has looked */
  VECHE_LINK_GOOD,
  VECHE_LINK_DEAD,      /* the server says that there is nothing any more */
  VECHE_LINK_UNSURE,    /* no answer, or it lets nobody in but people: only a person can tell */
} VecheLinkState;

const char *veche_link_state_nick  (VecheLinkState state);        /* "good", "dead", "unsure"; NULL of UNKNOWN */
VecheLinkState veche_link_state_parse (const char *nick);         /* (nullable) */

typedef struct
{
  gint64         article_id;
  char          *title, *url;
  VecheLinkState state;
  guint          status;   /* of HTTP; 0: no answer came */
  gint64         at;       /* 0: not looked at */
} VecheLinkCheck;
void        veche_link_check_free  (VecheLinkCheck *self);

G_END_DECLS
