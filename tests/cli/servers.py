# servers.py: a feed and a very small Mastodon on loopback.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime
import http.server
import json
import threading
import urllib.parse

FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Блог</title><link>https://blog.example/</link>
<item><title>О погоде</title><link>https://blog.example/1</link><guid>1</guid><pubDate>Mon, 16 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>Что такое вече</title><link>https://blog.example/2</link><guid>2</guid><pubDate>Tue, 17 Nov 2026 10:00:00 GMT</pubDate></item>
</channel></rss>"""


def account(number, name, display):
    return {"id": number, "username": name, "acct": name, "display_name": display, "url": f"https://club.example/@{name}", "bot": False,
            "created_at": "2025-01-01T00:00:00.000Z", "note": "", "avatar": "", "locked": False}


ME = account("1", "vera", "Вера Климова")
BORIS = account("2", "boris", "Борис Лунёв")


def status(number, author, text, reply_to=None):
    at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    return {"id": number, "created_at": at.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "edited_at": None, "account": author, "content": f"<p>{text}</p>",
            "url": f"https://club.example/@{author['username']}/{number}", "uri": f"https://club.example/s/{number}", "visibility": "public",
            "in_reply_to_id": reply_to, "in_reply_to_account_id": None, "mentions": [], "tags": [], "media_attachments": [], "reblog": None,
            "spoiler_text": "", "language": "ru", "sensitive": False, "poll": None}


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, body, code=200, kind="application/json"):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def known(self):
        if self.headers.get("Authorization") == "Bearer very-secret":
            return True
        self.answer({"error": "The access token is invalid"}, 401)
        return False

    def do_GET(self):
        path, _, query = self.path.partition("?")
        asked = urllib.parse.parse_qs(query)
        mention = status("101", BORIS, "@vera а когда встреча?")
        if path == "/feed.xml":
            self.answer(FEED, kind="application/rss+xml")
        elif path == "/gone":
            self.answer("", 410)
        elif not self.known():
            pass
        elif path == "/api/v1/accounts/verify_credentials":
            self.answer(ME)
        elif path == "/api/v1/notifications":
            newer = int((asked.get("min_id") or asked.get("since_id") or ["0"])[0])
            older = int((asked.get("max_id") or ["99"])[0])
            note = {"id": "11", "type": "mention", "created_at": mention["created_at"], "account": BORIS, "status": mention}
            self.answer([note] if newer < 11 < older else [])
        elif path.endswith("/context"):
            self.answer({"ancestors": [], "descendants": []})
        elif path == "/api/v1/statuses/101":
            self.answer(mention)
        elif path.startswith("/api/v1/accounts/"):
            self.answer([])
        else:
            self.answer({"error": "Record not found"}, 404)

    def do_HEAD(self):
        self.send_response(200 if self.path == "/headed" else 405)
        self.end_headers()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if not self.known():
            return
        if "json" in self.headers.get("Content-Type", ""):
            form = json.loads(body)
        else:
            form = {key: value[0] for key, value in urllib.parse.parse_qs(body).items()}
        self.server.posted.append(form)
        self.answer(status("202", ME, form["status"], form.get("in_reply_to_id")))


class Servers:
    """with Servers() as servers: servers.url, servers.posted"""

    def __enter__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.posted = self.posted = []
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
