/* veche-format-archive.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A zip has its list at the end, and reading it unpacks nothing.  A tar.gz must be unpacked to be listed: a few entries tell enough.
 */

#include "exchange/veche-format-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "exchange/veche-pack.h"

#define MAX_ENTRIES     4000                  /* of a zip */
#define MAX_TAR_ENTRIES 64
#define MAX_TAR_TIME    (G_TIME_SPAN_SECOND / 2)
#define MAX_TAR_BYTES   (256 * 1024 * 1024)
#define BLOCK_SIZE      (64 * 1024)
#define MAX_MANIFEST    (64 * 1024)

typedef enum
{
  SEEN_USERS = 1 << 0,
  SEEN_CHANNELS = 1 << 1,
  SEEN_DAY = 1 << 2,            /* general/2024-01-01.json */
  SEEN_OUTBOX = 1 << 3,
  SEEN_ACTOR = 1 << 4,
  SEEN_MEDIA = 1 << 5,          /* media_attachments/… stands first in Mastodon's tar */
  SEEN_MANIFEST = 1 << 6,       /* and it is ours */
  SEEN_XLSX = 1 << 7,
  SEEN_PACKAGE = 1 << 8,
  SEEN_LOCK = 1 << 9,           /* an entry with a password */
  SEEN_ODS = 1 << 10,           /* the mimetype says so */
  SEEN_DOCUMENT = 1 << 11,      /* of an office program */
} VecheFormatSeen;

static gboolean
veche_format_is_day (const char *name)
{
  gsize length = strlen (name);
  const char *day = length > 15 ? name + length - 15 : NULL;

  return day != NULL && day[-1] == '/' && strspn (day, "0123456789-") == 10 && strcmp (day + 10, ".json") == 0;
}

static VecheFormatSeen
veche_format_seen (const char *name)
{
  static const struct { const char *name; VecheFormatSeen seen; } known[] = {
    { "users.json", SEEN_USERS },       { "org_users.json", SEEN_USERS },
    { "channels.json", SEEN_CHANNELS }, { "groups.json", SEEN_CHANNELS },
    { "dms.json", SEEN_CHANNELS },      { "mpims.json", SEEN_CHANNELS },
    { "outbox.json", SEEN_OUTBOX },     { "actor.json", SEEN_ACTOR },
    { "[Content_Types].xml", SEEN_DOCUMENT },
  };
  const char *base = strrchr (name, '/');

  base = base != NULL ? base + 1 : name;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (base, known[i].name) == 0)
      return known[i].seen;
  if (veche_format_is_day (name))
    return SEEN_DAY;
  if (g_str_has_prefix (name, "media_attachments/"))
    return SEEN_MEDIA;
  if (strcmp (name, "messages/index.json") == 0 || strcmp (name, "account/user.json") == 0)
    return SEEN_PACKAGE;
  if (g_ascii_strcasecmp (name, "xl/workbook.xml") == 0)
    return SEEN_XLSX;
  if (strcmp (name, "mimetype") == 0 || strcmp (name, "content.xml") == 0)
    return SEEN_DOCUMENT;

  return 0;
}

static gboolean
veche_format_reads_manifest (struct archive *archive)
{
  g_autofree char *data = g_malloc (MAX_MANIFEST);
  gsize size = 0;
  la_ssize_t n;

  while (size < MAX_MANIFEST && (n = archive_read_data (archive, data + size, MAX_MANIFEST - size)) > 0)
    size += n;

  return veche_format_is_manifest (data, size);
}

static gboolean
veche_format_is_ods (struct archive *archive)
{
  static const char spreadsheet[] = "application/vnd.oasis.opendocument.spreadsheet";
  char data[sizeof spreadsheet] = "";

  return archive_read_data (archive, data, sizeof data - 1) == sizeof data - 1 && strcmp (data, spreadsheet) == 0;
}

static VecheFormatSeen
veche_format_list (struct archive *archive, VecheFormatPacking packing)
{
  guint max = packing == VECHE_FORMAT_PACKING_ZIP ? MAX_ENTRIES : MAX_TAR_ENTRIES;
  gint64 until = g_get_monotonic_time () + MAX_TAR_TIME, left = MAX_TAR_BYTES;
  g_autofree char *path = NULL;
  VecheFormatSeen seen = 0;
  struct archive_entry *entry;

  for (guint i = 0; i < max && g_get_monotonic_time () < until; i++)
    {
      int status = veche_pack_read_header (archive, &entry, &path);
      const char *name = path;

      if (status == ARCHIVE_EOF || status == ARCHIVE_FATAL)
        break;
      if (archive_entry_is_encrypted (entry))
        seen |= SEEN_LOCK;
      if (g_str_has_prefix (name, "./"))
        name += 2;
      if (g_str_has_suffix (name, "manifest.json") && !archive_entry_is_encrypted (entry) && veche_format_reads_manifest (archive))
        seen |= SEEN_MANIFEST;
      if (strcmp (name, "mimetype") == 0 && !archive_entry_is_encrypted (entry) && veche_format_is_ods (archive))
        seen |= SEEN_ODS;
      seen |= veche_format_seen (name);
      if (!veche_pack_skip (archive, &left))
        break;
    }

  return seen;
}

/* "archive-20240102030405-1f2e….tar.gz": how Mastodon names them. */
static gboolean
veche_format_is_mastodon_name (const char *name)
{
  static const char prefix[] = "archive-";

  return strncmp (name, prefix, strlen (prefix)) == 0 && strspn (name + strlen (prefix), "0123456789") == 14;
}

static VecheFormat
veche_format_judge (VecheFormatSeen seen, const char *name, VecheFormatPacking packing, VecheFormatTrouble *trouble)
{
  if (seen & SEEN_LOCK)
    return veche_format_fail (VECHE_FORMAT_TROUBLE_ENCRYPTED, trouble);
  if (seen & SEEN_MANIFEST)
    return VECHE_FORMAT_VECHE_ARCHIVE;
  if (seen & SEEN_PACKAGE)
    return veche_format_fail (VECHE_FORMAT_TROUBLE_DISCORD_PACKAGE, trouble);
  if ((seen & SEEN_OUTBOX) || (seen & SEEN_ACTOR) ||
      (packing == VECHE_FORMAT_PACKING_GZIP && (seen & SEEN_MEDIA || (seen == 0 && veche_format_is_mastodon_name (name)))))
    return VECHE_FORMAT_MASTODON_ARCHIVE;
  if ((seen & SEEN_USERS) && (seen & (SEEN_CHANNELS | SEEN_DAY)))
    return VECHE_FORMAT_SLACK_ZIP;
  if (packing == VECHE_FORMAT_PACKING_ZIP && (seen & SEEN_XLSX))
    return VECHE_FORMAT_XLSX;
  if (packing == VECHE_FORMAT_PACKING_ZIP && (seen & SEEN_ODS))
    return VECHE_FORMAT_ODS;
  if (seen & SEEN_DOCUMENT)
    return veche_format_fail (VECHE_FORMAT_TROUBLE_BINARY, trouble);

  return veche_format_fail (packing == VECHE_FORMAT_PACKING_ZIP || g_str_has_suffix (name, ".tar.gz") || g_str_has_suffix (name, ".tgz")
                              ? VECHE_FORMAT_TROUBLE_ARCHIVE
                              : VECHE_FORMAT_TROUBLE_PACKED,
                            trouble);
}

VecheFormat
veche_format_detect_archive (const char *path, const char *name, VecheFormatPacking packing, VecheFormatTrouble *trouble)
{
  struct archive *archive = archive_read_new ();
  VecheFormatSeen seen = 0;

  if (packing == VECHE_FORMAT_PACKING_ZIP)
    archive_read_support_format_zip (archive);
  else
    archive_read_support_format_tar (archive);
  if (packing == VECHE_FORMAT_PACKING_GZIP)
    archive_read_support_filter_gzip (archive);
  if (archive_read_open_filename (archive, path, BLOCK_SIZE) == ARCHIVE_OK)
    seen = veche_format_list (archive, packing);
  archive_read_free (archive);

  return veche_format_judge (seen, name, packing, trouble);
}
