/* veche-cli-files.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files kept with people: attach, attachments, attachment save.
 */

#include "cli/veche-cli.h"

#include "store/veche-attachments-table.h"
#include "store/veche-files-table.h"

typedef struct
{
  const char *member, *name;
  GBytes     *data;
} VecheCliAttach;

static gboolean
build_attach (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliAttach *attach = data;

  return veche_attachments_edit_add (cli->db, edit, attach->member, attach->name, attach->data, error);
}

static void
print_attachment (VecheCli *cli, const VecheAttachment *file)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      g_autofree char *day = veche_cli_day (file->at);

      veche_cli_line ("%s  %s  %s  %" G_GINT64_FORMAT " bytes  %s", file->uid, file->name, file->type, file->size, day);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", file->uid);
  veche_cli_text (json, "name", file->name);
  veche_cli_text (json, "type", file->type);
  veche_cli_int (json, "size", file->size);
  veche_cli_time (json, "at", file->at);
  veche_cli_print_json (json);
}

GBytes *
veche_cli_read_file (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) <= VECHE_ATTACHMENT_MAX)
    return g_file_load_bytes (file, NULL, NULL, error);

  veche_cli_failed (error, "%s is larger than 25 MB: keep it elsewhere, and write down where", name);

  return NULL;
}

GPtrArray *
veche_cli_keep_files (VecheCli *cli, char **paths, char **descriptions, GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (veche_file_free);
  guint n = descriptions != NULL ? g_strv_length (descriptions) : 0;

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autofree char *name = g_path_get_basename (paths[i]);
      g_autoptr (GBytes) data = veche_cli_read_file (paths[i], error);
      VecheFile *file = data != NULL ? veche_files_keep (cli->db, name, data, error) : NULL;

      if (file == NULL)
        return NULL;
      if (i < n)
        {
          g_free (file->alt);
          file->alt = g_strdup (descriptions[i]);
        }
      g_ptr_array_add (kept, file);
    }

  return g_steal_pointer (&kept);
}

static gboolean
run_attach (VecheCli *cli, GError **error)
{
  gint64 id = 0;
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[0], &id, error);
  g_autofree char *name = g_path_get_basename (cli->args[1]);
  g_autoptr (GBytes) data = uid != NULL ? veche_cli_read_file (cli->args[1], error) : NULL;
  g_autoptr (GPtrArray) list = NULL;
  VecheCliAttach attach = { uid, name, data };

  if (data == NULL || !veche_cli_edit (cli, "attach", name, build_attach, &attach, error))
    return FALSE;

  list = veche_attachments_list (cli->db, id, error);
  if (list != NULL)
    print_attachment (cli, list->pdata[0]);

  return list != NULL;
}

static gboolean
run_attachments (VecheCli *cli, GError **error)
{
  gint64 id = 0;
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[0], &id, error);
  g_autoptr (GPtrArray) list = uid != NULL ? veche_attachments_list (cli->db, id, error) : NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    print_attachment (cli, list->pdata[i]);

  return list != NULL;
}

static gboolean
run_save (VecheCli *cli, GError **error)
{
  g_autoptr (GBytes) data = veche_attachments_read (cli->db, cli->args[0], NULL, error);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (cli->args[1]);
  gsize n;
  const char *bytes;

  if (data == NULL)
    return FALSE;
  bytes = g_bytes_get_data (data, &n);

  return g_file_replace_contents (file, bytes, n, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, error);
}

const VecheCliCommand veche_cli_files_commands[] = {
  { "attach", "MEMBER FILE", "Keep a file with somebody, inside the workspace", VECHE_CLI_WRITES, 2, 2, NULL, run_attach },
  { "attachments", "MEMBER", "What is kept with somebody", VECHE_CLI_READS, 1, 1, NULL, run_attachments },
  { "attachment save", "UID FILE", "Take a kept file out", VECHE_CLI_READS, 2, 2, NULL, run_save },
  { NULL },
};
