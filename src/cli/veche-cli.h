/* veche-cli.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* One run of veche-cli: one command on one workspace. */
typedef struct _VecheCli VecheCli;

#define VECHE_CLI_ERROR (veche_cli_error_quark ())
GQuark veche_cli_error_quark (void);
typedef enum
{
  VECHE_CLI_ERROR_USAGE,  /* exit status 2 */
  VECHE_CLI_ERROR_FAILED, /* exit status 1 */
} VecheCliError;

typedef enum
{
  VECHE_CLI_NONE,    /* opens nothing, or by itself */
  VECHE_CLI_READS,   /* beside an open window */
  VECHE_CLI_WRITES,  /* refused while a window has the workspace open */
  VECHE_CLI_CREATES, /* writes, and makes the file */
} VecheCliAccess;

typedef struct
{
  const char *name; /* one or two words */
  const char *arguments;
  const char *summary; /* one line of the help */
  VecheCliAccess access;
  int least, most;             /* arguments; most -1: any number */
  const GOptionEntry *options; /* (nullable) */
  gboolean (*run) (VecheCli *cli, GError **error);
  gboolean raw; /* its arguments may begin with a dash */
} VecheCliCommand;

struct _VecheCli
{
  const VecheCliCommand *command;
  char **args; /* without the command and its options */
  guint n_args;
  VecheDb *db; /* NULL when access is NONE */
  const char *path;
  const char *actor;
  gboolean json;
  char *subject; /* (nullable): the name of whom it is about, for the journal */
  VecheGesture *finished; /* (owned) (nullable): an undo or redo that was cut short; opening the workspace finished it */
};

/* The commands of each file; they end with a NULL name. */
extern const VecheCliCommand veche_cli_workspace_commands[];
extern const VecheCliCommand veche_cli_import_commands[];
extern const VecheCliCommand veche_cli_table_commands[];
extern const VecheCliCommand veche_cli_archive_commands[];
extern const VecheCliCommand veche_cli_deeds_commands[];
extern const VecheCliCommand veche_cli_switches_commands[];
extern const VecheCliCommand veche_cli_talk_commands[];
extern const VecheCliCommand veche_cli_files_commands[];
extern const VecheCliCommand veche_cli_duplicates_commands[];
extern const VecheCliCommand veche_cli_export_commands[];
extern const VecheCliCommand veche_cli_members_commands[];
extern const VecheCliCommand veche_cli_erase_commands[];
extern const VecheCliCommand veche_cli_labels_commands[];
extern const VecheCliCommand veche_cli_inbox_commands[];
extern const VecheCliCommand veche_cli_segments_commands[];
extern const VecheCliCommand veche_cli_sources_commands[];
extern const VecheCliCommand veche_cli_coverage_commands[];
extern const VecheCliCommand veche_cli_people_commands[];
extern const VecheCliCommand veche_cli_plan_commands[];
extern const VecheCliCommand veche_cli_things_commands[];
extern const VecheCliCommand veche_cli_events_commands[];
extern const VecheCliCommand veche_cli_calendar_commands[];
extern const VecheCliCommand veche_cli_caldav_commands[];
extern const VecheCliCommand veche_cli_event_edit_commands[];
extern const VecheCliCommand veche_cli_event_show_commands[];
extern const VecheCliCommand veche_cli_team_commands[];
extern const VecheCliCommand veche_cli_tasks_commands[];
extern const VecheCliCommand veche_cli_agendas_commands[];
extern const VecheCliCommand veche_cli_effect_commands[];
extern const VecheCliCommand veche_cli_search_commands[];
extern const VecheCliCommand veche_cli_experts_commands[];
extern const VecheCliCommand veche_cli_harvest_commands[];
extern const VecheCliCommand veche_cli_mood_commands[];
extern const VecheCliCommand veche_cli_triage_commands[];
extern const VecheCliCommand veche_cli_knowledge_commands[];
extern const VecheCliCommand veche_cli_rules_commands[];
extern const VecheCliCommand veche_cli_promises_commands[];

/* Of at most VECHE_ATTACHMENT_MAX bytes. (transfer full) */
GBytes    *veche_cli_read_file (const char *path, GError **error);
/* What goes with a reply, kept in the workspace; descriptions (nullable): of each, in the same order. (transfer full) (element-type VecheFile) */
GPtrArray *veche_cli_keep_files (VecheCli *cli, char **paths, char **descriptions, GError **error);

gboolean veche_cli_usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3); /* FALSE, with the error set */
gboolean veche_cli_failed (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* A writing command's work in one transaction: begin, build, apply, commit; whatever fails is rolled back. */
typedef gboolean (*VecheCliBuild) (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error);
gboolean veche_cli_edit (VecheCli *cli, const char *kind, const char *subject, VecheCliBuild build, gpointer data,
                         GError **error);

/* The uid of the member meant by the argument, who becomes the subject. (transfer full) (nullable) */
char *veche_cli_member_uid (VecheCli *cli, const char *who, gint64 *id, GError **error);

/* A whole file, or the standard input for “-”, of at most so many bytes; a NUL follows them. (transfer full) (nullable) */
char *veche_cli_read_text (const char *path, gsize most, gsize *length, GError **error);
/* One of the two, neither is none: a filter as JSON or in words; wrong ones are wrong usage. (transfer full) (nullable) */
VecheFilter *veche_cli_read_filter (const char *json, const char *words, GError **error);
/* Mentions that nobody has judged yet are judged now; where a window is open, it does that by itself. */
void veche_cli_judge (VecheCli *cli);
/* A page of "members". */
gboolean veche_cli_print_members (VecheCli *cli, VecheQuery *query, const gint64 *ids, guint n, GError **error);

/* veche-cli-print.c: objects with stable keys, one a line; text for people otherwise. */
JsonBuilder *veche_cli_json (void);                                         /* an object is begun */
void veche_cli_text (JsonBuilder *json, const char *key, const char *text); /* NULL is null */
void veche_cli_int (JsonBuilder *json, const char *key, gint64 number);
void veche_cli_bool (JsonBuilder *json, const char *key, gboolean truth);
void veche_cli_time (JsonBuilder *json, const char *key, gint64 at); /* 0 is null */
void veche_cli_person (JsonBuilder *json, const char *key, const char *uid,
                       const char *name);                                     /* null without a uid and a name */
void veche_cli_print_json (JsonBuilder *json);                                /* ends the object; takes it */
void veche_cli_line (const char *format, ...) G_GNUC_PRINTF (1, 2);           /* to standard output, as one safe line */
void veche_cli_print_uid (VecheCli *cli, const char *uid);                    /* of what was made: {"uid":…}, or the uid */
void veche_cli_print_made (VecheCli *cli, const char *uid, const char *title); /* {"uid":…,"title":…}, or the uid */
char *veche_cli_day (gint64 at);                                              /* "2026-11-21 13:05", local; "never" */
char *veche_cli_clip (const char *text, gsize max);                           /* for one line of a terminal */
gboolean veche_cli_parse_time (const char *text, gint64 *at, GError **error); /* ISO 8601, or a day */
void veche_cli_progress (gint64 done, gint64 total,
                         const char *what); /* on a terminal only; done == total clears the line */

G_END_DECLS
