#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""caldav.py VECHE_CLI WORKDIR radicale|xandikos: the plan in a calendar of a server that we did not write.

Starts Debian's server on a free port of 127.0.0.1 and lets the command line program publish the plan there and follow what is changed there, while
this script is the other client.  TAP on standard output; 77: skipped.
"""
import base64, glob, http.server, json, os, re, shutil, socket, subprocess, sys, tempfile, threading, time, urllib.error, urllib.request

CLI, WORK = [os.path.abspath(argument) for argument in [*sys.argv, '', ''][1:3]]      # neither for whom only the servers are of use
checks = []


def skip(why):
    print(f'1..0 # SKIP {why}', flush=True)
    sys.exit(77)


def check(name, ok, detail=''):
    checks.append(bool(ok))
    print(f"{'ok' if ok else 'not ok'} {len(checks)} {name}", flush=True)
    if not ok and detail:
        print('# ' + str(detail)[:1500].replace('\n', '\n# '), flush=True)
    return ok


class Server:
    """A folder of its own, a user; calendars stand below home, on disk below kept."""
    password = 'пароль с пробелом'

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        self.club = self.home + 'club/'
        self.url = f'http://127.0.0.1:{self.port}'
        self.process = None
        self.configure()
        self.start()

    def configure(self):
        pass

    def start(self):
        self.process = subprocess.Popen(self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        skip(f'{self.programs[0]} does not start')

    def stop(self):
        self.process.kill()
        self.process.wait()

    def call(self, method, path, body=None, **headers):
        request = urllib.request.Request(self.url + path, body.encode() if body else None, method=method)
        request.add_header('Authorization', 'Basic ' + base64.b64encode(f'ann:{self.password}'.encode()).decode())
        for name, value in headers.items():
            request.add_header(name.replace('_', '-'), value)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, '', {}

    def make(self, path):
        return self.call('MKCALENDAR', path)[0]

    def list(self, calendar=None):
        text = self.call('PROPFIND', calendar or self.club, '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>', Depth='1', Content_Type='text/xml')[1]
        return [h for h in re.findall(r'<(?:\w+:)?href>([^<]+)</', text) if h.endswith('.ics')]

    def get(self, path):
        return self.call('GET', path)[1].replace('\r\n ', '')

    def find(self, title, calendar=None):
        for path in self.list(calendar):
            text = self.get(path)
            if f'SUMMARY:{title}' in text:
                return path, text
        return None, ''

    def put(self, path, text):
        return self.call('PUT', path, text, Content_Type='text/calendar')[0]

    def change(self, title, *pairs):
        """Another client edits one entry."""
        path, text = self.find(title)
        for before, after in pairs:
            assert before in text, (before, text)
            text = text.replace(before, after)
        return self.put(path, text)


class Radicale(Server):
    programs, home, asks_password = ('radicale',), '/ann/', True
    tls = ''

    def configure(self):
        self.kept = f'{self.folder}/collections/collection-root/ann'
        with open(f'{self.folder}/users', 'w') as file:
            file.write(f'ann:{self.password}\n')
        with open(f'{self.folder}/conf', 'w') as file:
            file.write(f'[server]\nhosts = 127.0.0.1:{self.port}\n{self.tls}[auth]\ntype = htpasswd\nhtpasswd_filename = {self.folder}/users\n'
                       f'htpasswd_encryption = plain\ndelay = 0\n[storage]\nfilesystem_folder = {self.folder}/collections\n')

    def command(self):
        return ['radicale', '--config', f'{self.folder}/conf']

    def fill(self, texts):
        for name, text in texts.items():
            with open(f'{self.kept}/club/{name}.ics', 'w', newline='') as file:
                file.write(text)

    def empty(self):
        shutil.rmtree(f'{self.kept}/club')
        os.makedirs(f'{self.kept}/club')
        with open(f'{self.kept}/club/.Radicale.props', 'w') as file:
            file.write('{"tag": "VCALENDAR"}')


class Safe(Radicale):
    """Over TLS, with a certificate of an authority that only this test knows."""

    def configure(self):
        self.authority = f'{self.folder}/authority.pem'
        make = ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30']
        for command in (make + ['-subj', '/CN=Test authority', '-keyout', f'{self.folder}/authority.key', '-out', self.authority],
                        make + ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-addext', 'basicConstraints=critical,CA:FALSE',
                                '-CA', self.authority, '-CAkey', f'{self.folder}/authority.key', '-keyout', f'{self.folder}/server.key', '-out', f'{self.folder}/server.pem']):
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        self.tls = f'ssl = True\ncertificate = {self.folder}/server.pem\nkey = {self.folder}/server.key\n'
        self.url = f'https://localhost:{self.port}'
        super().configure()


class Xandikos(Server):
    """Keeps each calendar as a Git repository; knows no passwords itself."""
    programs, home, asks_password = ('xandikos', 'git'), '/ann/calendars/', False

    def configure(self):
        self.kept = f'{self.folder}/collections/ann/calendars'

    def command(self):
        return ['xandikos', '-d', f'{self.folder}/collections', '-l', '127.0.0.1', '-p', str(self.port), '--current-user-principal', '/ann/', '--autocreate']

    def start(self):
        """Killed while it wrote, it leaves locks behind that whoever starts it again takes away."""
        for lock in glob.glob(f'{self.kept}/*/.git/**/*.lock', recursive=True):
            os.remove(lock)
        super().start()

    def commit(self):
        git = ['git', '-C', f'{self.kept}/club', '-c', 'user.name=Ann', '-c', 'user.email=ann@example.org']
        subprocess.run(git + ['add', '-A'], check=True)
        subprocess.run(git + ['commit', '-q', '-m', 'Elsewhere'], check=True)

    def fill(self, texts):
        for name, text in texts.items():
            with open(f'{self.kept}/club/{name}.ics', 'w', newline='') as file:
                file.write(text)
        self.commit()

    def empty(self):
        for path in glob.glob(f'{self.kept}/club/*.ics'):
            os.remove(path)
        self.commit()


class Veche:
    def __init__(self, folder, server):
        self.file = f'{folder}/club.veche'
        self.server = server
        self.run('init', '--community', 'Club')

    def run(self, *arguments, stdin='', fails=False):
        done = subprocess.run([CLI, '--workspace', self.file, '--json', *arguments], input=stdin, capture_output=True, text=True, timeout=300)
        self.said = done.stderr
        if (done.returncode != 0) != fails:
            raise AssertionError(f'{arguments}: {done.returncode} {done.stdout[-500:]} {done.stderr[-500:]}')
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{')]

    def sync(self, fails=False):
        return self.run('caldav', 'sync', 'cal', '--password-from', '-', stdin=f'{self.server.password}\n', fails=fails)

    def events(self):
        return {e['title']: e for e in self.list()}

    def list(self):
        return self.run('event', 'list', '--since', '2026-10-01', '--until', '2027-04-01')

    def export(self):
        return subprocess.run([CLI, '--workspace', self.file, 'calendar', 'export', '--all', '-'], capture_output=True, text=True).stdout


def ics(uid, title, lines='DTSTART;TZID=Europe/Moscow:20261130T190000\nDTEND;TZID=Europe/Moscow:20261130T210000', extra=''):
    zone = ('BEGIN:VTIMEZONE\nTZID:Europe/Moscow\nBEGIN:STANDARD\nDTSTART:20141026T020000\nTZOFFSETFROM:+0400\nTZOFFSETTO:+0300\nTZNAME:MSK\n'
            'END:STANDARD\nEND:VTIMEZONE\n')
    text = (f'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Phone//EN\n{zone}BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20261101T100000Z\n{lines}\nSUMMARY:{title}\n'
            f'END:VEVENT\n{extra}END:VCALENDAR\n')
    return text.replace('\n', '\r\n')


def first_steps(server, veche):
    server.make(server.club)
    veche.run('event', 'add', 'Осенняя встреча', '--starts', '2026-11-28T19:00', '--ends', '2026-11-28T21:00', '--tz', 'Europe/Moscow', '--place', 'Клуб')
    veche.run('event', 'add', 'Webinar', '--starts', '2026-12-05T12:00', '--tz', 'Europe/Berlin', '--online')
    server.put(server.club + 'phone-1.ics', ics('phone-1', 'С телефона'))
    if server.asks_password:
        veche.run('caldav', 'add', server.url, '--user', 'ann', '--name', 'cal', '--publish', '--own-server', '--password-from', '-', stdin='неверный\n', fails=True)
        check('a wrong password is told before anything is kept', 'sign in' in veche.said and not veche.run('source', 'list'), veche.said)
    added = veche.run('caldav', 'add', server.url, '--user', 'ann', '--name', 'cal', '--publish', '--own-server', '--password-from', '-',
                      stdin=f'{server.password}\n')
    check('the calendar is found from the address of the server', added and added[-1].get('calendars') == [server.club], added)
    veche.sync()
    check('what was planned stands in the calendar', len(server.list()) == 3 and 'TZID=Europe/Moscow:20261128T190000' in server.find('Осенняя встреча')[1],
          server.list())
    check('what stood in the calendar is planned', veche.events().get('С телефона', {}).get('starts') == '2026-11-30T19:00', veche.events())
    before = {path: server.call('GET', path)[2].get('ETag') for path in server.list()}
    veche.sync()
    check('a second run changes nothing', before == {path: server.call('GET', path)[2].get('ETag') for path in server.list()} and len(veche.events()) == 3)


def edits(server, veche):
    events = veche.events()
    veche.run('event', 'edit', events['Webinar']['uid'], '--starts', '2026-12-06T12:00')
    server.change('Осенняя встреча', ('LOCATION:Клуб', 'LOCATION:Библиотека'))
    server.change('С телефона', ('SUMMARY:С телефона', 'SUMMARY:С другого телефона'))
    veche.sync()
    now = veche.events()
    check('edited here: changed there', '20261206T120000' in server.find('Webinar')[1], server.find('Webinar')[1])
    check('edited there: changed here', now['Осенняя встреча'].get('place') == 'Библиотека' and 'С другого телефона' in now, now)

    veche.run('event', 'edit', now['Осенняя встреча']['uid'], '--starts', '2026-11-29T18:00')
    server.change('Осенняя встреча', ('LOCATION:Библиотека', 'LOCATION:Парк'))
    veche.sync()
    there, here = server.find('Осенняя встреча')[1], veche.events()['Осенняя встреча']
    check('edited on both sides, different things: both stand on both',
          'LOCATION:Парк' in there and '20261129T180000' in there and here['place'] == 'Парк' and here['starts'] == '2026-11-29T18:00', (there, here))

    veche.run('event', 'edit', here['uid'], '--starts', '2026-11-29T17:00')
    server.change('Осенняя встреча', ('20261129T180000', '20261129T163000'))
    veche.sync()
    here = veche.events()['Осенняя встреча']
    check('edited on both sides, the same thing: the calendar’s stands', here['starts'] == '2026-11-29T16:30', here)
    lines = veche.run('journal', here['uid'], '--limit', '40')
    check('and what stood here is in the history', any('17:00' in json.dumps(line) for line in lines), lines)


def deletions(server, veche):
    now = veche.events()
    path = server.find('Webinar')[0]
    veche.run('event', 'remove', now['Webinar']['uid'])
    veche.sync()
    check('deleted here: gone there', path not in server.list(), server.list())
    veche.run('undo')
    veche.sync()
    check('its undo brings it back there', server.find('Webinar')[0] is not None and 'Webinar' in veche.events(), server.list())

    server.put(server.club + 'short.ics', ics('short', 'Недолго'))
    veche.sync()
    check('a third one comes', 'Недолго' in veche.events())
    server.call('DELETE', server.club + 'short.ics')
    veche.sync()
    check('deleted there: gone here', 'Недолго' not in veche.events(), veche.events())

    uid = veche.events()['Webinar']['uid']
    server.call('DELETE', server.find('Webinar')[0])
    veche.run('event', 'edit', uid, '--starts', '2026-12-07T12:00')
    veche.sync()
    check('deleted there and moved here meanwhile: it is sent again', '20261207T120000' in server.find('Webinar')[1], server.list())

    member = veche.run('member', 'add', 'Вера')[-1]['uid']
    uid = veche.events()['Осенняя встреча']['uid']
    veche.run('event', 'guest', uid, member)
    server.call('DELETE', server.find('Осенняя встреча')[0])
    veche.sync()
    here = veche.export().replace('\r\n ', '')
    here = here[here.find('SUMMARY:Осенняя встреча'):]
    check('with guests it is cancelled, not lost', 'STATUS:CANCELLED' in here[:here.find('END:VEVENT')], here)
    veche.sync()
    check('and stays so', server.find('Осенняя встреча')[0] is None, server.list())


def series(server, veche):
    weekly = 'DTSTART;TZID=Europe/Moscow:20261102T180000\nDTEND;TZID=Europe/Moscow:20261102T190000\nRRULE:FREQ=WEEKLY;BYDAY=MO\nEXDATE;TZID=Europe/Moscow:20261116T180000'
    moved = ('BEGIN:VEVENT\nUID:weekly\nDTSTAMP:20261101T100000Z\nRECURRENCE-ID;TZID=Europe/Moscow:20261109T180000\n'
             'DTSTART;TZID=Europe/Moscow:20261110T180000\nDTEND;TZID=Europe/Moscow:20261110T190000\nSUMMARY:Вопрос недели\nEND:VEVENT\n')
    server.put(server.club + 'weekly.ics', ics('weekly', 'Вопрос недели', weekly, moved))
    veche.sync()
    rows = [e for e in veche.list() if e['title'] == 'Вопрос недели']
    check('a series comes with the day that differs', any(e['starts'] == '2026-11-10T18:00' for e in rows) and len(rows) >= 2, rows)
    server.put(server.club + 'weekly.ics', ics('weekly', 'Вопрос недели', weekly))
    veche.sync()
    rows = [e for e in veche.list() if e['title'] == 'Вопрос недели']
    check('the day that is like the others again is no longer its own', not any(e['starts'] == '2026-11-10T18:00' for e in rows), rows)
    again = server.get(server.club + 'weekly.ics')
    check('the rule stands there as it was', 'RRULE:FREQ=WEEKLY;BYDAY=MO' in again, again)


def troubles(server, veche):
    veche.run('event', 'add', 'Без сети', '--starts', '2026-12-20T12:00', '--tz', 'Europe/Moscow')
    server.stop()
    veche.sync(fails=True)
    check('without the server it says so', 'reached' in veche.said, veche.said)
    server.start()
    veche.sync()
    check('what was planned meanwhile is sent afterwards', server.find('Без сети')[0] is not None, server.list())
    server.put(server.club + 'broken.ics', ics('ok-1', 'Цела'))
    shutil.move(f'{server.kept}/club', f'{server.folder}/aside')
    veche.sync(fails=True)
    said = veche.said
    check('a calendar that is gone takes nothing with it', 'nothing was changed here' in said and 'Без сети' in veche.events(), said)
    shutil.move(f'{server.folder}/aside', f'{server.kept}/club')
    veche.sync()
    check('it is followed again when it is back', 'Цела' in veche.events(), veche.events())


def thousand(server, veche):
    lines = [f'BEGIN:VEVENT\nUID:many-{i}\nDTSTAMP:20261101T100000Z\nDTSTART:202701{1 + i % 28:02d}T{i % 24:02d}0000Z\nSUMMARY:Событие {i}\nEND:VEVENT' for i in range(1000)]
    server.fill({f'many-{i}': f'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Phone//EN\n{line}\nEND:VCALENDAR\n'.replace('\n', '\r\n') for i, line in enumerate(lines)})
    process = subprocess.Popen([CLI, '--workspace', veche.file, 'caldav', 'sync', 'cal', '--password-from', '-'], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, text=True)
    process.stdin.write(f'{server.password}\n')
    process.stdin.close()
    time.sleep(1.5)
    server.stop()
    code = process.wait(120)
    check('the server goes in the middle: it ends, and says so or was done', code in (0, 1), code)
    server.start()
    began = time.monotonic()
    veche.sync()
    took = time.monotonic() - began
    n = sum(title.startswith('Событие ') for title in veche.events())
    check(f'a thousand events come ({took:.1f} s)', n == 1000, n)
    server.empty()
    server.stop()
    server.start()
    veche.sync()
    check('an emptied calendar is not believed at once', sum(title.startswith('Событие ') for title in veche.events()) == 1000)
    began = time.monotonic()
    veche.sync()
    check(f'the second time it is ({time.monotonic() - began:.1f} s)', not any(title.startswith('Событие ') for title in veche.events()))
    veche.run('check')
    check('the workspace is whole', 'damage' not in veche.said, veche.said)


def web_calendar(folder):
    """A page's calendar, which can only be read."""
    state = {'text': '', 'asked': []}

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            tag = f'"{hash(state["text"])}"'
            same = self.headers.get('If-None-Match') == tag
            state['asked'].append(304 if same else 200)
            self.send_response(304 if same else 200)
            self.send_header('ETag', tag)
            self.send_header('Content-Type', 'text/calendar')
            self.end_headers()
            if not same:
                self.wfile.write(state['text'].encode())

        def log_message(self, *_):
            pass

    def serve(*entries):
        state['text'] = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\n' + ''.join(
            f'BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T100000Z\r\nDTSTART:{at}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n' for uid, at, title in entries) + 'END:VCALENDAR\r\n'

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    veche = Veche(folder, None)
    veche.run('source', 'add', 'ical', '--url', f'http://127.0.0.1:{server.server_port}/group.ics', '--name', 'web', '--own-server')
    serve(('1', '20270110T100000Z', 'Скоро'), ('2', '20261105T100000Z', 'Было'), ('3', '20270210T100000Z', 'Позже'))
    veche.run('sync', 'web')
    check('a web calendar’s events come into the plan', {'Скоро', 'Было', 'Позже'} <= set(veche.events()), veche.events())
    veche.run('sync', 'web')
    check('asked again, it is asked whether anything is new', state['asked'] == [200, 304], state)
    serve(('1', '20270111T100000Z', 'Скоро'))
    veche.run('sync', 'web')
    now = veche.events()
    check('moved there: moved here; what is over stays, what was called off goes', now['Скоро']['from'] == '2027-01-11T10:00:00Z' and 'Было' in now and 'Позже' not in now, now)
    veche.run('source', 'remove', 'web')
    check('disconnected, its events stay', 'Скоро' in veche.events())
    server.shutdown()


def publishing(server, folder):
    """A thousand of ours, into a calendar of its own, with the server going away in between."""
    veche = Veche(folder, server)
    server.make(server.home + 'out/')
    text = 'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//X//EN\n' + ''.join(
        f'BEGIN:VEVENT\nUID:own-{i}\nDTSTAMP:20261101T100000Z\nDTSTART:202702{1 + i % 28:02d}T100000Z\nSUMMARY:Наше {i}\nEND:VEVENT\n' for i in range(1000)) + 'END:VCALENDAR\n'
    with open(f'{folder}/own.ics', 'w') as file:
        file.write(text.replace('\n', '\r\n'))
    veche.run('calendar', 'import', f'{folder}/own.ics')
    veche.run('caldav', 'add', server.url + server.home + 'out/', '--user', 'ann', '--name', 'cal', '--publish', '--own-server', '--password-from', '-',
              stdin=f'{server.password}\n')
    process = subprocess.Popen([CLI, '--workspace', veche.file, 'caldav', 'sync', 'cal', '--password-from', '-'], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, text=True)
    process.stdin.write(f'{server.password}\n')
    process.stdin.close()
    while len(os.listdir(f'{server.kept}/out')) < 150 and process.poll() is None:
        time.sleep(0.05)
    server.stop()
    process.wait(120)
    server.start()
    some = len(server.list(server.home + 'out/'))
    veche.sync()
    titles = [path for path in server.list(server.home + 'out/')]
    check(f'a thousand of ours go, once each, the server gone after {some}', len(titles) == 1000 and len(set(titles)) == 1000, len(titles))
    check('and none comes back twice', len(veche.list()) == 1000)


KEYRING = """
cal() { unshare -rm sh -c 'mount --bind "$0" /etc/ssl/certs/ca-certificates.crt && exec "$@"' "$AUTHORITY" "$CLI" --workspace "$FILE" "$@"; }
printf keyring | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
printf '%s\\n' "$PASSWORD" | cal --json caldav add "$URL" --user ann --name cal --publish --own-server --password-from -
cal caldav sync cal
"""


def safely(folder):
    """A certificate that nobody vouches for, then one that somebody does; the password in the desktop's keyring."""
    missing = [program for program in ('openssl', 'unshare', 'gnome-keyring-daemon', 'dbus-run-session') if not shutil.which(program)]
    if missing or subprocess.run(['unshare', '-rm', 'true'], stderr=subprocess.DEVNULL).returncode != 0:
        print(f'# not tried over TLS: {", ".join(missing) or "no namespaces"}', flush=True)
        return
    server = Safe(folder)
    try:
        veche = Veche(folder, server)
        add = ['caldav', 'add', server.url, '--user', 'ann', '--name', 'cal', '--publish', '--own-server', '--password-from', '-']
        veche.run(*add, stdin=f'{server.password}\n', fails=True)
        check('a certificate that nobody vouches for is told, and nothing is kept', 'certificate' in veche.said and not veche.run('source', 'list'), veche.said)
        subprocess.run(['curl', '-s', '--cacert', server.authority, '-u', f'ann:{server.password}', '-X', 'MKCALENDAR', server.url + server.club], check=True)
        veche.run('event', 'add', 'По секрету', '--starts', '2026-12-20T12:00', '--tz', 'Europe/Moscow')
        done = subprocess.run(['dbus-run-session', '--', 'sh', '-c', KEYRING], capture_output=True, text=True, timeout=120,
                              env=dict(os.environ, CLI=CLI, FILE=veche.file, URL=server.url, AUTHORITY=server.authority, PASSWORD=server.password, XDG_RUNTIME_DIR=folder))
        said = done.stdout + done.stderr
        check('the password is kept in the keyring, and found there', done.returncode == 0 and 'no keyring' not in said, said)
        there = glob.glob(f'{server.kept}/club/*.ics')
        check('over TLS the plan gets there', len(there) == 1 and 'По секрету' in open(there[0]).read(), said)
        kept = b''.join(open(path, 'rb').read() for path in glob.glob(f'{folder}/club.veche*'))
        check('the password stands in no file of the workspace', server.password.encode() not in kept)
    finally:
        server.stop()


def main():
    kind = {'radicale': Radicale, 'xandikos': Xandikos}[sys.argv[3]]
    if not all(map(shutil.which, kind.programs)):
        skip(f'{kind.programs[0]} is not installed')
    os.makedirs(WORK, exist_ok=True)
    folder = tempfile.mkdtemp(dir=WORK)
    os.environ.update(XDG_CONFIG_HOME=f'{folder}/config', XDG_DATA_HOME=f'{folder}/data', XDG_STATE_HOME=f'{folder}/state', LC_ALL='C.UTF-8', LANGUAGE='')
    server = kind(folder)
    try:
        veche = Veche(folder, server)
        for part in (first_steps, edits, deletions, series, troubles, thousand):
            part(server, veche)
        os.makedirs(f'{folder}/second')
        publishing(server, f'{folder}/second')
        os.makedirs(f'{folder}/third')
        web_calendar(f'{folder}/third')
        if kind is Radicale:
            os.makedirs(f'{folder}/fourth')
            safely(f'{folder}/fourth')
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(f'1..{len(checks)}')
    sys.exit(not all(checks))


if __name__ == '__main__':
    main()
