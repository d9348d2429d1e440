/* veche-seed-plan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-seed-private.h"

#define ZONE "Europe/Moscow"

static const struct { const char *title, *kind, *place, *link; } events[] = {
  { "Встреча сообщества", "meeting", "Казань, библиотека на Кремлёвской", NULL },
  { "Вебинар: как устроены наши базы данных", "webinar", NULL, "https://meet.example/db" },
  { "Open mic: show your work", "talk", NULL, "https://meet.example/open-mic" },
  { "Мастерская по текстам", "workshop", "Москва, коворкинг «Точка»", NULL },
  { "Конкурс заметок", "contest", NULL, "https://forum.example/contest" },
  { "Чай с новичками", "ritual", NULL, "https://meet.example/tea" },
};

static const struct { const char *title, *goal; } projects[] = {
  { "Справочник сообщества", "Собрать ответы на сто частых вопросов и выпустить их одной книгой" },
  { "Community radio", "Six evenings of talks, recorded, subtitled in two languages" },
  { "Школа докладчиков", "Двенадцать человек впервые выступают на открытой встрече" },
  { "Карта умений", "У каждого активного участника записано, чем он может помочь" },
};

static const char *const steps[] = { "Собрать команду", "Первый черновик", "Показать сообществу", "Выпустить" };

/* A statement whose first parameter is the uid. */
static gboolean
veche_seed_plan_insert (VecheSeeding *self, VecheStatement *statement, gint64 *id, GError **error)
{
  g_autofree char *uid = veche_uid_new ();

  veche_statement_bind_static (statement, 1, uid);
  if (!veche_statement_run (statement, error))
    return FALSE;
  if (id != NULL)
    *id = veche_db_last_id (self->db);

  return TRUE;
}

static gint64
veche_seed_plan_person (VecheSeeding *self)
{
  return self->people[veche_seed_below (self, MIN (self->how->members, 200))].id;
}

static gboolean
veche_seed_participants (VecheSeeding *self, gint64 event, gboolean past, GError **error)
{
  static const char sql[] =
    "INSERT INTO event_participant (uid, event_id, member_id, role, status) VALUES (?1, ?2, ?3, ?4, ?5)\n"
    "  ON CONFLICT (event_id, member_id) DO NOTHING";
  guint n = MIN (self->how->members, 5 + veche_seed_below (self, 12));

  for (guint i = 0; i < n; i++)
    {
      VecheStatement *statement = veche_db_prepare (self->db, sql);
      const char *status = veche_seed_chance (self, 0.8) ? (past ? "came" : "accepted") : (past ? "no-show" : "invited");

      veche_statement_bind_int (statement, 2, event);
      veche_statement_bind_int (statement, 3, veche_seed_plan_person (self));
      veche_statement_bind_static (statement, 4, i == 0 ? "host" : i == 1 ? "speaker" : "guest");
      veche_statement_bind_static (statement, 5, status);
      if (!veche_seed_plan_insert (self, statement, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
veche_seed_event (VecheSeeding *self, GDateTime *day, gint64 project, GError **error)
{
  static const char sql[] =
    "INSERT INTO event (uid, community_id, project_id, title, kind, online, place, link, starts, ends, tz, status, created)\n"
    "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, '" ZONE "', ?11, ?12)";
  guint which = veche_seed_below (self, G_N_ELEMENTS (events));
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  g_autofree char *starts = g_strdup_printf ("%sT%02u:00", date, 17 + which % 3);
  g_autofree char *ends = g_strdup_printf ("%sT%02u:30", date, 18 + which % 3);
  gboolean past = g_date_time_to_unix (day) * G_USEC_PER_SEC < self->now;
  VecheStatement *statement = veche_db_prepare (self->db, sql);
  gint64 id;

  veche_statement_bind_int (statement, 2, self->community_id);
  veche_statement_bind_id (statement, 3, project);
  veche_statement_bind_static (statement, 4, events[which].title);
  veche_statement_bind_static (statement, 5, events[which].kind);
  veche_statement_bind_int (statement, 6, events[which].link != NULL);
  veche_statement_bind_static (statement, 7, events[which].place);
  veche_statement_bind_static (statement, 8, events[which].link);
  veche_statement_bind_static (statement, 9, starts);
  veche_statement_bind_static (statement, 10, ends);
  veche_statement_bind_static (statement, 11, past ? "done" : "planned");
  veche_statement_bind_int (statement, 12, self->now - 90 * G_TIME_SPAN_DAY);

  return veche_seed_plan_insert (self, statement, &id, error) && veche_seed_participants (self, id, past, error);
}

static gboolean
veche_seed_steps (VecheSeeding *self, gint64 project, GDateTime *start, GError **error)
{
  static const char sql[] = "INSERT INTO project_step (uid, project_id, title, day, done, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (start, 10 + (int) i * 24);
      g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
      VecheStatement *statement = veche_db_prepare (self->db, sql);

      veche_statement_bind_int (statement, 2, project);
      veche_statement_bind_static (statement, 3, steps[i]);
      veche_statement_bind_static (statement, 4, date);
      veche_statement_bind_int (statement, 5, g_date_time_to_unix (day) * G_USEC_PER_SEC < self->now);
      veche_statement_bind_int (statement, 6, i);
      if (!veche_seed_plan_insert (self, statement, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
veche_seed_team (VecheSeeding *self, gint64 project, GError **error)
{
  static const char slot_sql[] =
    "INSERT INTO project_slot (uid, project_id, title, competency_id, needed, position) SELECT ?1, ?2, name, id, 2, ?4 FROM competency WHERE name = ?3";
  static const char sql[] =
    "INSERT INTO project_member (uid, project_id, member_id, slot_id, competency_id) SELECT ?1, ?2, c.member_id, ?3, c.competency_id\n"
    "  FROM project_slot AS s JOIN member_competency AS c ON c.competency_id = s.competency_id\n"
    "  WHERE s.id = ?3 AND NOT EXISTS (SELECT 1 FROM project_member WHERE project_id = ?2 AND member_id = c.member_id)\n"
    "  ORDER BY c.level DESC, c.member_id LIMIT 1";
  guint first = veche_seed_below (self, veche_seed_n_topics);

  for (guint i = 0; i < 4; i++)
    {
      VecheStatement *statement = veche_db_prepare (self->db, slot_sql);
      gint64 slot;

      veche_statement_bind_int (statement, 2, project);
      veche_statement_bind_static (statement, 3, veche_seed_topics[(first + i * 3) % veche_seed_n_topics].name);
      veche_statement_bind_int (statement, 4, i);
      if (!veche_seed_plan_insert (self, statement, &slot, error))
        return FALSE;
      for (guint j = 0; j < 2 && i < 3; j++)   /* the last role is still free */
        {
          statement = veche_db_prepare (self->db, sql);
          veche_statement_bind_int (statement, 2, project);
          veche_statement_bind_int (statement, 3, slot);
          if (!veche_seed_plan_insert (self, statement, NULL, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
veche_seed_project (VecheSeeding *self, int offset, GDateTime *start, gint64 *id, GError **error)
{
  static const char sql[] =
    "INSERT INTO project (uid, community_id, quarter, title, goal, status, owner_id, starts, outcome, created)\n"
    "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
  guint which = (guint) (offset + 3) % G_N_ELEMENTS (projects);
  g_autofree char *quarter = g_strdup_printf ("%dQ%d", g_date_time_get_year (start), (g_date_time_get_month (start) - 1) / 3 + 1);
  g_autoptr (GDateTime) day = g_date_time_add_days (start, 80);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 2, self->community_id);
  veche_statement_bind_static (statement, 3, quarter);
  veche_statement_bind_static (statement, 4, projects[which].title);
  veche_statement_bind_static (statement, 5, projects[which].goal);
  veche_statement_bind_static (statement, 6, offset < 0 ? "done" : offset == 0 ? "active" : "planned");
  veche_statement_bind_int (statement, 7, veche_seed_plan_person (self));
  veche_statement_bind_static (statement, 8, date);
  veche_statement_bind_static (statement, 9, offset < 0 ? "Получилось: показали на общей встрече" : NULL);
  veche_statement_bind_int (statement, 10, self->now - 100 * G_TIME_SPAN_DAY);

  return veche_seed_plan_insert (self, statement, id, error) && veche_seed_steps (self, *id, start, error)
         && veche_seed_team (self, *id, error);
}

/* Two quarters behind, this one, the next; and a free one after it. */
gboolean
veche_seed_plan (VecheSeeding *self, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (self->now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) quarter = g_date_time_new_utc (g_date_time_get_year (now), (g_date_time_get_month (now) - 1) / 3 * 3 + 1, 1, 0, 0, 0);

  for (int offset = -2; offset <= 1; offset++)
    {
      g_autoptr (GDateTime) start = g_date_time_add_months (quarter, offset * 3);
      gint64 project;

      if (!veche_seed_project (self, offset, start, &project, error))
        return FALSE;
      for (int i = 0; i < 6; i++)
        {
          g_autoptr (GDateTime) day = g_date_time_add_days (start, 4 + i * 14 + (int) veche_seed_below (self, 5));

          if (!veche_seed_event (self, day, i % 3 == 2 ? project : 0, error))
            return FALSE;
        }
    }

  return TRUE;
}
