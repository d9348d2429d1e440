/* veche-json.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/veche-batch.h"

G_BEGIN_DECLS

/* JSON from strangers.  json-glib dies of nesting, turns long numbers into -1 and refuses a whole answer for one lone surrogate, so a scan
 * goes first: one value, balanced, at most 64 deep and 400,000 tokens, strict grammar.  What only spoils one field is made harmless in
 * place: lone surrogates and NUL become U+FFFD, numbers of more than 18 digits become null. */

/* VECHE_CONNECTOR_ERROR_PROTOCOL; the message lacks the service's name. */
JsonNode   *veche_json_parse   (const char *data, gsize length, GError **error);   /* (transfer full) */
/* What we wrote ourselves: a cursor, a setting. text (nullable): NULL, as is what makes no sense. (transfer full) */
JsonNode   *veche_json_read    (const char *text);
/* node (nullable): NULL where it is no object. */
JsonObject *veche_json_root    (JsonNode *node);

/* object (transfer full). (transfer full) */
JsonNode   *veche_json_take    (JsonObject *object);

/* Typed accessors: another type, null, or no such member is the default.  object (nullable).  Strings are borrowed. */
const char *veche_json_string  (JsonObject *object, const char *key, const char *fallback);
gint64      veche_json_int     (JsonObject *object, const char *key, gint64 fallback);
double      veche_json_double  (JsonObject *object, const char *key, double fallback);   /* whole numbers too */
gboolean    veche_json_bool    (JsonObject *object, const char *key, gboolean fallback);
JsonObject *veche_json_object  (JsonObject *object, const char *key);              /* (nullable) */
JsonArray  *veche_json_array   (JsonObject *object, const char *key);              /* (nullable) */
/* An id: a string that is not empty, or a whole number. (transfer full) (nullable) */
char       *veche_json_dup_id  (JsonObject *object, const char *key);
/* ISO 8601 → microseconds UTC; 0 when there is none. */
gint64      veche_json_time    (JsonObject *object, const char *key);

guint       veche_json_length  (JsonArray *array);                                 /* (nullable): 0 */
JsonObject *veche_json_nth     (JsonArray *array, guint index);                    /* (nullable): NULL where it is no object */
const char *veche_json_nth_string (JsonArray *array, guint index);                 /* (nullable): NULL where it is no text */
/* The node as text, for what could not be understood. (transfer full) */
char       *veche_json_to_text (JsonNode *node);

/* Writing: a member of the object that the builder is in.  What a reader takes for granted is left out: no text, 0. */
void        veche_json_add_string  (JsonBuilder *builder, const char *key, const char *value);
void        veche_json_add_int     (JsonBuilder *builder, const char *key, gint64 value);
void        veche_json_add_bool    (JsonBuilder *builder, const char *key, gboolean value);
void        veche_json_add_strings (JsonBuilder *builder, const char *key, GPtrArray *values);   /* an array, of none too; values (nullable) */
/* The text of what was built, which is whole. (transfer full) */
char       *veche_json_built       (JsonBuilder *builder);

/* What could not be understood, for the person to see; object (nullable). */
void        veche_json_add_bad     (VecheBatch *batch, const char *reason, JsonObject *object);

G_END_DECLS
