/* test-format.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/veche-format.h"

typedef struct
{
  const char *name, *data;
  gsize size;                 /* 0: of the string */
  VecheFormat format;
  VecheFormatTrouble trouble;
} Case;

static const Case cases[] = {
  { "result.json", "{\"name\":\"Маяк\",\"type\":\"private_supergroup\",\"id\":1,\"messages\":[]}", 0, VECHE_FORMAT_TELEGRAM_JSON },
  { "result.json", "{\n \"about\": \"x\",\n \"personal_information\": {}, \"chats\": {", 0, VECHE_FORMAT_TELEGRAM_JSON },
  { "a.json", "{\"guild\":{\"id\":\"1\"},\"channel\":{\"id\":\"2\"},\"messages\":[", 0, VECHE_FORMAT_DISCORD_JSON },
  { "x.jsonl", "{\"at\":\"2024-01-01T00:00:00Z\",\"text\":\"a\"}\n{\"at\":", 0, VECHE_FORMAT_MESSAGES_JSONL },
  { "x.json", "{\"at\":1,\"author\":\"a\"}\r\n\r\n{\"at\":2}", 0, VECHE_FORMAT_MESSAGES_JSONL },
  { "x.jsonl", "{\"name\":\"Anna\",\"email\":\"a@b\"}", 0, VECHE_FORMAT_PEOPLE_JSONL },
  { "x.json", "{\"name\":\"Anna\"}\n{\"name\":\"Boris\"}\n", 0, VECHE_FORMAT_PEOPLE_JSONL },
  { "x.json", "{\n \"version\": \"1.0-preview.1\",\n \"app_version\": \"4.0.0\",\n \"account\": {\n  \"uuid\": \"a", 0, VECHE_FORMAT_MONICA_JSON },
  { "x.json", "{\"account\":\"anna\"}", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_JSON },
  { "x.jsonl", "{\"account\":\"anna\",\"name\":\"Anna\"}", 0, VECHE_FORMAT_PEOPLE_JSONL },
  { "x.json", "{\"name\":\"Anna\"}", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_JSON },
  { "2024-01-01.json", "[{\"type\":\"message\",\"ts\":\"1.0\"}]", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_SLACK_PART },
  { "x.json", "[1,2]", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_JSON },
  { "x.json", "{nonsense", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_TEXT },
  { "manifest.json", "{\"format\":\"veche-archive\",\"version\":1}", 0, VECHE_FORMAT_VECHE_ARCHIVE },
  { "messages.html", "<!DOCTYPE html><div class=\"page_wrap\"><div class=\"page_header\"></div><div class=\"history\">", 0, VECHE_FORMAT_TELEGRAM_HTML },
  { "export_results.html", "<div class=\"page_wrap\"><div class=\"page_header\">", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_TELEGRAM_INDEX },
  { "index.html", "<html><body>hi", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_HTML },
  { "people.csv", "Name", 0, VECHE_FORMAT_CSV },
  { "PEOPLE.CSV", "[Имя],a\n", 0, VECHE_FORMAT_CSV },
  { "people.txt", "Имя;Почта\nАнна;a@b\n", 0, VECHE_FORMAT_CSV },
  { "people", "Name\tMail\nAnna\ta@b\n", 0, VECHE_FORMAT_TSV },
  { "people.csv", "\xff\xfe" "N\0a\0m\0e\0;\0X\0\n\0", 16, VECHE_FORMAT_CSV },
  { "people.txt", "N\0a\0;\0X\0\n\0a\0;\0b\0", 16, VECHE_FORMAT_CSV },
  { "people.txt", "\xc8\xec\xff;\xcf\xee\xf7\xf2\xe0\n\xc0;\xc1\n", 0, VECHE_FORMAT_CSV },
  { "letter.txt", "Dear Anna\nhow are you?\n", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_TEXT },
  { "a.vcf", "\xef\xbb\xbf" "begin:vcard\r\nVERSION:3.0\r\n", 0, VECHE_FORMAT_VCARD },
  { "a.csv", " \n\t", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_EMPTY },
  { "a.pdf", "%PDF-1.7\n", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_BINARY },
  { "a.csv", "\x89PNG\r\n\x1a\n", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_BINARY },
  { "a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_SPREADSHEET },
  { "a.7z", "7z\xbc\xaf\x27\x1c\0\0", 8, VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_PACKED },
};

static void
test_bytes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *one = &cases[i];
      VecheFormatTrouble trouble;
      VecheFormat format = veche_format_detect_bytes (one->data, one->size != 0 ? one->size : strlen (one->data), TRUE, one->name, &trouble);

      if (format != one->format || trouble != one->trouble)
        g_test_message ("case %u, %s: %s, %s", i, one->name, veche_format_to_nick (format), veche_format_trouble_to_sentence (trouble));
      g_assert_cmpint (format, ==, one->format);
      g_assert_cmpint (trouble, ==, one->trouble);
    }
  g_assert_cmpint (veche_format_detect_bytes ("", 0, TRUE, NULL, NULL), ==, VECHE_FORMAT_UNKNOWN);
}

/* An archive of names, each with the same content. */
static char *
make_archive (const char *folder, const char *file, const char *const *names, const char *content)
{
  char *path = g_build_filename (folder, file, NULL);
  struct archive *archive = archive_write_new ();

  if (g_str_has_suffix (file, ".zip"))
    archive_write_set_format_zip (archive);
  else
    {
      archive_write_add_filter_gzip (archive);
      archive_write_set_format_pax_restricted (archive);
    }
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (; *names != NULL; names++)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, *names);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_entry_set_size (entry, strlen (content));
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      archive_write_data (archive, content, strlen (content));
      archive_entry_free (entry);
    }
  archive_write_free (archive);

  return path;
}

static void
assert_archive (const char *file, const char *const *names, const char *content, VecheFormat format, VecheFormatTrouble trouble)
{
  g_autofree char *folder = g_dir_make_tmp ("veche-format-XXXXXX", NULL);
  g_autofree char *path = make_archive (folder, file, names, content);
  VecheFormatTrouble said;

  g_assert_cmpstr (veche_format_to_nick (veche_format_detect (path, &said)), ==, veche_format_to_nick (format));
  g_assert_cmpint (said, ==, trouble);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_archives (void)
{
  const char *const slack[] = { "users.json", "channels.json", "general/2024-01-01.json", NULL };
  const char *const inside[] = { "Club Slack export/users.json", "Club Slack export/general/2024-01-01.json", NULL };
  const char *const mastodon[] = { "outbox.json", "actor.json", NULL };
  const char *const media[] = { "media_attachments/files/1.png", NULL };
  const char *const ours[] = { "club/manifest.json", "club/members.csv", NULL };
  const char *const book[] = { "[Content_Types].xml", "xl/workbook.xml", NULL };
  const char *const sheet[] = { "mimetype", "content.xml", NULL };
  const char *const letter[] = { "[Content_Types].xml", "word/document.xml", NULL };
  const char *const package[] = { "account/user.json", "messages/index.json", NULL };
  const char *const holiday[] = { "1.jpg", "2.jpg", NULL };

  assert_archive ("a.zip", slack, "[]", VECHE_FORMAT_SLACK_ZIP, 0);
  assert_archive ("a.zip", inside, "[]", VECHE_FORMAT_SLACK_ZIP, 0);
  assert_archive ("a.zip", mastodon, "{}", VECHE_FORMAT_MASTODON_ARCHIVE, 0);
  assert_archive ("a.tar.gz", mastodon, "{}", VECHE_FORMAT_MASTODON_ARCHIVE, 0);
  assert_archive ("archive-20240102030405-ab.tar.gz", media, "x", VECHE_FORMAT_MASTODON_ARCHIVE, 0);
  assert_archive ("a.zip", ours, "{\"format\":\"veche-archive\"}", VECHE_FORMAT_VECHE_ARCHIVE, 0);
  assert_archive ("a.zip", ours, "{\"format\":\"other\"}", VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_ARCHIVE);
  assert_archive ("a.xlsx.zip", book, "x", VECHE_FORMAT_XLSX, 0);
  assert_archive ("a.ods.zip", sheet, "application/vnd.oasis.opendocument.spreadsheet", VECHE_FORMAT_ODS, 0);
  assert_archive ("a.odt.zip", sheet, "application/vnd.oasis.opendocument.text", VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_BINARY);
  assert_archive ("a.docx.zip", letter, "x", VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_BINARY);
  assert_archive ("package.zip", package, "{}", VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_DISCORD_PACKAGE);
  assert_archive ("photos.zip", holiday, "x", VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_ARCHIVE);
}

static void
test_files (void)
{
  static const struct { const char *name; VecheFormat format; VecheFormatTrouble trouble; } files[] = {
    { "single.json", VECHE_FORMAT_TELEGRAM_JSON },
    { "account.json", VECHE_FORMAT_TELEGRAM_JSON },
    { "old-2019.json", VECHE_FORMAT_TELEGRAM_JSON },
    { "truncated.json", VECHE_FORMAT_TELEGRAM_JSON },
    { "blank.json", VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_EMPTY },
    { "missing.json", VECHE_FORMAT_UNKNOWN, VECHE_FORMAT_TROUBLE_READ },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "telegram", files[i].name, NULL);
      VecheFormatTrouble trouble;

      g_test_message ("%s", files[i].name);
      g_assert_cmpint (veche_format_detect (path, &trouble), ==, files[i].format);
      g_assert_cmpint (trouble, ==, files[i].trouble);
    }
  g_assert_cmpint (veche_format_detect ("/dev/zero", NULL), ==, VECHE_FORMAT_UNKNOWN);
}

static void
test_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("veche-format-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "result.json", NULL);
  VecheFormatTrouble trouble;

  g_assert_cmpint (veche_format_detect (folder, &trouble), ==, VECHE_FORMAT_UNKNOWN);
  g_assert_cmpint (trouble, ==, VECHE_FORMAT_TROUBLE_FOLDER);
  g_file_set_contents (file, "{", -1, NULL);
  g_assert_cmpint (veche_format_detect (folder, &trouble), ==, VECHE_FORMAT_TELEGRAM_JSON);
  g_unlink (file);
  g_rmdir (folder);
}

static void
test_nicks (void)
{
  for (guint i = 0; i < VECHE_N_FORMATS; i++)
    g_assert_cmpint (veche_format_from_nick (veche_format_to_nick (i)), ==, i);
  for (guint i = 1; i < VECHE_N_FORMAT_TROUBLES; i++)
    g_assert_cmpint (strlen (veche_format_trouble_to_sentence (i)), >, 10);
  g_assert_true (veche_format_is_chats (VECHE_FORMAT_MESSAGES_JSONL));
  g_assert_false (veche_format_is_chats (VECHE_FORMAT_PEOPLE_JSONL));
  g_assert_true (veche_format_is_people (VECHE_FORMAT_VCARD));
  g_assert_false (veche_format_is_people (VECHE_FORMAT_VECHE_ARCHIVE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/bytes", test_bytes);
  g_test_add_func ("/format/archives", test_archives);
  g_test_add_func ("/format/files", test_files);
  g_test_add_func ("/format/folder", test_folder);
  g_test_add_func ("/format/nicks", test_nicks);

  return g_test_run ();
}
