/* veche-template-values.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-template-values.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

void
veche_template_values_free (VecheTemplateValues *self)
{
  for (guint i = 0; i < VECHE_N_VARIABLES; i++)
    g_free (self->values[i]);
  g_free (self);
}

gboolean
veche_template_is_russian (const char *text)
{
  int russian = 0, latin = 0, depth = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      russian += depth <= 0 && c >= 0x400 && c < 0x530;
      latin += depth <= 0 && g_unichar_isalpha (c) && c < 0x250;
    }

  return russian > latin;
}

/*** In words ***/

static const char *
platform_words (const char *platform, gboolean russian)
{
  static const struct { const char *nick, *english, *russian; } names[] = {
    { "telegram", "Telegram", "Telegram" }, { "vk", "VK", "ВКонтакте" }, { "mastodon", "Mastodon", "Mastodon" }, { "bluesky", "Bluesky", "Bluesky" },
    { "discord", "Discord", "Discord" }, { "discourse", "the forum", "форум" }, { "matrix", "Matrix", "Matrix" }, { "email", "e-mail", "почта" },
    { "slack", "Slack", "Slack" }, { "web", "the website", "сайт" },
  };

  for (guint i = 0; platform != NULL && i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].nick, platform) == 0)
      return russian ? names[i].russian : names[i].english;

  return NULL;
}

/* '2026-12-13…' → "13 декабря", "13 December". (transfer full) (nullable) */
static char *
day_words (const char *day, gboolean russian)
{
  static const char *const months[][2] = {
    { "January", "января" }, { "February", "февраля" }, { "March", "марта" }, { "April", "апреля" }, { "May", "мая" }, { "June", "июня" },
    { "July", "июля" }, { "August", "августа" }, { "September", "сентября" }, { "October", "октября" }, { "November", "ноября" },
    { "December", "декабря" },
  };
  guint64 month, number;

  if (day == NULL || strlen (day) < 10)
    return NULL;
  month = g_ascii_strtoull (day + 5, NULL, 10);
  number = g_ascii_strtoull (day + 8, NULL, 10);

  return month >= 1 && month <= 12 ? g_strdup_printf ("%d %s", (int) number, months[month - 1][russian]) : NULL;
}

static void
take (VecheTemplateValues *self, VecheVariable variable, const char *text)
{
  if (text == NULL || *text == '\0' || self->values[variable] != NULL)
    return;
  self->values[variable] = g_strdup (text);
}

/* "Аня, на «ты»" → "Аня"; "Анна Лебедева" → "Анна". */
static void
take_name (VecheTemplateValues *self, const char *address, const char *name)
{
  g_auto (GStrv) called = g_strsplit_set (address != NULL ? address : "", ",;(", 2);
  g_auto (GStrv) words = g_strsplit (name != NULL ? name : "", " ", 2);

  if (called[0] != NULL && !g_str_has_prefix (called[0], "на "))
    take (self, VECHE_VARIABLE_NAME, g_strstrip (called[0]));
  if (words[0] != NULL)
    take (self, VECHE_VARIABLE_NAME, words[0]);
  take (self, VECHE_VARIABLE_FULL_NAME, name);
}

/*** Reading ***/

static gboolean
read_member (VecheDb *db, VecheTemplateValues *self, const char *uid)
{
  static const char sql[] =
    "SELECT m.address_as, m.name, m.city,"
    "       (SELECT i.handle FROM identity AS i WHERE i.member_id = m.id AND i.handle IS NOT NULL ORDER BY i.id LIMIT 1),"
    "       (SELECT c.name FROM membership AS s JOIN community AS c ON c.id = s.community_id WHERE s.member_id = m.id ORDER BY s.id LIMIT 1)"
    "  FROM member AS m WHERE m.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean found;

  veche_statement_bind_text (row, 1, uid);
  found = veche_statement_step (row, NULL);
  if (found)
    {
      take_name (self, veche_statement_text (row, 0), veche_statement_text (row, 1));
      take (self, VECHE_VARIABLE_CITY, veche_statement_text (row, 2));
      take (self, VECHE_VARIABLE_HANDLE, veche_statement_text (row, 3));
      take (self, VECHE_VARIABLE_COMMUNITY, veche_statement_text (row, 4));
    }
  veche_statement_reset (row);

  return found;
}

static gboolean
read_message (VecheDb *db, VecheTemplateValues *self, gint64 id, gboolean russian)
{
  static const char sql[] =
    "SELECT a.handle, c.platform, k.name, m.uid, a.display_name"
    "  FROM interaction AS i LEFT JOIN identity AS a ON a.id = i.identity_id LEFT JOIN channel AS c ON c.id = i.channel_id"
    "  LEFT JOIN community AS k ON k.id = c.community_id LEFT JOIN member AS m ON m.id = i.member_id WHERE i.id = ?1";
  g_autofree char *member = NULL, *shown = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean found;

  veche_statement_bind_int (row, 1, id);
  found = veche_statement_step (row, NULL);
  if (found)
    {
      take (self, VECHE_VARIABLE_HANDLE, veche_statement_text (row, 0));
      take (self, VECHE_VARIABLE_PLATFORM, platform_words (veche_statement_text (row, 1), russian));
      take (self, VECHE_VARIABLE_COMMUNITY, veche_statement_text (row, 2));
      member = veche_statement_dup_text (row, 3);
      shown = veche_statement_dup_text (row, 4);
    }
  veche_statement_reset (row);
  if (member != NULL)
    read_member (db, self, member);
  else
    take_name (self, NULL, shown);

  return found;
}

static gint64
message_of (VecheDb *db, const char *uid)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT interaction_id FROM triage WHERE uid = ?1");
  gint64 id = 0;

  veche_statement_bind_text (row, 1, uid);
  if (veche_statement_step (row, NULL))
    id = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return id != 0 ? id : veche_db_id_for_uid (db, "interaction", uid);
}

static void
read_event (VecheDb *db, VecheTemplateValues *self, gboolean russian)
{
  static const char sql[] =
    "SELECT title, starts, link FROM event WHERE status IN ('planned', 'active') AND starts >= ?1 ORDER BY starts, id LIMIT 1";
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *here = g_date_time_format (now, "%Y-%m-%dT%H:%M"), *today = day_words (here, russian);
  VecheStatement *row = veche_db_prepare (db, sql);

  take (self, VECHE_VARIABLE_TODAY, today);
  veche_statement_bind_text (row, 1, here);
  if (veche_statement_step (row, NULL))
    {
      const char *starts = veche_statement_text (row, 1);
      g_autofree char *day = day_words (starts, russian);

      take (self, VECHE_VARIABLE_EVENT, veche_statement_text (row, 0));
      take (self, VECHE_VARIABLE_DATE, day);
      take (self, VECHE_VARIABLE_TIME, strlen (starts) >= 16 ? starts + 11 : NULL);
      take (self, VECHE_VARIABLE_LINK, veche_statement_text (row, 2));
    }
  veche_statement_reset (row);
}

static void
take_one (VecheDb *db, VecheTemplateValues *self, VecheVariable variable, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);

  if (veche_statement_step (row, NULL))
    take (self, variable, veche_statement_text (row, 0));
  veche_statement_reset (row);
}

VecheTemplateValues *
veche_template_values_load (VecheDb *db, const char *who, const char *moderator, gboolean russian, GError **error)
{
  g_autoptr (VecheTemplateValues) self = g_new0 (VecheTemplateValues, 1);
  gint64 message = who != NULL ? message_of (db, who) : 0;

  if (who != NULL && !(message != 0 ? read_message (db, self, message, russian) : read_member (db, self, who)))
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no message and no member “%s”", who);
      return NULL;
    }
  read_event (db, self, russian);
  take_one (db, self, VECHE_VARIABLE_MODERATOR, "SELECT name FROM member WHERE me = 1 ORDER BY id LIMIT 1");
  take (self, VECHE_VARIABLE_MODERATOR, moderator);
  take_one (db, self, VECHE_VARIABLE_COMMUNITY, "SELECT name FROM community ORDER BY id LIMIT 1");

  return g_steal_pointer (&self);
}
