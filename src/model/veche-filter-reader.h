/* veche-filter-reader.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/veche-filter.h"

G_BEGIN_DECLS

/* What the readers of filters and of rules share: they come from files, scripts and others' workspaces, so nothing is trusted and nothing is left out
 * in silence.  noun: "filter" or "rule", for the words of a VECHE_FILTER_ERROR. */

/* The outermost object; NULL: it is too long, no JSON, or nested too deep. (transfer full) */
JsonNode *veche_filter_reader_parse   (const char *json, const char *noun, GError **error);

/* An object's members of this name, and of this type if they are there; *to stays as it is when they are not. */
gboolean  veche_filter_reader_text    (JsonObject *object, const char *key, char **to, const char *noun, GError **error);
gboolean  veche_filter_reader_int     (JsonObject *object, const char *key, gint64 *to, const char *noun, GError **error);
gboolean  veche_filter_reader_bool    (JsonObject *object, const char *key, gboolean *to, const char *noun, GError **error);
JsonArray *veche_filter_reader_list   (JsonObject *object, const char *key, const char *noun, GError **error);   /* must be there */
/* It must say how its conditions go together. */
gboolean  veche_filter_reader_match   (JsonObject *object, VecheMatch *match, const char *noun, GError **error);
/* NEWER when it is above newest. */
gboolean  veche_filter_reader_version (JsonObject *object, int newest, const char *noun, GError **error);
/* It has no other keys. (array zero-terminated=1) */
gboolean  veche_filter_reader_keys    (JsonObject *object, const char *const *known, const char *noun, GError **error);

/* FALSE, with the error set. */
gboolean  veche_filter_reader_wrong   (const char *noun, const char *what, GError **error);
gboolean  veche_filter_reader_unknown (const char *noun, const char *kind, const char *name, GError **error);

G_END_DECLS
