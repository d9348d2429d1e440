/* veche-template.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reply templates: "Здравствуйте, {имя}! …".  The variables, each with its Russian name, in any case:
 *
 *   {name} {имя}             first name of who is answered        {community} {сообщество}
 *   {fullname} {полноеимя}   their whole name                     {event} {событие}         the next event
 *   {handle} {ник}           their handle there                   {date} {дата}             its day
 *   {platform} {платформа}   where they wrote                     {time} {время}            its hour
 *   {city} {город}           where they live                      {link} {ссылка}           its link
 *   {moderator} {модератор}  who answers                          {today} {сегодня}         the day of today
 *
 * A variable that is unknown, or of which nothing is known here, stays in braces and is told of: such a text must not be sent.  "{{" is a brace.
 * Pure; any thread. */

typedef enum
{
  VECHE_VARIABLE_NAME, VECHE_VARIABLE_FULL_NAME, VECHE_VARIABLE_HANDLE, VECHE_VARIABLE_PLATFORM, VECHE_VARIABLE_CITY, VECHE_VARIABLE_MODERATOR,
  VECHE_VARIABLE_COMMUNITY, VECHE_VARIABLE_EVENT, VECHE_VARIABLE_DATE, VECHE_VARIABLE_TIME, VECHE_VARIABLE_LINK, VECHE_VARIABLE_TODAY,
  VECHE_N_VARIABLES,
} VecheVariable;

gboolean    veche_template_variable_parse (const char *name, gsize length, VecheVariable *variable);

/* values: one a variable (each nullable). */
typedef struct { guint start, length; gboolean known; } VecheTemplateHole;   /* bytes of the result; known: a variable of ours, without a value */

/* holes (out) (optional) (element-type VecheTemplateHole) (transfer full): what stays in braces. (transfer full) */
char       *veche_template_render  (const char *text, const char *const values[VECHE_N_VARIABLES], GArray **holes);
/* What would stay in braces in a text that is about to leave: FALSE when it is whole. Plain braces ("{ }", "{a b c}", JSON) are no variables. */
gboolean    veche_template_has_holes (const char *text, GArray **holes);

/* The short code that ends before the cursor (bytes), at the beginning of a word: "/adr". start (out): where its slash stands. (nullable) */
char       *veche_template_code_before (const char *text, gsize cursor, guint *start);

G_END_DECLS
