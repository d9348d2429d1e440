#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""feeds.py VECHE_CLI WORKDIR: the feed connector against nginx, which we did not write.

Serves an RSS feed, an Atom feed and a JSON feed on a free port of 127.0.0.1, compressed, with ETag and Last-Modified, and looks
into nginx's own log at what the command line program asked for: what is unchanged is asked for by its mark and answered with
304, a redirect is followed, what is gone, busy or goes in circles is said.  Takes nginx of the system, or Debian's package
unpacked into WORKDIR.  TAP on standard output; 77: skipped.
"""
import glob, json, os, shutil, socket, sqlite3, subprocess, sys, tempfile, time, urllib.request

CLI, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
CONFIG = """
daemon off; worker_processes 1; pid {here}/pid; error_log {here}/error.log; {user}
events {{ worker_connections 64; }}
http {{
  log_format seen '$request_uri $status "$http_if_none_match" "$http_if_modified_since" "$sent_http_content_encoding"';
  access_log {here}/access.log seen;
  client_body_temp_path {here}/t1; proxy_temp_path {here}/t2; fastcgi_temp_path {here}/t3; uwsgi_temp_path {here}/t4; scgi_temp_path {here}/t5;
  types {{ application/rss+xml rss; application/atom+xml atom; application/feed+json json; text/html html; }}
  gzip on; gzip_min_length 1; gzip_types application/rss+xml application/atom+xml application/feed+json;
  server {{
    listen 127.0.0.1:{port};
    root {here}/www;
    location = /old.rss {{ return 301 /moved/news.rss; }}
    location = /gone.rss {{ return 410; }}
    location = /busy.rss {{ add_header Retry-After 120 always; return 429; }}
    location = /circle.rss {{ return 302 /circle.rss; }}
    location = /undated.atom {{ etag off; if_modified_since off; add_header Last-Modified ""; }}
  }}
}}
"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Garden news</title><link>http://127.0.0.1/</link><description>d</description>{items}</channel></rss>"""
ITEM = '<item><guid isPermaLink="false">g{n}</guid><title>{title}</title><pubDate>{date}</pubDate><description>{text}</description></item>'
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title><id>urn:x</id><updated>2026-11-01T00:00:00Z</updated>
<entry><id>urn:{title}:1</id><title>Spades</title><updated>2026-11-01T00:00:00Z</updated><author><name>Anna</name></author><content type="html">&lt;p&gt;A talk of garden spades&lt;/p&gt;</content></entry></feed>"""
JSON = {'version': 'https://jsonfeed.org/version/1.1', 'title': 'Notes', 'items': [{'id': 'n1', 'content_text': 'A note on the garden', 'date_published': '2026-11-02T00:00:00Z'}]}
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


def find():
    there = shutil.which('nginx', path=os.environ.get('PATH', '') + ':/usr/sbin') or f'{WORK}/usr/sbin/nginx'
    if os.path.exists(there):
        return there
    os.makedirs(WORK, exist_ok=True)
    try:
        subprocess.run(['apt-get', '-q', 'download', 'nginx'], check=True, capture_output=True, cwd=WORK, timeout=120)
        subprocess.run(['dpkg', '-x', glob.glob(f'{WORK}/nginx_*.deb')[0], WORK], check=True, capture_output=True)
    except (OSError, subprocess.SubprocessError, IndexError) as error:
        skip(f'nginx is not to be had: {error}')
    return there if os.path.exists(there) else skip('the package of nginx looks different')


class Nginx:
    def __init__(self, binary):
        self.here = tempfile.mkdtemp(prefix='nginx-')
        os.chmod(self.here, 0o755)
        os.makedirs(f'{self.here}/www/moved')
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        self.url = f'http://127.0.0.1:{self.port}'
        with open(f'{self.here}/nginx.conf', 'w') as file:
            file.write(CONFIG.format(here=self.here, port=self.port, user='user root;' if os.getuid() == 0 else ''))
        self.process = subprocess.Popen([binary, '-c', f'{self.here}/nginx.conf', '-e', f'{self.here}/error.log'], stderr=subprocess.DEVNULL)
        for _ in range(50):
            try:
                urllib.request.urlopen(self.url + '/none', timeout=1)
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        skip('nginx does not start: ' + open(f'{self.here}/error.log').read()[-300:])

    def write(self, name, text):
        with open(f'{self.here}/www/{name}', 'w') as file:
            file.write(text)

    def asked(self, path):
        """[status, If-None-Match, If-Modified-Since, Content-Encoding] of each request for it."""
        lines = [line.rstrip('\n').split(' ', 2) for line in open(f'{self.here}/access.log')]
        return [[int(status), *rest.strip('"').split('" "')] for uri, status, rest in lines if uri == path]

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.here, ignore_errors=True)


class Veche:
    def __init__(self):
        self.home = tempfile.mkdtemp(prefix='veche-real-')
        self.file = f'{self.home}/real.veche'
        self.environment = {**os.environ, 'HOME': self.home, 'XDG_DATA_HOME': self.home, 'XDG_CONFIG_HOME': self.home,
                            'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent/bus', 'G_DEBUG': 'fatal-criticals'}

    def __call__(self, *arguments):
        done = subprocess.run([CLI, '--workspace', self.file, *arguments], capture_output=True, text=True, env=self.environment, timeout=60)
        self.status, self.output, self.errors = done.returncode, done.stdout, done.stderr
        return self.output

    def list(self, *arguments):
        return [json.loads(line) for line in self(*arguments, '--json').splitlines() if line.startswith('{')]

    def rows(self, sql, *values):
        with sqlite3.connect(f'file:{self.file}?mode=ro', uri=True) as db:
            return db.execute(sql, values).fetchall()

    def texts(self):
        return [row[0] for row in self.rows('SELECT text FROM interaction ORDER BY at, id')]


def write_news(nginx, titles):
    dates = ['Sun, 01 Nov 2026 10:00:00 GMT', 'Mon, 02 Nov 2026 10:00:00 GMT', 'Tue, 03 Nov 2026 10:00:00 GMT']
    nginx.write('news.rss', RSS.format(items=''.join(ITEM.format(n=n, title=title, date=dates[n], text='x') for n, title in enumerate(titles))))


def main():
    if not os.access(CLI, os.X_OK):
        skip('there is no veche-cli')
    nginx, veche = Nginx(find()), Veche()
    try:
        good(nginx, veche)
        bad(nginx, veche)
    finally:
        nginx.stop()
        shutil.rmtree(veche.home, ignore_errors=True)
    print(f'1..{len(checks)}')
    sys.exit(not all(checks))


def good(nginx, veche):
    sync = lambda: (veche('sync'), veche.status)[1]
    write_news(nginx, ['The garden opens', 'Rain'])
    nginx.write('blog.atom', ATOM.format(title='Blog'))
    nginx.write('undated.atom', ATOM.format(title='Undated'))
    nginx.write('notes.json', json.dumps(JSON))
    veche('init', '--community', 'Club')
    for name in ('news.rss', 'blog.atom', 'notes.json', 'undated.atom'):
        veche('source', 'add', 'feed', '--url', f'{nginx.url}/{name}', '--name', name, '--words', 'garden', '--own-server')
    check('four feeds', veche.status == 0, veche.errors)
    check('a sync', sync() == 0, veche.errors)
    check('all entries', len(veche.texts()) == 5, veche.texts())
    check('those with our word wait in the inbox', len(veche.list('inbox')) == 4, veche.list('inbox'))
    check('it takes them compressed', all(nginx.asked(f'/{name}')[0] [0] == 200 and nginx.asked(f'/{name}')[0][3] == 'gzip' for name in ('news.rss', 'blog.atom', 'notes.json')),
          nginx.asked('/news.rss'))

    check('a sync of nothing new', sync() == 0, veche.errors)
    for name in ('news.rss', 'blog.atom', 'notes.json'):
        last = nginx.asked(f'/{name}')[-1]
        check(f'{name}: asked for by its mark, not sent again', last[0] == 304 and last[1] != '-' and last[2] != '-', last)
    check('a feed without marks is read again, and nothing doubled', nginx.asked('/undated.atom')[-1][0] == 200 and len(veche.texts()) == 5, veche.texts())

    write_news(nginx, ['The garden opens on Sunday', 'Rain', 'A garden fair'])
    os.utime(f'{nginx.here}/www/news.rss', (time.time() + 5, time.time() + 5))
    check('a sync of news', sync() == 0, veche.errors)
    check('only the changed feed came anew', nginx.asked('/news.rss')[-1][0] == 200 and nginx.asked('/blog.atom')[-1][0] == 304)
    check('a new entry', len(veche.texts()) == 6 and any('fair' in text for text in veche.texts()), veche.texts())
    check('a changed one, with its earlier words', any('on Sunday' in text for text in veche.texts()) and len(veche.rows('SELECT * FROM interaction_version')) == 1, veche.texts())


def bad(nginx, veche):
    shutil.copy(f'{nginx.here}/www/news.rss', f'{nginx.here}/www/moved/news.rss')
    nginx.write('page.html', '<html><body>no feed</body></html>')
    nginx.write('cut.rss', RSS.format(items=ITEM.format(n=1, title='whole', date='', text='x') + '<item><title>half'))
    names = ('old.rss', 'gone.rss', 'busy.rss', 'circle.rss', 'cut.rss', 'none.rss')
    for name in names:
        veche('source', 'add', 'feed', '--url', f'{nginx.url}/{name}', '--name', name, '--own-server')
    veche('sync')
    state = {source['name']: source for source in veche.list('source', 'status')}
    wrong = lambda name: (state.get(name) or {}).get('error')
    check('a redirect is followed', wrong('old.rss') in (None, '') and nginx.asked('/moved/news.rss')[-1][0] == 200, state.get('old.rss'))
    check('what is gone is said', wrong('gone.rss') == 'not-found' and wrong('none.rss') == 'not-found', state.get('gone.rss'))
    check('what is busy is left alone', wrong('busy.rss') == 'rate-limited', state.get('busy.rss'))
    check('a circle ends', wrong('circle.rss') not in (None, '') and len(nginx.asked('/circle.rss')) <= 6, state.get('circle.rss'))
    check('the good ones go on', not any(wrong(name) for name in ('news.rss', 'blog.atom', 'notes.json')), state)
    busy = len(nginx.asked('/busy.rss'))
    print(f'# cut.rss: {wrong("cut.rss")}; busy.rss was asked {busy} times', flush=True)
    check('the workspace is sound', (veche('check'), veche.status)[1] == 0, veche.output + veche.errors)


main()
