#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""matrix.py VECHE_CLI WORKDIR [SESSION]: the Matrix connector against Synapse, which we did not write.

Puts Debian's Synapse into a folder of its own (debootstrap of sid, kept between runs), starts it on a free port of
127.0.0.1 and lets the command line program do a day's work: mention -> sync -> inbox -> reply -> seen there; an edit, a
deletion, a thread, files, reactions, an encrypted room, an invitation, more than one answer holds, a session that is over.
Needs the network once, root, debootstrap, python3.  TAP on standard output; 77: skipped.
"""
import json, os, shutil, socket, sqlite3, struct, subprocess, sys, tempfile, time, urllib.error, urllib.parse, urllib.request, zlib

CLI, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ROOT = f'{WORK}/root'
CONFIG = """
server_name: veche.test
pid_file: {here}/pid
listeners: [{{port: {port}, type: http, tls: false, bind_addresses: ['127.0.0.1'], resources: [{{names: [client], compress: true}}]}}]
database: {{name: sqlite3, args: {{database: {here}/db.sqlite}}}}
media_store_path: {here}/media
signing_key_path: {here}/signing.key
trusted_key_servers: []
report_stats: false
enable_registration: true
enable_registration_without_verification: true
presence: {{enabled: false}}
refreshable_access_token_lifetime: 2s
rc_message: {{per_second: 1000, burst_count: 1000}}
rc_registration: {{per_second: 1000, burst_count: 1000}}
rc_login: {{address: {{per_second: 1000, burst_count: 1000}}, account: {{per_second: 0.01, burst_count: 4}}, failed_attempts: {{per_second: 1000, burst_count: 1000}}}}
rc_joins: {{local: {{per_second: 1000, burst_count: 1000}}}}
rc_invites: {{per_user: {{per_second: 1000, burst_count: 1000}}, per_room: {{per_second: 1000, burst_count: 1000}}}}
"""
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


# ---- the server

def mirror():
    """Where this machine gets its Debian from."""
    try:
        lines = subprocess.run(['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'], check=True, capture_output=True, text=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        lines = []
    return next((uri for uri in lines if uri.rstrip('/').endswith('/debian')), None) or skip('this is no Debian')


def fetch():
    if os.path.exists(f'{ROOT}/usr/bin/synapse_homeserver'):
        return
    if os.getuid() != 0 or shutil.which('debootstrap') is None:
        skip('it takes root and debootstrap')
    shutil.rmtree(ROOT, ignore_errors=True)
    os.makedirs(WORK, exist_ok=True)
    try:
        subprocess.run(['debootstrap', '--variant=minbase', 'sid', ROOT, mirror()], check=True, capture_output=True, timeout=900)
        subprocess.run(['chroot', ROOT, 'apt-get', 'install', '-q', '-y', '--no-install-recommends', 'matrix-synapse'], check=True, capture_output=True,
                       timeout=900, env={**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'})
    except (OSError, subprocess.SubprocessError) as error:
        skip(f'Synapse is not to be had: {error}')


class Synapse:
    def __init__(self):
        self.home = tempfile.mkdtemp(prefix='synapse-', dir=f'{ROOT}/srv')
        here = self.home[len(ROOT):]
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        self.url = f'http://127.0.0.1:{self.port}'
        with open(f'{self.home}/homeserver.yaml', 'w') as file:
            file.write(CONFIG.format(here=here, port=self.port))
        run = ['chroot', ROOT, 'synapse_homeserver', '-c', f'{here}/homeserver.yaml']
        self.log = open(f'{self.home}/log', 'w')
        subprocess.run([*run, '--generate-keys'], stdout=self.log, stderr=self.log)
        self.process = subprocess.Popen(run, stdout=self.log, stderr=self.log)
        self.tokens = {}
        end = time.monotonic() + 60
        while not self.answers():
            if time.monotonic() > end or self.process.poll() is not None:
                print('# ' + open(f'{self.home}/log').read()[-1500:].replace('\n', '\n# '))
                self.stop()
                skip('Synapse does not start')
            time.sleep(0.3)
        for name in ('us', 'alice', 'bob'):
            self.tokens[name] = self('POST', '/register', auth={'type': 'm.login.dummy'}, username=name, password=f'{name}-p4ssw0rd')['access_token']
            self('PUT', f'/profile/@{name}:veche.test/displayname', name, displayname=name.title())

    def answers(self):
        try:
            return urllib.request.urlopen(self.url + '/_matrix/client/versions', timeout=2).status == 200
        except OSError:
            return False

    def __call__(self, method, path, who=None, **body):
        headers = {'Content-Type': 'application/json', **({'Authorization': 'Bearer ' + self.tokens[who]} if who else {})}
        data = json.dumps(body).encode() if method != 'GET' else None
        request = urllib.request.Request(self.url + '/_matrix/client/v3' + path, data, headers, method=method)
        try:
            return json.loads(urllib.request.urlopen(request, timeout=20).read())
        except urllib.error.HTTPError as error:
            return {'status': error.code, **json.loads(error.read() or b'{}')}

    def room(self, name, members, **more):
        room = self('POST', '/createRoom', 'alice', name=name, preset='public_chat', **more)['room_id']
        for member in members:
            self('POST', f'/join/{urllib.parse.quote(room)}', member)
        return room

    def say(self, who, room, text, mentions=(), kind='m.room.message', **more):
        content = {'msgtype': 'm.text', 'body': text, 'm.mentions': {'user_ids': [f'@{name}:veche.test' for name in mentions]} if mentions else {}, **more}
        return self('PUT', f'/rooms/{urllib.parse.quote(room)}/send/{kind}/{os.urandom(8).hex()}', who, **content)['event_id']

    def talk(self, who, room):
        return self('GET', f'/rooms/{urllib.parse.quote(room)}/messages?dir=b&limit=100', who)['chunk']

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.home, ignore_errors=True)


# ---- our program

class Veche:
    def __init__(self):
        self.home = tempfile.mkdtemp(prefix='veche-real-')
        self.file = f'{self.home}/real.veche'
        self.environment = {**os.environ, 'HOME': self.home, 'XDG_DATA_HOME': self.home, 'XDG_CONFIG_HOME': self.home,
                            'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent/bus', 'G_DEBUG': 'fatal-criticals'}

    def __call__(self, *arguments, stdin=''):
        done = subprocess.run([CLI, '--workspace', self.file, *arguments], input=stdin, capture_output=True, text=True,
                              env=self.environment, timeout=60)
        self.status, self.output, self.errors = done.returncode, done.stdout, done.stderr
        return self.output

    def list(self, *arguments):
        return [json.loads(line) for line in self(*arguments, '--json').splitlines() if line.startswith('{')]

    def rows(self, sql, *values):
        with sqlite3.connect(f'file:{self.file}?mode=ro', uri=True) as db:
            return db.execute(sql, values).fetchall()


def png(side):
    chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', side, side, 8, 2, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress((b'\0' + b'\x40\x80\xc0' * side) * side)) + chunk(b'IEND', b''))


def main():
    if not os.access(CLI, os.X_OK):
        skip('there is no veche-cli')
    fetch()
    synapse, veche = Synapse(), Veche()
    try:
        day(synapse, veche)
        sessions(synapse)
    finally:
        synapse.stop()
        shutil.rmtree(veche.home, ignore_errors=True)
    print(f'1..{len(checks)}')
    sys.exit(not all(checks))


def day(synapse, veche):
    token = synapse.tokens['us'] + '\n'
    sync = lambda: (veche('sync', '--token-from', '-', stdin=token), veche.status)[1]
    club = synapse.room('Club', ['us', 'bob'])
    council = synapse.room('Council', ['us'], initial_state=[{'type': 'm.room.encryption', 'state_key': '', 'content': {'algorithm': 'm.megolm.v1.aes-sha2'}}])

    veche('init', '--community', 'Club')
    veche('source', 'add', 'matrix', '--url', synapse.url, '--token-from', '-', '--own-server', stdin=token)
    check('a source of our own server', veche.status == 0, veche.errors)
    check('a sync of what there is', sync() == 0, veche.errors)
    check('rooms by their names', {'Club', 'Council'} <= {row[0] for row in veche.rows('SELECT name FROM channel')}, veche.rows('SELECT * FROM channel'))
    check('an encrypted room is told of', ('encrypted-room', 'Council') in veche.rows('SELECT code, about FROM source_notice'), veche.rows('SELECT * FROM source_notice'))

    # A mention arrives, and is answered.
    asked = synapse.say('alice', club, 'Us, when is the next meeting?', ['us'])
    check('a sync with a mention', sync() == 0, veche.errors)
    inbox = veche.list('inbox')
    check('it is in the inbox, once', len(inbox) == 1, inbox)
    mention = inbox[0] if inbox else {}
    check('with its words', mention.get('text') == 'Us, when is the next meeting?', mention)
    check('and its author', (mention.get('author') or {}).get('name') == 'Alice', mention)
    veche('reply', mention.get('uid', ''), 'On Saturday, [Bob](https://matrix.to/#/@bob:veche.test) knows where.')
    check('a reply', veche.status == 0, veche.errors)
    check('a sync that sends', sync() == 0, veche.errors)
    sent = [event for event in synapse.talk('alice', club) if event['sender'] == '@us:veche.test' and event['type'] == 'm.room.message']
    content = sent[0]['content'] if sent else {}
    check('seen by the other one, once', len(sent) == 1 and content.get('body') == 'On Saturday, Bob knows where.', sent)
    check('as an answer to the question', content.get('m.relates_to', {}).get('m.in_reply_to', {}).get('event_id') == asked, content)
    check('calling both', content.get('m.mentions', {}).get('user_ids') == ['@alice:veche.test', '@bob:veche.test'], content)
    check('the server told bob of it', any(n['event']['event_id'] == sent[0]['event_id'] for n in synapse('GET', '/notifications?only=highlight', 'bob').get('notifications', [])) if sent else False)
    for _ in range(2):
        check('a sync of nothing new', sync() == 0, veche.errors)
    check('nothing is there twice', veche.rows('SELECT count (*), count (DISTINCT remote_id) FROM interaction') and len({*veche.rows('SELECT count (*), count (DISTINCT remote_id) FROM interaction')[0]}) == 1)

    # An edit, a deletion, a reaction and its end.
    other = synapse.say('bob', club, 'Us, unrelated', ['us'])
    thumb = synapse('PUT', f'/rooms/{urllib.parse.quote(club)}/send/m.reaction/r1', 'bob', **{'m.relates_to': {'rel_type': 'm.annotation', 'event_id': asked, 'key': '👍'}})['event_id']
    sync()
    check('a reaction', veche.rows('SELECT kind, text, deleted FROM interaction WHERE remote_id = ?', thumb) == [('reaction', '👍', None)])
    synapse.say('alice', club, '* When is the BIG meeting?', **{'m.new_content': {'msgtype': 'm.text', 'body': 'When is the BIG meeting?'},
                                                                  'm.relates_to': {'rel_type': 'm.replace', 'event_id': asked}})
    for event in (other, thumb):
        synapse('PUT', f'/rooms/{urllib.parse.quote(club)}/redact/{urllib.parse.quote(event)}/{os.urandom(4).hex()}', 'bob', reason='mistake')
    check('a sync of changes', sync() == 0, veche.errors)
    check('an edit is followed, in place', veche.rows('SELECT text, edited IS NOT NULL FROM interaction WHERE remote_id = ?', asked) == [('When is the BIG meeting?', 1)],
          veche.rows('SELECT text, edited FROM interaction WHERE remote_id = ?', asked))
    check('the earlier wording is kept', veche.rows('SELECT text FROM interaction_version') == [('Us, when is the next meeting?',)], veche.rows('SELECT * FROM interaction_version'))
    check('a deletion is followed, the words are kept', veche.rows('SELECT text, deleted IS NOT NULL FROM interaction WHERE remote_id = ?', other) == [('Us, unrelated', 1)])
    check('a reaction taken back, too', veche.rows('SELECT deleted IS NOT NULL FROM interaction WHERE remote_id = ?', thumb) == [(1,)])

    # A thread.
    root = sent[0]['event_id'] if sent else asked
    inside = synapse.say('alice', club, 'Thanks, and what to bring?', ['us'],
                         **{'m.relates_to': {'rel_type': 'm.thread', 'event_id': root, 'is_falling_back': True, 'm.in_reply_to': {'event_id': root}}})
    sync()
    threaded = [row for row in veche.list('inbox') if 'what to bring' in row.get('text', '')]
    check('an answer in a thread', len(threaded) == 1, veche.list('inbox'))
    veche('reply', threaded[0]['uid'] if threaded else '', 'A spade.')
    sync()
    spade = [event['content']['m.relates_to'] for event in synapse.talk('alice', club) if event['content'].get('body') == 'A spade.']
    check('ours stands in the thread', len(spade) == 1 and spade[0].get('rel_type') == 'm.thread' and spade[0].get('event_id') == root
          and spade[0]['m.in_reply_to']['event_id'] == inside, spade)

    # Files go along: whole, under their names, each an event of its own in the same thread.
    files(synapse, veche, club, threaded[0]['uid'] if threaded else '', root, sync)

    # What can't be read, and what waits for a person.
    synapse.say('alice', council, '', kind='m.room.encrypted', algorithm='m.megolm.v1.aes-sha2', ciphertext='AwgA', device_id='X', sender_key='k', session_id='s')
    new = synapse('POST', '/createRoom', 'alice', name='Neighbours', invite=['@us:veche.test'])['room_id']
    sync()
    notices = veche.rows('SELECT code, about FROM source_notice')
    check('an invitation is told of', ('invited', 'Neighbours') in notices, notices)
    check('and not accepted', new not in synapse('GET', '/joined_rooms', 'us')['joined_rooms'])
    check('of the encrypted room no words', veche.rows("SELECT count (*) FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id WHERE c.name = 'Council' AND i.kind = 'message'") == [(0,)])

    # Joins and leaves.
    synapse('POST', f'/rooms/{urllib.parse.quote(club)}/leave', 'bob')
    sync()
    moves = veche.rows("SELECT kind FROM interaction AS i JOIN identity AS p ON p.id = i.identity_id WHERE p.remote_id = '@bob:veche.test' AND kind IN ('join', 'leave') ORDER BY at")
    check('who came and went', ('join',) in moves and moves[-1:] == [('leave',)], moves)

    # More than one answer holds.
    before = veche.rows('SELECT count (*) FROM interaction')[0][0]
    for i in range(130):
        synapse.say('alice', club, f'line {i}')
    sync()
    spans = veche.rows("SELECT v.since, v.until FROM coverage AS v JOIN channel AS c ON c.id = v.channel_id WHERE c.name = 'Club' ORDER BY v.since")
    check('a limited timeline leaves a gap', len(spans) >= 2 and veche.rows('SELECT count (*) FROM interaction')[0][0] - before == 100, spans)
    told = [row for row in veche.list('coverage', '--channel', 'Club') if not row.get('complete')]
    check('and coverage tells it', told, veche.output)
    veche('backfill', '--channel', 'Club', '--token-from', '-', stdin=token)
    check('a back-fill', veche.status == 0, veche.output + veche.errors)
    lines = veche.rows("SELECT count (*), count (DISTINCT text) FROM interaction WHERE text LIKE 'line %'")[0]
    check('brings what was missing, once', lines == (130, 130), lines)
    spans = veche.rows("SELECT v.since, v.until FROM coverage AS v JOIN channel AS c ON c.id = v.channel_id WHERE c.name = 'Club' ORDER BY v.since")
    check('and closes the gap', len(spans) == 1, spans)
    veche('members-sync', veche.list('source', 'status')[0]['uid'], '--token-from', '-', stdin=token)
    check('who is there', veche.status == 0 and {'@alice:veche.test', '@bob:veche.test', '@us:veche.test'} <= {row[0] for row in veche.rows('SELECT remote_id FROM identity')},
          veche.output + veche.errors)

    check('the workspace is sound', (veche('check'), veche.status)[1] == 0, veche.output + veche.errors)
    check('the token is nowhere in the file', synapse.tokens['us'].encode() not in open(veche.file, 'rb').read())
    synapse('POST', '/logout', 'us')
    check('a session that is over says so', sync() != 0 and 'sign in again' in veche.errors, veche.output + veche.errors)


def files(synapse, veche, club, uid, root, sync):
    made = {'план зала.png': png(20), 'устав клуба.pdf': b'%PDF-1.4\n' + bytes(range(256)) * 9}
    for name, data in made.items():
        with open(f'{veche.home}/{name}', 'wb') as file:
            file.write(data)
    more = [part for name in made for part in ('--file', f'{veche.home}/{name}')]
    veche('reply', uid, 'The plan, and the charter.', *more, '--description', 'План зала: «вход» слева')
    check('a reply with files', veche.status == 0, veche.errors)
    for _ in range(2):
        check('a sync that sends them', sync() == 0, veche.errors)
    sent = [event['content'] for event in reversed(synapse.talk('alice', club)) if event['sender'] == '@us:veche.test' and event['type'] == 'm.room.message']
    after = sent[[c.get('body') for c in sent].index('The plan, and the charter.'):] if any(c.get('body') == 'The plan, and the charter.' for c in sent) else []
    check('words, a picture and a file, once each', [c.get('msgtype') for c in after] == ['m.text', 'm.image', 'm.file'], [sent, veche.list('outbox')])
    check('under their names', [c.get('filename') for c in after[1:]] == list(made), after)
    check('the picture is described', after[1:] and after[1].get('body') == 'План зала: «вход» слева', after)
    check('all in the thread', [c.get('m.relates_to', {}).get('event_id') for c in after] == [root] * 3, after)
    for content, data in zip(after[1:], made.values()):
        request = urllib.request.Request(f"{synapse.url}/_matrix/client/v1/media/download/{content['url'].removeprefix('mxc://')}", headers={'Authorization': f"Bearer {synapse.tokens['alice']}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            check('whole', answer.read() == data and answer.headers.get_content_type() == content['info']['mimetype'], content)


def picture(synapse, out):
    """Shown to who is signed in alone, as servers do since the specification's version 1.11."""
    request = urllib.request.Request(f'{synapse.url}/_matrix/media/v3/upload', png(200), {'Authorization': f"Bearer {synapse.tokens['alice']}", 'Content-Type': 'image/png'})
    with urllib.request.urlopen(request) as answer:
        where = json.load(answer)['content_uri'].removeprefix('mxc://')
    url = f'{synapse.url}/_matrix/media/v3/thumbnail/{where}?width=96&height=96&method=crop'
    try:
        urllib.request.urlopen(url)
        closed = False
    except urllib.error.HTTPError as error:
        closed = error.code in (401, 403, 404)
    check('its pictures are not for everybody', closed)
    out.stdin.write(url + '\n')
    out.stdin.flush()
    shown = out.stdout.readline().strip()
    check('we see them', shown == 'a picture', shown)


def sign_out(synapse):
    """A source is removed when its access token is long over: the session ends all the same."""
    with subprocess.Popen([sys.argv[3], 'matrix', synapse.url, '{"login":"alice"}'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as out:
        out.stdin.write('alice-p4ssw0rd\n')
        out.stdin.flush()
        kept = json.loads(out.stdout.readline())
        check('what is kept is a session', kept.get('user') == '@alice:veche.test' and kept.get('refresh'), kept)
        picture(synapse, out)
        time.sleep(3)
        out.stdin.write('\n')
        out.stdin.flush()
        ended = out.stdout.readline().strip()
    devices = [device['device_id'] for device in synapse('GET', '/devices', 'alice')['devices']]
    check('the removal of a source ends it', ended == 'ended' and kept['device'] not in devices, f'{ended} {devices}')
    answer = synapse('POST', '/refresh', refresh_token=kept['refresh'])
    check('and it can be renewed no more', answer.get('status') in (401, 403), answer)


def sessions(synapse):
    """By password, and by a token that has to be refreshed."""
    veche = Veche()
    try:
        login = lambda: synapse('POST', '/login', type='m.login.password', identifier={'type': 'm.id.user', 'user': 'bob'}, password='bob-p4ssw0rd', refresh_token=True)
        veche('init', '--community', 'Club')
        veche('source', 'add', 'matrix', '--url', synapse.url, '--token-from', '-', '--own-server', '--set', 'login=bob', stdin='bob-p4ssw0rd\n')
        check('a source by password', veche.status == 0, veche.errors)
        veche('sync', '--token-from', '-', stdin='bob-p4ssw0rd\n')
        check('it signs in', veche.status == 0 and veche.rows('SELECT account FROM source') == [('bob:veche.test',)], veche.errors)
        veche('sync', '--token-from', '-', stdin='wrong\n')
        check('a wrong password is told', veche.status != 0 and 'password' in veche.errors, veche.output + veche.errors)
        session = login()
        secret = {'access': session['access_token'], 'refresh': session['refresh_token'], 'device': session['device_id'], 'user': '@bob:veche.test', 'home': synapse.url}
        time.sleep(3)
        veche('sync', '--token-from', '-', stdin=json.dumps(secret, separators=(',', ':')) + '\n')
        check('an access token that is over is refreshed', veche.status == 0, veche.errors)
        if len(sys.argv) > 3:
            sign_out(synapse)
        for _ in range(6):
            veche('sync', '--token-from', '-', stdin='bob-p4ssw0rd\n')
        check('too many sign-ins: it asks for patience', veche.status != 0 and 'wait' in veche.errors, veche.output + veche.errors)
    finally:
        shutil.rmtree(veche.home, ignore_errors=True)


main()
