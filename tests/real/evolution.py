#!/usr/bin/env python3
# evolution.py: what GNOME's own calendar makes of our plan.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""evolution.py VECHE_CLI WORKDIR: the plan in Evolution Data Server, in which Evolution and GNOME Calendar keep what they show.

On a session bus of its own an exported plan is received as Evolution's importer does it; then field by field and day by day it must say what the
plan says, and what is written from there is brought back, as it is and edited.  TAP on standard output; 77: skipped.
"""
import json, os, shutil, subprocess, sys, tempfile, time

CLI, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
FROM, UNTIL = 1790802000, 1830286800   # 2026-10-01 to 2028-01-01, in Moscow
checks = []


def skip(why):
    print(f'1..0 # SKIP {why}', flush=True)
    sys.exit(77)


def check(name, ok, detail=''):
    checks.append(bool(ok))
    print(f"{'ok' if ok else 'not ok'} {len(checks)} {name}", flush=True)
    if not ok and detail:
        print('# ' + str(detail)[:3000].replace('\n', '\n# '), flush=True)
    return ok


try:
    import gi
    gi.require_version('ECal', '2.0')
    gi.require_version('EDataServer', '1.2')
    from gi.repository import ECal, EDataServer, ICalGLib
except (ImportError, ValueError):
    skip('the bindings of Evolution Data Server are not installed (gir1.2-ecal-2.0)')
if not shutil.which('dbus-run-session') or not any(os.path.exists(f'{folder}/evolution-calendar-factory') for folder in ('/usr/libexec', '/usr/lib/evolution')):
    skip('evolution-data-server is not installed')


class Veche:
    def __init__(self, file):
        self.file = file
        self.run('init', '--community', 'Club')

    def text(self, *arguments):
        done = subprocess.run([CLI, '--workspace', self.file, '--json', *arguments], capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise AssertionError(f'{arguments}: {done.returncode} {done.stdout[-500:]} {done.stderr[-500:]}')
        return done.stdout

    def run(self, *arguments):
        return [json.loads(line) for line in self.text(*arguments).splitlines() if line.startswith('{')]

    def days(self):
        """Each day on which something begins: title, and when."""
        return sorted((e['title'], e['from']) for e in self.run('event', 'list', '--since', '2026-10-01', '--until', '2027-12-31'))

    def bring(self, text):
        file = self.file + '.ics'
        with open(file, 'w', newline='') as out:
            out.write(text)
        return self.run('calendar', 'import', file)


# What cannot be said on the command line.
ALARMED = '''BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:alarmed@test
DTSTAMP:20261101T100000Z
DTSTART;TZID=Europe/Moscow:20261212T190000
DTEND;TZID=Europe/Moscow:20261212T210000
SUMMARY:Лекция «Ёжики»\\, вход\\; свободный \\\\ для всех
DESCRIPTION:Первая строка\\nвторая\\, подлиннее: она идёт и идёт\\, пока не пер
 ейдёт через край\\, и ещё немного — 字字字字字字字字字字字字字字字字字字字字字字\\n\\nКонец.
LOCATION:Библиотека\\, зал 2
URL:https://club.example/?a=1,2;3&b=ё
STATUS:TENTATIVE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:x
TRIGGER:-PT1H
END:VALARM
END:VEVENT
END:VCALENDAR
'''

# Put off on a telephone, as RFC 9074 has it.
PUT_OFF = '''BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Phone//EN
BEGIN:VTODO
UID:put-off@test
DTSTAMP:20261101T100000Z
DUE;TZID=Europe/Moscow:20261110T120000
SUMMARY:Позвонить в музей
BEGIN:VALARM
UID:put-off-1
ACKNOWLEDGED:20261110T080100Z
ACTION:DISPLAY
DESCRIPTION:x
TRIGGER;RELATED=END:-PT1H
END:VALARM
BEGIN:VALARM
UID:put-off-2
ACTION:DISPLAY
DESCRIPTION:x
RELATED-TO;RELTYPE=SNOOZE:put-off-1
TRIGGER;VALUE=DATE-TIME:20270301T070000Z
END:VALARM
END:VTODO
END:VCALENDAR
'''


def plan(veche):
    anna = veche.run('member', 'add', 'Анна Ёлкина', '--identity', 'email:anna@club.example')[-1]['uid']
    evening = veche.run('event', 'add', 'Осенняя встреча', '--starts', '2026-11-28T19:00', '--ends', '2026-11-28T21:00', '--tz', 'Europe/Moscow', '--place', 'Клуб')[-1]['uid']
    veche.run('event', 'guest', evening, anna, '--status', 'accepted')
    veche.run('event', 'add', 'Поход', '--starts', '2027-05-10', '--ends', '2027-05-12', '--tz', 'Europe/Moscow')
    veche.run('event', 'add', 'День', '--starts', '2027-02-28', '--tz', 'Europe/Moscow')
    veche.run('event', 'add', 'Новый год', '--starts', '2026-12-31T22:00', '--ends', '2027-01-01T01:00', '--tz', 'Asia/Kathmandu')
    veche.run('event', 'add', 'Webinário', '--starts', '2027-02-20T23:30', '--ends', '2027-02-21T00:30', '--tz', 'America/Sao_Paulo', '--online')
    veche.run('event', 'add', 'Отменено', '--starts', '2026-12-01T12:00', '--tz', 'UTC', '--status', 'cancelled')
    tea = veche.run('ritual', 'add', 'Чай', '--starts', '2027-03-01T19:00', '--ends', '2027-03-01T20:30', '--tz', 'Europe/Berlin', '--rule', 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20270601')[-1]['uid']
    veche.run('ritual', 'done', tea, '--on', '2027-03-22T19:00', '--skipped')
    veche.run('ritual', 'day', tea, '2027-03-29T19:00', '--starts', '2027-03-30T18:00')
    veche.run('ritual', 'add', 'Последняя пятница', '--starts', '2026-10-30T18:00', '--tz', 'Europe/Moscow', '--rule', 'FREQ=MONTHLY;BYDAY=-1FR;COUNT=12')
    veche.run('task', 'add', 'Снять зал', '--due', '2026-11-20', '--item', 'Чай; чёрный', '--item', 'Мёд', '--priority', '1', '--notes', 'до обеда,\nпозвонить')
    veche.run('task', 'add', 'Отчёт', '--due', '2026-12-01T18:30', '--tz', 'Europe/Moscow', '--rule', 'FREQ=MONTHLY')
    speakers = veche.run('task', 'add', 'Позвать спикеров', '--due', '2026-12-03T12:00', '--tz', 'Europe/Moscow')[-1]['uid']
    veche.run('task', 'snooze', speakers, '2027-02-28')
    veche.bring(ALARMED)
    veche.bring(PUT_OFF)


class Theirs:
    """A calendar on this computer, as "New Calendar" makes it."""

    def __init__(self, registry, kind):
        source = EDataServer.Source.new(None, None)
        tasks = kind == ECal.ClientSourceType.TASKS
        source.set_display_name('Veche')
        source.set_parent('local-stub')
        source.get_extension(EDataServer.SOURCE_EXTENSION_TASK_LIST if tasks else EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name('local')
        registry.commit_source_sync(source, None)
        end = time.monotonic() + 20
        while True:
            try:
                self.client = ECal.Client.connect_sync(source, kind, 10, None)
                break
            except Exception:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def receive(self, text, kind):
        """As the importer: what is of this kind, and the zones."""
        whole, part = ICalGLib.Component.new_from_string(text), ECal.util_new_top_level()
        for of in (ICalGLib.ComponentKind.VTIMEZONE_COMPONENT, kind):
            one = whole.get_first_component(of)
            while one is not None:
                part.add_component(one.clone())
                one = whole.get_next_component(of)
        part.set_method(ICalGLib.PropertyMethod.PUBLISH)
        self.client.receive_objects_sync(part, ECal.OperationFlags.NONE, None)

    def all(self):
        return self.client.get_object_list_sync('#t', None)[1]

    def find(self, title):
        return next(one for one in self.all() if one.get_summary() == title)

    def days(self):
        found = []
        utc = ICalGLib.Timezone.get_utc_timezone()

        def take(component, start, end, *_):
            at = start.as_timet_with_zone(utc) if start.is_date() else start.as_timet_with_zone(start.get_timezone() or utc)
            found.append((component.get_summary(), start.is_date(), at))
            return True

        self.client.generate_instances_sync(FROM, UNTIL, None, take)
        return found

    def save(self):
        """As "Save as iCalendar": the zones that are named, then all entries."""
        top, zones = ECal.util_new_top_level(), set()
        for one in self.all():
            for line in one.as_ical_string().replace('\r\n ', '').splitlines():
                if 'TZID=' in line:
                    zones.add(line.split('TZID=')[1].split(':')[0].split(';')[0])
        for name in sorted(zones):
            top.add_component(self.client.get_timezone_sync(name, None)[1].get_component().clone())
        for one in self.all():
            top.add_component(one.clone())
        return top.as_ical_string()


def lines(component):
    return component.as_ical_string().replace('\r\n ', '').splitlines()


def value(component, name):
    return next((line.split(':', 1)[1] for line in lines(component) if line.split(':')[0].split(';')[0] == name), None)


def fields(events, tasks):
    lecture = events.find('Лекция «Ёжики», вход; свободный \\ для всех')
    check('a title with all its marks', lecture is not None)
    check('a long text in Russian, with its lines', lecture.get_description().startswith('Первая строка\nвторая, подлиннее') and lecture.get_description().endswith('\n\nКонец.')
          and '字' * 22 in lecture.get_description(), lecture.get_description())
    check('a place, and an address with all its marks', lecture.get_location() == 'Библиотека, зал 2' and value(lecture, 'URL') == 'https://club.example/?a=1,2;3&b=ё', lines(lecture))
    check('an idea is tentative', lecture.get_status() == ICalGLib.PropertyStatus.TENTATIVE)
    alarm = ECal.Component.new_from_icalcomponent(lecture.clone()).get_all_alarms()
    check('one alarm, an hour before, shown', len(alarm) == 1 and alarm[0].get_action() == ECal.ComponentAlarmAction.DISPLAY
          and alarm[0].get_trigger().get_duration().as_int() == -3600, lines(lecture))
    start = lecture.get_dtstart()
    check('its zone is one the desktop knows', 'Europe/Moscow' in lecture.get_first_property(ICalGLib.PropertyKind.DTSTART_PROPERTY).as_ical_string()
          and (start.get_hour(), start.get_minute()) == (19, 0), lines(lecture))
    hike = events.find('Поход')
    check('whole days, with the day after as the end', hike.get_dtstart().is_date() and hike.get_dtend().as_ical_string() == '20270513', lines(hike))
    day = events.find('День')
    check('one whole day', day.get_dtstart().is_date() and day.get_dtend().as_ical_string() == '20270301', lines(day))
    check('what is cancelled', events.find('Отменено').get_status() == ICalGLib.PropertyStatus.CANCELLED)
    guests = ECal.Component.new_from_icalcomponent(events.find('Осенняя встреча').clone()).get_attendees()
    check('who comes, by name and address', [(g.get_cn(), g.get_value(), g.get_partstat()) for g in guests]
          == [('Анна Ёлкина', 'mailto:anna@club.example', ICalGLib.ParameterPartstat.ACCEPTED)], lines(events.find('Осенняя встреча')))
    tea = [one for one in events.all() if one.get_summary() == 'Чай']
    check('a series, and the day that differs', len(tea) == 2 and sum(value(one, 'RRULE') is not None for one in tea) == 1, [lines(one) for one in tea])
    hall, report = tasks.find('Снять зал'), tasks.find('Отчёт')
    check('a task by its day, with its notes', hall.get_due().as_ical_string() == '20261120' and hall.get_description() == 'до обеда,\nпозвонить' and value(hall, 'PRIORITY') == '1', lines(hall))
    later = tasks.find('Позвать спикеров')
    rings = ECal.Component.new_from_icalcomponent(later.clone()).get_all_alarms()
    check('a task that was put off rings on the morning of that day', [one.get_trigger().get_absolute_time().as_ical_string() for one in rings] == ['20270228T060000Z'], lines(later))
    rings = ECal.Component.new_from_icalcomponent(tasks.find('Позвонить в музей').clone()).get_all_alarms()
    check('one that was put off elsewhere, too, beside its reminder', sorted(one.get_trigger().get_kind() == ECal.ComponentAlarmTriggerKind.ABSOLUTE for one in rings) == [False, True],
          lines(tasks.find('Позвонить в музей')))
    check('a task that comes again', value(report, 'RRULE') == 'FREQ=MONTHLY' and '20261201T183000' in ''.join(lines(report)), lines(report))


def moments(veche, events):
    ours, theirs = [], []
    for e in veche.run('event', 'list', '--since', '2026-10-01', '--until', '2027-12-31'):
        day = len(e['starts']) == len('2026-10-01')
        ours.append((e['title'], day, e['starts'] if day else e['from']))
    for title, day, at in events.days():
        if title == 'Отменено':   # no list of days holds it here
            continue
        theirs.append((title, day, time.strftime('%Y-%m-%d' if day else '%Y-%m-%dT%H:%M:%SZ', time.gmtime(at))))
    check(f'every day of every event at the same moment ({len(ours)} days)', sorted(ours) == sorted(theirs) and len(ours) > 30,
          f'only here: {sorted(set(ours) - set(theirs))}\nonly there: {sorted(set(theirs) - set(ours))}')


def back(veche, events, tasks, folder):
    other = Veche(f'{folder}/other.veche')
    for name, theirs in (('events', events), ('tasks', tasks)):
        text = theirs.save()
        outcomes = veche.bring(text)
        check(f'{name} written there change nothing here', outcomes and {e['outcome'] for e in outcomes} <= {'same'}, outcomes)
        outcomes = other.bring(text)
        check(f'{name} written there are a plan elsewhere', {e['outcome'] for e in outcomes} <= {'new'}
              and {lost for e in outcomes for lost in e['lost']} <= {'ATTENDEE: nobody here has that address'}, outcomes)
    off = [{t['title']: t.get('snoozed') for t in one.run('task', 'list', '--which', 'open')} for one in (veche, other)]
    check('and tasks are put off to the same days', off[0] == off[1] and (off[0]['Позвать спикеров'], off[0]['Позвонить в музей']) == ('2027-02-28', '2027-03-01'), off)
    check('with the same days', other.days() == veche.days(), f'{set(other.days()) ^ set(veche.days())}')


def edited(veche, events):
    lecture = events.find('Лекция «Ёжики», вход; свободный \\ для всех').clone()
    lecture.set_summary('Лекция переносится')
    start, end = lecture.get_dtstart(), lecture.get_dtend()
    for at in (start, end):
        at.adjust(1, 0, 0, 0)
    lecture.set_dtstart(start)
    lecture.set_dtend(end)
    events.client.modify_object_sync(lecture, ECal.ObjModType.ALL, ECal.OperationFlags.NONE, None)
    outcomes = [e for e in veche.bring(events.save()) if e['outcome'] != 'same']
    check('what was edited there is changed here, and nothing else', [(e['outcome'], sorted(e['fields'])) for e in outcomes] == [('changed', ['ends', 'starts', 'title'])], outcomes)
    check('to what was meant', ('Лекция переносится', '2026-12-13T16:00:00Z') in veche.days(), veche.days())


def main():
    os.makedirs(WORK, exist_ok=True)
    if 'VECHE_ON_A_BUS' not in os.environ:
        folder = tempfile.mkdtemp(dir=WORK)
        environment = dict(os.environ, VECHE_ON_A_BUS=folder, TZ='Europe/Moscow', LC_ALL='C.UTF-8', LANGUAGE='', GSETTINGS_BACKEND='memory', GIO_USE_VFS='local',
                           **{f'XDG_{name}_HOME': f'{folder}/{name.lower()}' for name in ('CONFIG', 'DATA', 'STATE', 'CACHE')})
        try:
            sys.exit(subprocess.run(['dbus-run-session', '--', sys.executable, *sys.argv], env=environment, stderr=subprocess.DEVNULL).returncode)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    folder = os.environ['VECHE_ON_A_BUS']
    veche = Veche(f'{folder}/club.veche')
    plan(veche)
    text = veche.text('calendar', 'export', '--all', '--attendees', '-')
    registry = EDataServer.SourceRegistry.new_sync(None)
    events, tasks = Theirs(registry, ECal.ClientSourceType.EVENTS), Theirs(registry, ECal.ClientSourceType.TASKS)
    events.receive(text, ICalGLib.ComponentKind.VEVENT_COMPONENT)
    tasks.receive(text, ICalGLib.ComponentKind.VTODO_COMPONENT)
    fields(events, tasks)
    moments(veche, events)
    back(veche, events, tasks, folder)
    edited(veche, events)
    print(f'1..{len(checks)}')
    sys.exit(not all(checks))


main()
