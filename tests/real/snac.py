#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""snac.py VECHE_CLI WORKDIR: the Mastodon connector against a server that we did not write.

Gets the source of snac2 from Debian 13, builds it, starts it on a free port of 127.0.0.1 as an ordinary user, and lets
the command line program do a day's work: mention -> sync -> inbox -> reply -> seen on the server; a picture, an edit, a deletion,
a new thread.  Needs the network once, libcurl's and OpenSSL's headers, python3.  TAP on standard output; 77: skipped.
"""
import glob, html, json, os, re, shutil, socket, struct, subprocess, sys, tempfile, time, urllib.error, urllib.parse, urllib.request, zlib

CLI, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
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


def wait(what, seconds, step=0.5):
    end = time.monotonic() + seconds
    while True:
        result = what()
        if result or time.monotonic() > end:
            return result
        time.sleep(step)


# ---- the server

def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def mirror():
    """Where this machine gets its Debian from."""
    try:
        lines = run('apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages').split()
    except (OSError, subprocess.CalledProcessError):
        lines = []
    return next((uri for uri in lines if uri.rstrip('/').endswith('/debian')), None) or skip('this is no Debian')


def fetch():
    """The unpacked source, kept between runs."""
    there = glob.glob(f'{WORK}/snac2-*/Makefile')
    if there:
        return os.path.dirname(there[0])
    for folder in ('lists/partial', 'cache/archives/partial'):
        os.makedirs(f'{WORK}/{folder}', exist_ok=True)
    with open(f'{WORK}/trixie.sources', 'w') as file:
        file.write(f'Types: deb-src\nURIs: {mirror()}\nSuites: trixie\nComponents: main\n'
                   'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n')
    apt = ['apt-get', '-q', '-o', f'Dir::Etc::SourceList={WORK}/trixie.sources', '-o', 'Dir::Etc::SourceParts=/dev/null',
           '-o', f'Dir::State::Lists={WORK}/lists', '-o', f'Dir::Cache={WORK}/cache', '-o', 'APT::Sandbox::User=']
    try:
        run(*apt, 'update')
        run(*apt, 'source', '--download-only', 'snac2', cwd=WORK)
        run('tar', 'xf', glob.glob(f'{WORK}/snac2_*.orig.tar.*')[0], cwd=WORK)
    except (OSError, subprocess.CalledProcessError, IndexError) as error:
        skip(f'the source of snac2 is not to be had: {error}')
    found = glob.glob(f'{WORK}/snac2-*/Makefile')
    return os.path.dirname(found[0]) if found else skip('the source of snac2 looks different')


def build(source):
    if not os.path.exists(f'{source}/snac'):
        try:
            run('make', 'CFLAGS=-g -O1', cwd=source)
        except (OSError, subprocess.CalledProcessError) as error:
            skip(f'snac2 does not build (libcurl4-openssl-dev, libssl-dev?): {getattr(error, "stderr", "")[-300:]!r}')
    return f'{source}/snac'


class Snac:
    def __init__(self, binary):
        self.base = tempfile.mkdtemp(prefix='snac-')
        os.rmdir(self.base)
        self.home = tempfile.mkdtemp(prefix='snac-home-')
        self.binary = shutil.copy(binary, self.home)
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        self.host = f'localhost:{self.port}'
        self.url = f'http://{self.host}'
        self.user = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] if os.getuid() == 0 else []
        self.root = f'{self.home}/data'
        os.chmod(self.home, 0o777)
        self.call('init', self.root, stdin=f'127.0.0.1\n{self.port}\n{self.host}\n\n\n')
        config = json.load(open(f'{self.root}/server.json'))
        config['protocol'] = 'http'
        json.dump(config, open(f'{self.root}/server.json', 'w'))
        self.passwords = {name: self.add_user(name) for name in ('us', 'alice', 'bob')}
        self.log = open(f'{self.home}/log', 'w')
        self.process = subprocess.Popen([*self.user, self.binary, 'httpd', self.root], stdout=self.log, stderr=self.log)
        if not wait(self.answers, 10, 0.1):
            skip('snac2 does not start')
        self.tokens = {name: self.get_token(name) for name in self.passwords}

    def call(self, *arguments, stdin=''):
        return subprocess.run([*self.user, self.binary, *arguments], input=stdin, capture_output=True, text=True, check=True).stdout

    def add_user(self, name):
        return re.search(r'password is (\S+)', self.call('adduser', self.root, name)).group(1)

    def answers(self):
        try:
            return urllib.request.urlopen(self.url + '/api/v1/instance', timeout=2).status == 200
        except OSError:
            return False

    def get_token(self, name):
        form = urllib.parse.urlencode({'login': name, 'passwd': self.passwords[name]}).encode()
        return urllib.request.urlopen(self.url + '/oauth/x-snac-get-token', form, timeout=5).read().decode().strip()

    def api(self, name, method, path, **form):
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self.url + path, data, {'Authorization': 'Bearer ' + self.tokens[name]}, method=method)
        try:
            body = urllib.request.urlopen(request, timeout=5).read()
        except urllib.error.HTTPError as error:
            return {'error': error.code}
        return json.loads(body) if body.strip() else {}

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
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


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


# Two by two, and red.
PICTURE = (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 2, 2, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(b'\0\xff\0\0\xff\0\0' * 2))
           + chunk(b'IEND', b''))


def plain(content):
    return html.unescape(re.sub(r'<[^>]+>', '', content))


def main():
    if not os.access(CLI, os.X_OK):
        skip('there is no veche-cli')
    os.makedirs(WORK, exist_ok=True)
    snac = Snac(build(fetch()))
    veche = Veche()
    try:
        day(snac, veche)
    finally:
        snac.stop()
        shutil.rmtree(veche.home, ignore_errors=True)
    print(f'1..{len(checks)}')
    sys.exit(not all(checks))


def day(snac, veche):
    token = snac.tokens['us'] + '\n'
    sync = lambda: (veche('sync', '--token-from', '-', stdin=token), veche.status)[1]
    mentions = lambda *more: veche.list('inbox', *more)

    veche('init', '--community', 'Club')
    check('a workspace', veche.status == 0, veche.errors)
    veche('source', 'add', 'mastodon', '--url', snac.url, '--token-from', '-', '--own-server', stdin=token)
    check('a source of our own server', veche.status == 0, veche.errors)
    check('a sync of nothing', sync() == 0, veche.errors)

    # A mention arrives.
    asked = snac.api('alice', 'POST', '/api/v1/statuses', status='@us when is the next meeting?')
    wait(lambda: snac.api('us', 'GET', '/api/v1/notifications'), 20)
    check('a sync with a mention', sync() == 0, veche.errors)
    inbox = mentions()
    check('it is in the inbox, once', len(inbox) == 1, inbox)
    mention = inbox[0] if inbox else {}
    check('with its words', 'when is the next meeting?' in mention.get('text', ''), mention)
    check('and its author', (mention.get('author') or {}).get('name') == 'alice', mention)

    # We answer, and it is seen there, in the thread, with the mention.
    veche('reply', mention.get('uid', ''), 'On Saturday at noon.')
    check('a reply', veche.status == 0, veche.errors)
    check('a sync that sends', sync() == 0, veche.errors)
    sent = wait(lambda: [s for s in snac.api('alice', 'GET', f"/api/v1/statuses/{asked['id']}/context").get('descendants', [])
                         if 'On Saturday at noon.' in plain(s['content'])], 20)
    check('seen on the server, once', len(sent) == 1, sent)
    check('as an answer to the question', sent and sent[0].get('in_reply_to_id') == asked['id'], sent)
    check('with the mention', sent and '@alice' in plain(sent[0]['content']), sent)
    outbox = veche.list('outbox')
    check('the outbox says sent', any(row.get('state') == 'sent' and row.get('remote_id') for row in outbox) or outbox == [], outbox)
    check('alice was told', wait(lambda: [n for n in snac.api('alice', 'GET', '/api/v1/notifications') if n.get('type') == 'mention'], 20))

    # Again and again changes nothing.
    for _ in range(2):
        check('a sync of nothing new', sync() == 0, veche.errors)
    check('still one mention in all', len(mentions('--state', 'open')) + len(mentions('--state', 'done')) == 1)

    # A picture goes along, under its name, with what is to be seen in it.
    picture = f'{veche.home}/план зала.png'
    with open(picture, 'wb') as file:
        file.write(PICTURE)
    veche('reply', mention.get('uid', ''), 'The hall looks like this.', '--file', picture, '--description', 'План зала: «вход» слева')
    check('a reply with a picture', veche.status == 0, veche.errors)
    for _ in range(2):
        check('a sync that sends it', sync() == 0, veche.errors)
    shown = wait(lambda: [s for s in snac.api('alice', 'GET', f"/api/v1/statuses/{asked['id']}/context").get('descendants', [])
                          if 'The hall looks like this.' in plain(s['content'])], 20)
    media = shown[0].get('media_attachments', []) if shown else []
    check('seen on the server, once', len(shown) == 1, [shown, veche.list('outbox')])
    check('with one picture', [m.get('type') for m in media] == ['image'], shown)
    check('which is described', media and media[0].get('description') == 'План зала: «вход» слева', media)
    check('and whole', media and urllib.request.urlopen(media[0]['url'], timeout=5).read() == PICTURE, media)

    # She goes on in the thread; bob begins another; alice edits, bob deletes.
    snac.api('alice', 'POST', '/api/v1/statuses', status='@us thanks, and where?', in_reply_to_id=sent[0]['id'] if sent else '')
    other = snac.api('bob', 'POST', '/api/v1/statuses', status='@us unrelated')
    wait(lambda: len(snac.api('us', 'GET', '/api/v1/notifications')) >= 3, 25)
    sync()
    texts = [m['text'] for m in mentions() + mentions('--state', 'done')]
    check('the answer to our answer', any('and where?' in t for t in texts), texts)
    check('and the other thread', any('unrelated' in t for t in texts), texts)
    snac.api('alice', 'PUT', f"/api/v1/statuses/{asked['id']}", status='@us when is the next BIG meeting?')
    snac.api('bob', 'DELETE', f"/api/v1/statuses/{other['id']}")
    edited = wait(lambda: 'BIG' in snac.api('us', 'GET', f"/api/v1/statuses/{asked['id']}").get('content', ''), 20)
    sync()
    texts = [m['text'] for m in mentions() + mentions('--state', 'done')]
    if edited:
        check('an edit is followed, in place', [t for t in texts if 'meeting' in t] == [t for t in texts if 'BIG' in t] != [], texts)
    else:
        print('# snac2 did not take the edit', flush=True)
    check('the workspace is sound', (veche('check'), veche.status)[1] == 0, veche.output + veche.errors)
    check('the token is nowhere in the file', snac.tokens['us'].encode() not in open(veche.file, 'rb').read())


main()
