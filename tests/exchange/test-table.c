/* test-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables as managers keep them: each is read as its owner would read it.
 */

#include "exchange/veche-table.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  const char *name, *text, *charset; /* charset NULL: UTF-8 */
  VecheTableEncoding encoding;
  char delimiter;
  guint header, rows;
  const char *fields; /* of the columns, with spaces between */
  const char *first;  /* cells of the first row, joined by | */
} Sheet;

#define CLUB                                                                                                                                    \
  "ФИО;Телега;Чем занимается;Город;Вступил;Телефон\n"                                                                                           \
  "Лебедева Анна;@anna_leb;\"питон; \"\"встречи\"\"\";Казань;14.03.2023;+7 917 000-11-22\n"                                                      \
  "Сафина Алина Р.;alina_saf;иллюстрация;Уфа;18.11.2025;\n"
#define CLUB_FIELDS "name handle:telegram competencies city joined skip"
#define CLUB_FIRST  "Лебедева Анна|@anna_leb|питон; \"встречи\"|Казань|14.03.2023|+7 917 000-11-22"

static const Sheet sheets[] = {
  { "cp1251", CLUB, "WINDOWS-1251", VECHE_TABLE_WINDOWS_1251, ';', 1, 2, CLUB_FIELDS, CLUB_FIRST },
  { "koi8-r", CLUB, "KOI8-R", VECHE_TABLE_KOI8_R, ';', 1, 2, CLUB_FIELDS, CLUB_FIRST },
  { "cp866", CLUB, "CP866", VECHE_TABLE_CP866, ';', 1, 2, CLUB_FIELDS, CLUB_FIRST },
  { "utf-8", CLUB, NULL, VECHE_TABLE_UTF_8, ';', 1, 2, CLUB_FIELDS, CLUB_FIRST },
  { "bom", "\xef\xbb\xbf" CLUB, NULL, VECHE_TABLE_UTF_8, ';', 1, 2, CLUB_FIELDS, CLUB_FIRST },
  { "utf-16", "\xef\xbb\xbf" CLUB, "UTF-16LE", VECHE_TABLE_UTF_16LE, ';', 1, 2, CLUB_FIELDS, CLUB_FIRST },
  { "utf-16 be without a mark", CLUB, "UTF-16BE", VECHE_TABLE_UTF_16BE, ';', 1, 2, CLUB_FIELDS, CLUB_FIRST },
  { "capitals", "ФАМИЛИЯ,ИМЯ,ГОРОД\nИВАНОВ,ПЁТР,ОМСК\nСИДОРОВА,ОЛЬГА,ТОМСК\n", "WINDOWS-1251", VECHE_TABLE_WINDOWS_1251, ',', 1, 2,
    "last_name first_name city", "ИВАНОВ|ПЁТР|ОМСК" },
  { "latin", "Name;E-Mail;City\nJürgen Müller;j@x.de;Köln\nFrançois Élan;f@x.fr;Orléans\n", "WINDOWS-1252", VECHE_TABLE_WINDOWS_1252, ';', 1, 2,
    "name email city", "Jürgen Müller|j@x.de|Köln" },
  { "carriage returns", "name,city\rAnna Leb,Kazan\rBob Dole,Ufa\r", NULL, VECHE_TABLE_UTF_8, ',', 1, 2, "name city", "Anna Leb|Kazan" },
  { "pasted cells", "Имя\tПочта\tЗаметки\nАнна Лебедева\ta@x.org\t\"две\nстроки\"\n", NULL, VECHE_TABLE_UTF_8, '\t', 1, 1, "name email note",
    "Анна Лебедева|a@x.org|две\nстроки" },
  { "pipes", "name|email|city\nAnna Leb|a@x.org|Kazan\n", NULL, VECHE_TABLE_UTF_8, '|', 1, 1, "name email city", "Anna Leb|a@x.org|Kazan" },
  { "excel says its separator", "sep=|\nname|email\nAnna Leb|a@x.org\n", NULL, VECHE_TABLE_UTF_8, '|', 2, 1, "name email", "Anna Leb|a@x.org" },
  { "a title and merged cells",
    "Участники клуба «Маяк», осень;;;;\n;;;;\n№;Участник;Контакты;;Дата рождения\n;;Почта;Телеграм;\n1;Иванов Иван;i@mail.ru;@ivanov;05.03.1990\n",
    "WINDOWS-1251", VECHE_TABLE_WINDOWS_1251, ';', 4, 1, "skip name email handle:telegram birthday", "1|Иванов Иван|i@mail.ru|@ivanov|05.03.1990" },
  { "no header", "Иван Петров,ivan@x.org,@ivanp,12.03.2024\nOlga Smith,olga@x.org,@olgas,01.05.2024\n", NULL, VECHE_TABLE_UTF_8, ',', 0, 2,
    "name email handle:telegram joined", "Иван Петров|ivan@x.org|@ivanp|12.03.2024" },
  { "a form", "Отметка времени,Как вас зовут?,Ваш ник в Telegram,В чём вы разбираетесь?\n2025/10/03 12:33:10 PM GMT+3,Оля Ким,@olyakim,\"a, b\"\n",
    NULL, VECHE_TABLE_UTF_8, ',', 1, 1, "joined name handle:telegram competencies", "2025/10/03 12:33:10 PM GMT+3|Оля Ким|@olyakim|a, b" },
  { "an address book", "First Name,Last Name,E-mail Address,Mobile Phone,Job Title,Birthday\nAnna,Smith,a@x.org,+1 202 555 0143,CTO,3/25/1988\n", NULL,
    VECHE_TABLE_UTF_8, ',', 1, 1, "first_name last_name email skip headline birthday", "Anna|Smith|a@x.org|+1 202 555 0143|CTO|3/25/1988" },
  { "headers twice and a column of nothing", "Имя,Имя,Город,,Город\nАнна,Анна Лебедева,Казань,,Уфа\n", NULL, VECHE_TABLE_UTF_8, ',', 1, 1,
    "skip name city skip skip", "Анна|Анна Лебедева|Казань||Уфа" },
  { "platforms", "Кто;Ник в ВК;Канал в Telegram;GitHub\nАнна Ли;vk.com/annali;t.me/lichannel;annali\n", NULL, VECHE_TABLE_UTF_8, ';', 1, 1,
    "name handle:vk skip handle:github", "Анна Ли|vk.com/annali|t.me/lichannel|annali" },
  { "guarded formulas", "name,telegram,note\nAnna Leb,'@anna,'=1+1\n", NULL, VECHE_TABLE_UTF_8, ',', 1, 1, "name handle:telegram note",
    "Anna Leb|@anna|=1+1" },
  { "names only", "Иван Петров\nМария Иванова\n", NULL, VECHE_TABLE_UTF_8, '\0', 0, 2, "name", "Иван Петров" },
};

static GBytes *
encode (const Sheet *sheet)
{
  gsize length;
  char *bytes;

  if (sheet->charset == NULL)
    return g_bytes_new (sheet->text, strlen (sheet->text));
  bytes = g_convert_with_fallback (sheet->text, -1, sheet->charset, "UTF-8", "?", NULL, &length, NULL);
  g_assert_nonnull (bytes);

  return g_bytes_new_take (bytes, length);
}

static char *
list_fields (VecheTable *table)
{
  g_autoptr (GString) fields = g_string_new (NULL);

  for (guint i = 0; i < veche_table_get_n_columns (table); i++)
    {
      g_autofree char *field = veche_table_field_to_string (&veche_table_get_column (table, i)->field);

      g_string_append_printf (fields, "%s%s", i > 0 ? " " : "", field);
    }

  return g_string_free (g_steal_pointer (&fields), FALSE);
}

static char *
list_cells (VecheTable *table, guint row)
{
  g_autoptr (GString) cells = g_string_new (NULL);

  for (guint i = 0; i < veche_table_get_n_columns (table); i++)
    g_string_append_printf (cells, "%s%s", i > 0 ? "|" : "", veche_table_get_cell (table, row, i));

  return g_string_free (g_steal_pointer (&cells), FALSE);
}

static void
test_sheet (gconstpointer data)
{
  const Sheet *sheet = data;
  g_autoptr (GBytes) bytes = encode (sheet);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, "people.csv", &error);
  g_autoptr (VecheTable) table = NULL;
  g_autofree char *fields = NULL, *first = NULL;
  const VecheTableDialect *guess;

  g_assert_no_error (error);
  guess = veche_table_source_get_guess (source);
  g_assert_cmpstr (veche_table_encoding_get_name (guess->encoding), ==, veche_table_encoding_get_name (sheet->encoding));
  if (sheet->delimiter != '\0')
    g_assert_cmpint (guess->delimiter, ==, sheet->delimiter);
  g_assert_cmpuint (guess->header, ==, sheet->header);

  table = veche_table_new (source, NULL, NULL, &error);
  g_assert_no_error (error);
  fields = list_fields (table);
  first = list_cells (table, 0);
  g_assert_cmpstr (fields, ==, sheet->fields);
  g_assert_cmpstr (first, ==, sheet->first);
  g_assert_cmpuint (veche_table_get_n_rows (table), ==, sheet->rows);
}

static VecheTable *
read_text (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, NULL, error);

  return source != NULL ? veche_table_new (source, NULL, NULL, error) : NULL;
}

static void
test_override (void)
{
  static const char text[] = "Анна,Казань;3\nБорис,Омск;4\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, NULL, NULL);
  VecheTableDialect dialect = { VECHE_TABLE_UTF_8, ',', 1, VECHE_TABLE_DAY_FIRST };
  g_autoptr (VecheTable) table = veche_table_new (source, &dialect, NULL, NULL);

  g_assert_cmpuint (veche_table_get_n_columns (table), ==, 2);
  g_assert_cmpuint (veche_table_get_n_rows (table), ==, 1);
  g_assert_cmpstr (veche_table_get_column (table, 0)->name, ==, "Анна");
  g_assert_cmpstr (veche_table_get_cell (table, 0, 1), ==, "Омск;4");
  g_assert_cmpuint (veche_table_get_line (table, 0), ==, 2);
}

/* One quote that is never closed costs its row, not all that follow. */
static void
test_unclosed (void)
{
  static const char text[] = "name,city\n\"Петя Иванов,Казань\nИван Петров,Уфа\nМария Ли,Омск\n";
  g_autoptr (VecheTable) table = read_text (text, strlen (text), NULL);

  g_assert_cmpuint (veche_table_get_unclosed (table), ==, 2);
  g_assert_cmpuint (veche_table_get_n_rows (table), ==, 3);
  g_assert_true (veche_table_is_broken (table, 0));
  g_assert_cmpstr (veche_table_get_cell (table, 2, 0), ==, "Мария Ли");
}

static void
test_nul (void)
{
  static const char text[] = "name,city\nAn\0na Leb,Kazan\n";
  g_autoptr (VecheTable) table = read_text (text, sizeof text - 1, NULL);
  guint bad;

  g_assert_cmpstr (veche_table_get_cell (table, 0, 0), ==, "Anna Leb");
  g_assert_false (veche_table_is_readable (table, &bad));
  g_assert_cmpuint (bad, ==, 1);
}

static void
assert_refused (const char *data, gsize size, VecheTableError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheTable) table = read_text (data, size, &error);

  g_assert_null (table);
  g_assert_error (error, VECHE_TABLE_ERROR, (int)code);
}

static void
test_refused (void)
{
  g_autoptr (GString) wide = g_string_new (NULL), noise = g_string_new (NULL);

  for (guint i = 0; i < 1000000; i++)
    g_string_append (wide, "a,");
  for (guint i = 0; i < 5000; i++)
    g_string_append_c (noise, (char)(i * 7 % 31 + 1));

  assert_refused ("", 0, VECHE_TABLE_ERROR_EMPTY);
  assert_refused ("\n\n ,,\n", 6, VECHE_TABLE_ERROR_EMPTY);
  assert_refused ("name,city\n", 10, VECHE_TABLE_ERROR_EMPTY);
  assert_refused ("PK\003\004abc", 7, VECHE_TABLE_ERROR_DAMAGED);
  assert_refused ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, VECHE_TABLE_ERROR_WORKBOOK);
  assert_refused (wide->str, wide->len, VECHE_TABLE_ERROR_COLUMNS);
  assert_refused (noise->str, noise->len, VECHE_TABLE_ERROR_BINARY);
  assert_refused ("{\"a\":1}\n{\"b\":2}\n", 16, VECHE_TABLE_ERROR_FOREIGN);
}

/* Bytes that this process has read so far; 0 where the kernel does not tell. */
static gint64
count_read (void)
{
  g_autofree char *text = NULL;

  return g_file_get_contents ("/proc/self/io", &text, NULL, NULL) && g_str_has_prefix (text, "rchar: ") ? g_ascii_strtoll (text + 7, NULL, 10) : 0;
}

/* P4: two gigabytes of nothing are refused before a byte is read. */
static void
test_sparse (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("veche-table-XXXXXX", &path, NULL);
  gint64 before = count_read ();
  g_autoptr (VecheTableSource) source = NULL;

  g_assert_cmpint (ftruncate (fd, 2147483648), ==, 0);
  source = veche_table_source_load (path, NULL, &error);
  close (fd);
  g_unlink (path);
  g_assert_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG);
  g_assert_cmpint (count_read () - before, <, 1024 * 1024);
}

static void
test_lists (void)
{
  static const char *const items[] = { "a", "b, c", "say \"hi\"", "d;e|f", " g", "две\nстроки", NULL };
  g_autofree char *cell = veche_table_join_list (items);
  g_auto (GStrv) back = veche_table_split_list (cell);
  g_auto (GStrv) plain = veche_table_split_list ("питон, базы;  SQL,питон\n• rust");

  g_assert_cmpstrv (back, items);
  g_assert_cmpstrv (plain, ((const char *const[]){ "питон", "базы", "SQL", "rust", NULL }));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/table/sheet/%s", sheets[i].name);

      g_test_add_data_func (path, &sheets[i], test_sheet);
    }
  g_test_add_func ("/table/override", test_override);
  g_test_add_func ("/table/unclosed", test_unclosed);
  g_test_add_func ("/table/nul", test_nul);
  g_test_add_func ("/table/refused", test_refused);
  g_test_add_func ("/table/sparse", test_sparse);
  g_test_add_func ("/table/lists", test_lists);

  return g_test_run ();
}
