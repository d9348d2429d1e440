#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""telegram.py VECHE_CLI WORKDIR: the Telegram connector against a Bot API emulator that we did not write.

Gets telegram-test-api from npm, starts it on a free port of 127.0.0.1, and lets the command line program do a day's
work: message -> sync -> inbox -> reply -> seen by the person it answers.  The emulator is shallow (it heeds neither
offset nor timeout and refuses nothing), so this proves paths, bodies and shapes; the rest is proved by
tests/support/fake-telegram.c.  Needs the network once, node and npm.  TAP on standard output; 77: skipped.
"""
import json, os, shutil, socket, subprocess, sys, tempfile, time, urllib.request

CLI, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
VERSION = '4.2.1'
TOKEN = '666:AAEmulated-t0ken_0f-a-bot-0123456789'
SERVER = """
const TelegramServer = require('telegram-test-api');
const server = new TelegramServer({port: Number(process.argv[1]), host: '127.0.0.1', storeTimeout: 600});
server.start().then(() => console.log('READY'));
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


class Emulator:
    def __init__(self):
        if not os.path.exists(f'{WORK}/node_modules/telegram-test-api/package.json'):
            try:
                subprocess.run(['npm', 'install', '--no-audit', '--no-fund', '--prefix', WORK, f'telegram-test-api@{VERSION}'],
                               check=True, capture_output=True, timeout=300)
            except (OSError, subprocess.SubprocessError) as error:
                skip(f'telegram-test-api is not to be had: {error}')
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        self.url = f'http://127.0.0.1:{self.port}'
        self.process = subprocess.Popen(['node', '-e', SERVER, str(self.port)], cwd=WORK, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline().strip() != 'READY':
            skip('telegram-test-api does not start')

    def post(self, path, what):
        request = urllib.request.Request(self.url + path, json.dumps(what).encode(), {'Content-Type': 'application/json'})
        return json.loads(urllib.request.urlopen(request, timeout=5).read())

    def say(self, person, name, chat, text, **more):
        """As the emulator's own client does it: the token inside the message."""
        return self.post('/sendMessage', {'botToken': TOKEN, 'from': {'id': person, 'first_name': name, 'is_bot': False}, 'chat': chat,
                                          'date': int(time.time()), 'text': text, **more})

    def sent(self, chat):
        """What the bot said in a chat and its own client has not fetched yet."""
        return [update['message'] for update in self.post('/getUpdates', {'token': TOKEN, 'chatId': chat}).get('result', [])]

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


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


def day(server, veche):
    sync = lambda: (veche('sync', '--token-from', '-', stdin=TOKEN + '\n'), veche.status)[1]
    anna = {'id': 5, 'first_name': 'Anna', 'type': 'private'}
    group = {'id': -1001234567890, 'title': 'Club', 'type': 'supergroup'}

    veche('init', '--community', 'Club')
    veche('source', 'add', 'telegram', '--url', server.url, '--token-from', '-', '--own-server', stdin=TOKEN + '\n')
    check('a source of our own server', veche.status == 0, veche.errors)
    check('a sync of nothing', sync() == 0, veche.errors)

    server.say(5, 'Anna', anna, 'When is the next meeting?')
    server.say(7, 'Peter', group, '@TestNameBot where?', entities=[{'type': 'mention', 'offset': 0, 'length': 12}])
    server.say(7, 'Peter', group, 'nothing for you')
    check('a sync with three messages', sync() == 0, veche.errors)
    inbox = veche.list('inbox')
    check('the two that are for us are in the inbox', sorted(m['text'] for m in inbox) == ['@TestNameBot where?', 'When is the next meeting?'], inbox)
    direct = next((m for m in inbox if 'meeting' in m['text']), {})
    check('with their author', (direct.get('author') or {}).get('name') == 'Anna', direct)

    veche('reply', direct.get('uid', ''), 'On Saturday at noon.')
    check('a reply', veche.status == 0, veche.errors)
    check('a sync that sends', sync() == 0, veche.errors)
    sent = server.sent(5)
    check('seen by Anna, once', [m.get('text') for m in sent] == ['On Saturday at noon.'], sent)
    check('in her chat, as an answer', sent and sent[0].get('reply_parameters', {}).get('message_id', 0) > 0, sent)

    for _ in range(2):
        check('a sync of nothing new', sync() == 0, veche.errors)
    check('still two in all', len(veche.list('inbox', '--state', 'open')) + len(veche.list('inbox', '--state', 'done')) == 2)
    check('the workspace is sound', (veche('check'), veche.status)[1] == 0, veche.output + veche.errors)
    check('the token is nowhere in the file', TOKEN.encode() not in open(veche.file, 'rb').read())


def main():
    if not os.access(CLI, os.X_OK):
        skip('there is no veche-cli')
    os.makedirs(WORK, exist_ok=True)
    server = Emulator()
    veche = Veche()
    try:
        day(server, veche)
    finally:
        server.stop()
        shutil.rmtree(veche.home, ignore_errors=True)
    print(f'1..{len(checks)}')
    sys.exit(not all(checks))


main()
