/* veche-closing-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-closing-words.h"

typedef struct { const char *code, *label; } Choice;

static const Choice places[] = {
  { "direct", N_ ("In a private message") },
  { "email", N_ ("By e-mail") },
  { "call", N_ ("By phone") },
  { "meeting", N_ ("In person") },
  { "other", N_ ("In another place") },
};

static const Choice reasons[] = {
  { NULL, N_ ("Why not here?") },
  { "private", N_ ("Personal data") },
  { "long", N_ ("Too long for this place") },
  { "asked", N_ ("They asked for it") },
  { "heated", N_ ("To take a quarrel out of public") },
  { "person", N_ ("Somebody else will answer there") },
  { "", N_ ("Another reason, in my words") },
};

static GtkStringList *
choices_new (const Choice *choices, guint n)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, _ (choices[i].label));

  return list;
}

GtkStringList *
veche_closing_places (void)
{
  return choices_new (places, G_N_ELEMENTS (places));
}

GtkStringList *
veche_closing_reasons (void)
{
  return choices_new (reasons, G_N_ELEMENTS (reasons));
}

const char *
veche_closing_place_at (guint position)
{
  return places[MIN (position, G_N_ELEMENTS (places) - 1)].code;
}

const char *
veche_closing_reason_at (guint position)
{
  return reasons[MIN (position, G_N_ELEMENTS (reasons) - 1)].code;
}
