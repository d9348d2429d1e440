#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""faultyd.py - a deliberately broken HTTP(S) server for testing network clients. Python >= 3.9, standard library only, loopback only.

  faultyd.py [--port 0] [--tls-port 0] [--ready FILE] [--good FILE] [--log FILE]
  faultyd.py --list                     names of all cases, one per line, with a description

Use: point the client's base URL at http://127.0.0.1:PORT/case/NAME ; anything may follow NAME (/case/NAME/api/v1/x?y), so a
whole connector can be run under one fault.  --good FILE is the well-formed body that the case mutates (default: a small JSON).
Control: GET /__log -> JSON list of requests seen (method, path, headers, conn id, seconds since start);  GET /__reset.
TLS port: the certificate is chosen by SNI/host: 'localhost' = signed by the test CA; see --certdir (ca.pem, ...).  TLS faults have
own ports, printed in the READY line: tls_selfsigned tls_expired tls_wronghost tls_plain tls_stall tls_truncate tls_badversion.
--hosts N listens on 127.0.0.1 … 127.0.0.N, so that a client with few connections a host can run many cases at once.
READY line (stdout, also --ready FILE): one JSON object with every port.
"""
import argparse, gzip, json, os, random, socket, ssl, struct, subprocess, sys, tempfile, threading, time, zlib
from email.utils import formatdate
CASES = {}; GOOD = b'{"ok":true,"result":[{"id":1,"text":"hello","date":1700000000}],"next_cursor":null}'
LOG = []; LOCK = threading.Lock(); T0 = time.time(); COUNT = {}; PORTS = {}; LOGF = None
def case(name, doc):
    def d(f): CASES[name] = (f, doc); return f
    return d
def hdr(status='200 OK', n=None, ctype='application/json', extra=()):
    h = [f'HTTP/1.1 {status}', f'Content-Type: {ctype}']
    if n is not None: h.append(f'Content-Length: {n}')
    return ('\r\n'.join(h + list(extra)) + '\r\n\r\n').encode('latin-1')
def full(c, body, status='200 OK', ctype='application/json', extra=()): c.sendall(hdr(status, len(body), ctype, extra) + body)
def simple(name, doc, body, **k):
    CASES[name] = (lambda c, r: full(c, body() if callable(body) else body, **k), doc)
def chunk(b): return b'%x\r\n' % len(b) + b + b'\r\n'
CH = ('Transfer-Encoding: chunked',)
def rst(c): c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); c.close()
# ---- baseline
simple('ok', 'well-formed answer', lambda: GOOD)
# ---- time
@case('stall_headers', 'accepts the request, never answers')
def _(c, r): time.sleep(600)
@case('slow_headers', 'one header byte per second')
def _(c, r):
    for b in hdr(n=len(GOOD)) + GOOD: c.sendall(bytes([b])); time.sleep(1)
@case('slow_body', 'headers at once, then one body byte per second for ever (Content-Length 100000)')
def _(c, r):
    c.sendall(hdr(n=100000))
    while True: c.sendall(b' '); time.sleep(1)
@case('stall_body', 'half of the body, then silence')
def _(c, r): c.sendall(hdr(n=len(GOOD)) + GOOD[:len(GOOD)//2]); time.sleep(600)
# ---- connection
@case('close_at_once', 'closes without any byte')
def _(c, r): c.close()
@case('rst_body', 'TCP RST in the middle of the body')
def _(c, r): c.sendall(hdr(n=len(GOOD)) + GOOD[:10]); time.sleep(.05); rst(c)
@case('truncated', 'Content-Length larger than body, then clean close')
def _(c, r): c.sendall(hdr(n=len(GOOD) + 500) + GOOD); c.close()
# ---- framing
@case('cl_short', 'Content-Length smaller than body (rest pollutes keep-alive)')
def _(c, r): c.sendall(hdr(n=10) + GOOD)
@case('cl_negative', 'Content-Length: -1')
def _(c, r): c.sendall(hdr(n=-1) + GOOD); time.sleep(.2); c.close()
@case('cl_huge', 'Content-Length: 2^63-1, a little data, close')
def _(c, r): c.sendall(hdr(n=2**63 - 1) + GOOD); c.close()
@case('cl_overflow', 'Content-Length: 2^64+len')
def _(c, r): c.sendall(hdr(n=2**64 + len(GOOD)) + GOOD); time.sleep(.2); c.close()
@case('cl_dup', 'two different Content-Length headers')
def _(c, r): c.sendall(hdr(n=len(GOOD), extra=('Content-Length: 5',)) + GOOD); c.close()
@case('cl_and_te', 'Content-Length and chunked together')
def _(c, r): c.sendall(hdr(n=3, extra=CH) + chunk(GOOD) + b'0\r\n\r\n')
@case('body_endless', 'no length, data until the client gives up')
def _(c, r):
    c.sendall(hdr(extra=('Connection: close',)) + b'["')
    while True: c.sendall(b'x' * 65536)
@case('chunked_endless', 'endless chunked body at full speed')
def _(c, r):
    c.sendall(hdr(extra=CH) + chunk(b'["')); b = chunk(b'x' * 65536)
    while True: c.sendall(b)
@case('chunked_bad_size', 'chunk size is not hexadecimal')
def _(c, r): c.sendall(hdr(extra=CH) + b'zz\r\n' + GOOD + b'\r\n0\r\n\r\n'); c.close()
@case('chunked_huge_size', 'chunk size ffffffffffffffff')
def _(c, r): c.sendall(hdr(extra=CH) + b'ffffffffffffffff\r\n' + GOOD); c.close()
@case('chunked_no_end', 'complete JSON but no final chunk, then close')
def _(c, r): c.sendall(hdr(extra=CH) + chunk(GOOD)); c.close()
@case('trailer_flood', 'endless trailers after the last chunk')
def _(c, r):
    c.sendall(hdr(extra=CH) + chunk(GOOD) + b'0\r\n')
    while True: c.sendall(b''.join(b'X-T%d: y\r\n' % random.getrandbits(32) for _ in range(500)))
@case('header_flood', 'endless headers')
def _(c, r):
    c.sendall(b'HTTP/1.1 200 OK\r\n')
    while True: c.sendall(b''.join(b'X-H%d: y\r\n' % random.getrandbits(32) for _ in range(500)))
@case('header_long', 'one endless header line')
def _(c, r):
    c.sendall(b'HTTP/1.1 200 OK\r\nX-Long: ')
    while True: c.sendall(b'a' * 65536)
@case('header_inject', 'NUL, bare CR, non-ASCII and empty names in headers')
def _(c, r): c.sendall(b'HTTP/1.1 200 OK\r\nX-A: a\0b\r\n: none\r\nX-\xff: \xc3\x28\r\nX-B: a\rInjected: 1\r\nContent-Length: %d\r\n\r\n' % len(GOOD) + GOOD)
@case('status_garbage', 'status line "HTTP/1.1 abc"')
def _(c, r): c.sendall(b'HTTP/1.1 abc def\r\n\r\n' + GOOD); c.close()
@case('status_999', 'status code 999 / 099')
def _(c, r): full(c, GOOD, status='999 What')
@case('not_http', 'random bytes (an SSH banner)')
def _(c, r): c.sendall(b'SSH-2.0-OpenSSH_9\r\n' + os.urandom(2000)); c.close()
@case('continue_flood', 'endless "100 Continue"')
def _(c, r):
    while True: c.sendall(b'HTTP/1.1 100 Continue\r\n\r\n' * 200)
@case('switch_101', 'unsolicited 101 Switching Protocols')
def _(c, r): c.sendall(b'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n' + GOOD); time.sleep(600)
@case('s204_body', '204 with a body; poisons keep-alive')
def _(c, r): c.sendall(hdr('204 No Content', len(GOOD)) + GOOD)
@case('s304', 'unsolicited 304')
def _(c, r): c.sendall(b'HTTP/1.1 304 Not Modified\r\n\r\n')
@case('extra_response', 'a second unsolicited response follows on the connection')
def _(c, r): full(c, GOOD); full(c, b'{"poison":true}')
# ---- encodings
def bomb(mb, level=9):
    z = zlib.compressobj(level, zlib.DEFLATED, 31); out = [z.compress(b'["')]
    z0 = b' ' * (1 << 20)
    for _ in range(mb): out.append(z.compress(z0))
    out.append(z.compress(b'"]')); out.append(z.flush()); return b''.join(out)
GZ = ('Content-Encoding: gzip',); _b = {}
@case('gzip_bomb', '1 GiB (--bomb MB) of spaces in ~1 MB of gzip')
def _(c, r):
    full(c, _b[1], extra=GZ)
@case('gzip_truncated', 'gzip stream cut in half (Content-Length right)')
def _(c, r): b = gzip.compress(GOOD * 50); full(c, b[:len(b)//2], extra=GZ)
@case('gzip_corrupt', 'gzip with flipped bytes')
def _(c, r): b = bytearray(gzip.compress(GOOD * 50)); b[20] ^= 0xff; b[-5] ^= 0xff; full(c, bytes(b), extra=GZ)
@case('gzip_lie', 'says gzip, is plain')
def _(c, r): full(c, GOOD, extra=GZ)
@case('gzip_twice', 'Content-Encoding: gzip, gzip, gzip')
def _(c, r): full(c, gzip.compress(gzip.compress(gzip.compress(GOOD))), extra=('Content-Encoding: gzip, gzip, gzip',))
@case('encoding_unknown', 'Content-Encoding: zstd-unknown')
def _(c, r): full(c, GOOD, extra=('Content-Encoding: x-unknown',))
# ---- redirects
def redir(c, to, st='302 Found'): full(c, b'', status=st, extra=(f'Location: {to}',))
@case('redirect_loop', 'to itself for ever')
def _(c, r): redir(c, r['path'])
@case('redirect_chain', 'different URL each time, for ever')
def _(c, r): redir(c, '/case/redirect_chain/%d' % random.getrandbits(40))
@case('redirect_cross', 'to another origin (127.0.0.2) - Authorization/cookies/token must not follow')
def _(c, r): redir(c, f'http://127.0.0.2:{PORTS["http"]}/case/ok/crossed')
@case('redirect_post307', '307 to another origin: a POST body must not follow')
def _(c, r): redir(c, f'http://127.0.0.2:{PORTS["http"]}/case/ok/crossed', '307 Temporary Redirect')
@case('redirect_file', 'to file:///etc/passwd')
def _(c, r): redir(c, 'file:///etc/passwd')
@case('redirect_data', 'to a data: URL')
def _(c, r): redir(c, 'data:application/json,{"stolen":1}')
@case('redirect_downgrade', 'https -> http (call it over TLS)')
def _(c, r): redir(c, f'http://127.0.0.1:{PORTS["http"]}/case/ok/downgraded')
@case('redirect_local', 'to a loopback service on another port (SSRF)')
def _(c, r): redir(c, f'http://[::1]:{PORTS["http"]}/case/ok/ssrf')
@case('redirect_noloc', '302 without Location')
def _(c, r): full(c, b'', status='302 Found')
@case('redirect_bad', 'Location: http://[::bad')
def _(c, r): redir(c, 'http://[::bad')
# ---- rates and errors
def retry(name, val, st='429 Too Many Requests'):
    CASES[name] = (lambda c, r: full(c, b'{"ok":false,"error_code":429,"parameters":{"retry_after":3}}', status=st, extra=(f'Retry-After: {val() if callable(val) else val}',)), f'{st}, Retry-After: {val if not callable(val) else "HTTP date in 3 s"}')
retry('r429', '3'); retry('r429_date', lambda: formatdate(time.time() + 3, usegmt=True)); retry('r429_huge', '99999999999'); retry('r429_negative', '-5'); retry('r429_garbage', 'soon'); retry('r503', '3', '503 Service Unavailable')
simple('s500_storm', 'always 500 with HTML', b'<html>oops</html>', status='500 Internal Server Error', ctype='text/html')
@case('flaky3', 'connection error, 500, 502, then right (per path)')
def _(c, r):
    with LOCK: n = COUNT[r['path']] = COUNT.get(r['path'], 0) + 1
    if n % 4 == 1: c.close()
    elif n % 4 in (2, 3): full(c, b'bad', status='500 Internal' if n % 4 == 2 else '502 Bad Gateway')
    else: full(c, GOOD)
@case('maybe_applied', 'POST is applied, then the connection dies before the answer (was my reply sent?)')
def _(c, r): time.sleep(.1); rst(c)
simple('s401_basic', '401 with Basic challenge', b'{}', status='401 Unauthorized', extra=('WWW-Authenticate: Basic realm="x"',))
simple('s401_digest_broken', '401 Digest without realm/nonce', b'{}', status='401 Unauthorized', extra=('WWW-Authenticate: Digest qop="auth"',))
simple('s403', '403 token revoked', b'{"ok":false,"error_code":403}', status='403 Forbidden')
simple('html200', '200 text/html: captive portal', b'<html><title>Log in to Wi-Fi</title></html>', ctype='text/html')
simple('ctype_wrong', 'right JSON as image/png', lambda: GOOD, ctype='image/png')
@case('cookie_flood', '5000 Set-Cookie headers of 1 kB... limited to 60 kB of headers')
def _(c, r): full(c, GOOD, extra=tuple(f'Set-Cookie: c{i}={"v"*40}; Path=/' for i in range(900)))
@case('page_loop', 'next_cursor is always the same')
def _(c, r): full(c, b'{"ok":true,"result":[{"id":1,"text":"again"}],"next_cursor":"A"}')
@case('page_endless', 'a fresh next_cursor for ever')
def _(c, r): full(c, b'{"ok":true,"result":[{"id":%d,"text":"more"}],"next_cursor":"%x"}' % (random.getrandbits(40), random.getrandbits(60)))
# ---- JSON
J = simple
J('json_empty', 'empty body', b''); J('json_truncated', 'cut in the middle of a token', lambda: GOOD[:-20]); J('json_trailing', 'garbage after the value', lambda: GOOD + b'}}]x')
J('json_bom', 'UTF-8 BOM first', lambda: b'\xef\xbb\xbf' + GOOD); J('json_utf16', 'UTF-16LE', lambda: GOOD.decode().encode('utf-16'))
J('json_nul', 'NUL bytes in and escaped in strings', b'{"ok":true,"result":[{"id":1,"text":"a\0b\\u0000c"}]}')
J('json_bad_utf8', 'invalid UTF-8 in a string', b'{"ok":true,"result":[{"id":1,"text":"\xff\xfe\xc3\x28 \xed\xa0\x80 \xf4\x90\x80\x80"}]}')
J('json_surrogate', 'lone surrogates \\ud800', b'{"ok":true,"result":[{"id":1,"text":"\\ud800 \\udc00\\ud800"}]}')
J('json_bigint', 'integers past 2^63 and 400 digits', b'{"ok":true,"result":[{"id":99999999999999999999999,"date":' + b'9' * 400 + b'},{"id":9223372036854775808,"date":-9223372036854775809}]}')
J('json_float', '1e999, -0, 1e-999, NaN', b'{"ok":true,"result":[{"id":1e999,"date":-0,"x":1e-999,"y":123456789012345678.9}]}'); J('json_nan', 'NaN literal', b'{"ok":NaN}')
J('json_dup_keys', 'duplicate keys', b'{"ok":true,"result":[{"id":1,"id":2,"text":"a","text":"b"}]}')
J('json_types', 'every value of the wrong type', b'{"ok":"yes","result":{"id":[1],"text":{"a":1}},"next_cursor":[[]]}'); J('json_nulls', 'null everywhere', b'{"ok":true,"result":[null,{"id":null,"text":null,"date":null}],"next_cursor":null}')
J('json_scalar', 'top level is a number', b'42'); J('json_null', 'top level null', b'null')
J('json_deep_array', '100,000 nested arrays', lambda: b'[' * 100000 + b']' * 100000); J('json_deep_open', '100,000 "[" never closed', lambda: b'[' * 100000)
J('json_deep_object', '100,000 nested objects', lambda: b'{"a":' * 100000 + b'1' + b'}' * 100000)
J('json_deep_in_item', '100,000 nested arrays inside one field', lambda: b'{"ok":true,"result":[{"id":1,"text":"x","entities":' + b'[' * 100000 + b']' * 100000 + b'}]}')
J('json_deep_2m', '2,000,000 nested arrays', lambda: b'[' * 2000000 + b']' * 2000000)
J('json_big_string', 'one string of 100 MB', lambda: b'{"ok":true,"result":[{"id":1,"text":"' + b'x' * 100_000_000 + b'"}]}')
J('json_many', '3,000,000 small items (48 MB)', lambda: b'{"ok":true,"result":[' + b'{"id":1,"t":""},' * 3_000_000 + b'{"id":2}]}')
J('json_many_keys', '300,000 distinct keys in one object', lambda: b'{' + b','.join(b'"k%d":%d' % (i, i) for i in range(300000)) + b'}')
J('text_markup', 'Pango/HTML/bidi/zalgo/control text in fields', json.dumps({'ok': True, 'result': [{'id': 1, 'text': '<span size="999999">x</span> </markup> &#0; <a href="file:///etc/passwd">ok</a> \u202egnp.exe \u0007 ' + 'Z' + '\u0335' * 3000 + ' \u2028 =HYPERLINK("http://x","y")'}]}).encode())
# ---- XML / feeds / images
X = dict(ctype='application/rss+xml')
J('xml_laughs', 'billion laughs', ('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "lollollol">' + ''.join(f'<!ENTITY a{i} "' + f'&a{i-1};' * 10 + '">' for i in range(1, 11)) + ']><rss version="2.0"><channel><title>&a10;</title></channel></rss>').encode(), **X)
J('xml_xxe', 'external entity file:///etc/hostname', b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><title>&x;</title><item><title>&x;</title></item></channel></rss>', **X)
J('xml_deep', '200,000 nested elements', lambda: b'<rss>' + b'<a>' * 200000 + b'</a>' * 200000 + b'</rss>', **X)
J('xml_attrs', 'element with 200,000 attributes', lambda: b'<rss ' + b' '.join(b'a%d="x"' % i for i in range(200000)) + b'/>', **X)
J('xml_badenc', 'declares UTF-8, is windows-1251', '<?xml version="1.0" encoding="UTF-8"?><rss><channel><title>\u041f\u0440\u0438\u0432\u0435\u0442</title></channel></rss>'.encode('cp1251'), **X)
J('xml_truncated', 'cut', b'<?xml version="1.0"?><rss><channel><item><title>a</tit', **X)
def png(w, h, rows):
    def ck(t, d): return struct.pack('>I', len(d)) + t + d + struct.pack('>I', zlib.crc32(t + d))
    z = zlib.compressobj(9); d = b''.join(z.compress(b'\0' * (1 + w)) for _ in range(rows)) + z.flush()
    return b'\x89PNG\r\n\x1a\n' + ck(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 0, 0, 0, 0)) + ck(b'IDAT', d) + ck(b'IEND', b'')
J('img_bomb', 'PNG 30000x30000 grey (900 MB decoded) in ~1 MB', lambda: _b.get('p') or _b.setdefault('p', png(30000, 30000, 30000)), ctype='image/png')
J('img_huge_dim', 'PNG header 2^31-1 x 2^31-1', lambda: png(2**31 - 1, 2**31 - 1, 0) if False else b'\x89PNG\r\n\x1a\n' + struct.pack('>I', 13) + b'IHDR' + (d := struct.pack('>IIBBBBB', 2**31 - 1, 2**31 - 1, 8, 0, 0, 0, 0)) + struct.pack('>I', zlib.crc32(b'IHDR' + d)), ctype='image/png')
J('img_truncated', 'PNG cut in half', lambda: (p := png(200, 200, 200))[:len(p)//2], ctype='image/png'); J('img_html', 'HTML as image/png', b'<html><script>1</script>', ctype='image/png')
J('img_svg', 'SVG with external references', b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="file:///etc/passwd"/></svg>', ctype='image/svg+xml')
# ---- server
def read_req(c, cid):
    buf = b''
    while b'\r\n\r\n' not in buf:
        d = c.recv(65536)
        if not d: return None
        buf += d
        if len(buf) > 1 << 20: return None
    head, rest = buf.split(b'\r\n\r\n', 1); ls = head.decode('latin-1').split('\r\n'); m, p, _ = (ls[0].split(' ') + ['', ''])[:3]
    hs = [l.split(':', 1) for l in ls[1:] if ':' in l]; n = 0
    for k, v in hs:
        if k.lower() == 'content-length': n = int(v)
    while len(rest) < n:
        d = c.recv(65536)
        if not d: break
        rest += d
    r = {'t': round(time.time() - T0, 3), 'conn': cid, 'method': m, 'path': p, 'headers': {k.strip(): v.strip() for k, v in hs}, 'body': rest[:n][:500].decode('latin-1'), 'local': c.getsockname()[0]}
    with LOCK:
        LOG.append(r)
        if LOGF: LOGF.write(json.dumps(r) + '\n'); LOGF.flush()
    return r
CID = [0]
def serve(c):
    with LOCK: CID[0] += 1; cid = CID[0]
    try:
        while True:
            r = read_req(c, cid)
            if not r: break
            p = r['path']
            if p == '/__log': full(c, json.dumps(LOG[:-1]).encode()); LOG.pop(); continue
            if p == '/__reset':
                LOG.clear(); COUNT.clear(); full(c, b'{}'); continue
            seg = p.split('?')[0].split('/')
            name = seg[2] if len(seg) > 2 and seg[1] == 'case' else None
            if name not in CASES: full(c, b'{"error":"no such case"}', status='404 Not Found'); continue
            CASES[name][0](c, r)
            if c.fileno() < 0: return
    except (OSError, ValueError): pass
    finally:
        try: c.close()
        except OSError: pass
def listen(host, port, fn, fam=socket.AF_INET):
    s = socket.socket(fam); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if fam == socket.AF_INET6: s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    s.bind((host, port)); s.listen(256)
    def loop():
        while True:
            c, _ = s.accept(); c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1); threading.Thread(target=fn, args=(c,), daemon=True).start()
    threading.Thread(target=loop, daemon=True).start(); return s.getsockname()[1]
def certs(d):
    def sh(*a): subprocess.run(a, cwd=d, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not os.path.exists(d + '/ca.pem'):
        sh('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '3650', '-subj', '/CN=faultyd test CA', '-addext', 'basicConstraints=critical,CA:TRUE')
        for n, san, days in (('good', 'DNS:localhost,IP:127.0.0.1,IP:::1', '365'), ('wronghost', 'DNS:example.org', '365'), ('expired', 'DNS:localhost,IP:127.0.0.1', None)):
            sh('openssl', 'req', '-newkey', 'rsa:2048', '-nodes', '-keyout', n + '.key', '-out', n + '.csr', '-subj', '/CN=' + n)
            open(f'{d}/{n}.ext', 'w').write(f'subjectAltName={san}\nbasicConstraints=CA:FALSE\n')
            if days: sh('openssl', 'x509', '-req', '-in', n + '.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', n + '.pem', '-days', days, '-extfile', n + '.ext')
            else:
                open(d + '/db', 'w').close(); open(d + '/ser', 'w').write('1000\n'); open(d + '/ca.cnf', 'w').write('[ca]\ndefault_ca=d\n[d]\ndatabase=db\nserial=ser\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n')
                sh('openssl', 'ca', '-batch', '-config', 'ca.cnf', '-in', n + '.csr', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-out', n + '.pem', '-startdate', '20200101000000Z', '-enddate', '20200201000000Z', '-extfile', n + '.ext', '-notext')
        sh('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'selfsigned.key', '-out', 'selfsigned.pem', '-days', '365', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1')
def tls(d, n, after=None, maxv=None):
    ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); ctx.load_cert_chain(f'{d}/{n}.pem', f'{d}/{n}.key')
    if maxv: ctx.minimum_version = ssl.TLSVersion.TLSv1; ctx.maximum_version = maxv; ctx.set_ciphers('ALL:@SECLEVEL=0')
    def f(c):
        try: t = ctx.wrap_socket(c, server_side=True)
        except (OSError, ssl.SSLError): return
        (after or serve)(t)
    return f
def tls_trunc(t):
    try:
        if read_req(t, -1): t.sendall(hdr(extra=('Connection: close',)) + GOOD[:40]); os.close(t.detach())   # no close_notify
    except OSError: pass
def main():
    global GOOD, LOGF
    a = argparse.ArgumentParser(); a.add_argument('--port', type=int, default=0); a.add_argument('--tls-port', type=int, default=0); a.add_argument('--ready'); a.add_argument('--good'); a.add_argument('--log'); a.add_argument('--certdir'); a.add_argument('--bomb', type=int, default=1024); a.add_argument('--until-eof', action='store_true'); a.add_argument('--hosts', type=int, default=2); a.add_argument('--list', action='store_true'); o = a.parse_args()
    if o.list:
        for k, (_, d) in CASES.items(): print(f'{k:20} {d}')
        return
    if o.good: GOOD = open(o.good, 'rb').read()
    _b[1] = bomb(o.bomb)
    if o.log: LOGF = open(o.log, 'a')
    d = o.certdir or tempfile.mkdtemp(prefix='faultyd-'); os.makedirs(d, exist_ok=True); certs(d)
    PORTS['http'] = listen('127.0.0.1', o.port, serve)
    for h, f in [('127.0.0.%d' % i, socket.AF_INET) for i in range(2, o.hosts + 1)] + [('::1', socket.AF_INET6)]:
        try: listen(h, PORTS['http'], serve, f)
        except OSError as e: print('note:', h, e, file=sys.stderr)
    PORTS['https'] = listen('127.0.0.1', o.tls_port, tls(d, 'good'))
    for n in ('selfsigned', 'expired', 'wronghost'): PORTS['tls_' + n] = listen('127.0.0.1', 0, tls(d, n))
    PORTS['tls_plain'] = listen('127.0.0.1', 0, serve); PORTS['tls_stall'] = listen('127.0.0.1', 0, lambda c: time.sleep(600)); PORTS['tls_truncate'] = listen('127.0.0.1', 0, tls(d, 'good', tls_trunc)); PORTS['tls_badversion'] = listen('127.0.0.1', 0, tls(d, 'good', maxv=ssl.TLSVersion.TLSv1))
    line = json.dumps({**PORTS, 'certdir': d, 'pid': os.getpid()}); print('READY', line, flush=True)
    if o.ready: open(o.ready + '.t', 'w').write(line); os.rename(o.ready + '.t', o.ready)
    if o.until_eof: sys.stdin.read()   # ends with whoever started it
    else: threading.Event().wait()
if __name__ == '__main__': main()
