#!/usr/bin/python3
# uidrive.py: drives the real program as a person does.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Own Xvfb, own session bus, the accessibility tree over plain D-Bus, xdotool for keys and mouse.

    with App(["_build/src/veche", "--demo"], app_id="app.veche.Veche") as app:
        app.find("list item", "Members").click()      # the accessible action; .mouse() for a real click
        app.key("ctrl+f"); app.type("yolkin"); app.action("win.show-page", GLib.Variant("s", "plan"))
        app.shot("plan.png"); print(app.tree())

find() waits, and on a timeout raises with the tree. The accessibility library keeps one connection for a process and stale
nodes, hence plain D-Bus. Needs python3-gi, Xvfb, dbus-daemon, at-spi2-core, xdotool, openbox, picom, ImageMagick, and the
locales' sources for a language.
"""
import ast, itertools, os, pathlib, re, shutil, signal, subprocess, tempfile, time
from gi.repository import Gio, GLib

A = "org.a11y.atspi."
STATES = {1: "active", 4: "checked", 5: "collapsed", 10: "expanded", 12: "focused", 16: "modal", 20: "pressed", 23: "selected"}
# Numbers of roles (other than their names they are the same in all versions).
LABELS, SPEAKING = {29, 83}, {7, 32, 37, 43, 62}  # labels and headings; what is known by the labels in it: check box, list item, tab, buttons
NUMBERS = {"label": {29}, "list": {31}, "list item": {32}}  # roles whose name no other number has
QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
ITEM = re.compile(rf"\(\('([^']*)', '([^']*)'\), \('[^']*', '[^']*'\), \('[^']*', '([^']*)'\), (-?\d+), (-?\d+), \[([^]]*)\], ({QUOTED}), (\d+), "
                  rf"({QUOTED}), \[(\d+), (\d+)\]\)")
IN_WINDOW = GLib.Variant("(u)", (1,))
DULL = ("group", "widget", "scroll bar", "separator", "panel", "filler", "generic")


def fits(name, words): return any(name.search(s) if isinstance(name, re.Pattern) else name in (s, s.replace("_", "")) for s in words)


class Node:
    """One accessible object on the app's accessibility bus."""
    def __init__(self, app, bus, path):
        self.app, self.bus, self.path = app, bus, path
    def call(self, iface, method, sig="()", *args):
        return self.app.a11y.call_sync(self.bus, self.path, iface, method, GLib.Variant(sig, args), None,
                                       Gio.DBusCallFlags.NONE, 3000, None).unpack()
    def get(self, iface, prop): return self.call("org.freedesktop.DBus.Properties", "Get", "(ss)", A + iface, prop)[0]
    def maybe(self, default, fn, *args):
        try:
            return fn(*args)
        except GLib.Error:  # the object is gone, or has no such interface
            return default

    name = property(lambda s: s.maybe("", s.get, "Accessible", "Name"))
    description = property(lambda s: s.maybe("", s.get, "Accessible", "Description"))  # the tooltip, mostly
    role = property(lambda s: s.maybe(["?"], s.call, A + "Accessible", "GetRoleName")[0])
    children = property(lambda s: [Node(s.app, bus, path) for bus, path
                                   in s.maybe([[]], s.call, A + "Accessible", "GetChildren")[0] if not path.endswith("/null")])

    @property
    def states(self):  # a set of the names in STATES
        bits = sum(w << 32 * i for i, w in enumerate(self.maybe([[]], self.call, A + "Accessible", "GetState")[0]))
        return {s for bit, s in STATES.items() if bits >> bit & 1}
    @property
    def text(self):
        """What an entry, a text view or a label holds; otherwise the name."""
        n = self.maybe(None, self.get, "Text", "CharacterCount")  # GTK 4.8 answers "" to an end of -1
        return self.name if n is None else self.call(A + "Text", "GetText", "(ii)", 0, n)[0]

    @property
    def box(self):
        """(x, y, width, height) within the window. Never ask GTK 4 for screen coordinates: it warns, which
        G_DEBUG=fatal-warnings makes deadly. Popovers answer only roughly: click their items, don't mouse them."""
        return self.maybe([(0, 0, 0, 0)], self.call, A + "Component", "GetExtents", "(u)", 1)[0]

    def shown(self): return self is self.app or self.box[2] > 0  # 4.8 has no "showing" state; what is hidden has no size
    def walk(self):
        for kid in self.children:
            yield kid
            yield from kid.walk()
    def texts(self):
        """All label texts under this node, in order: list rows have no name of their own."""
        look = Look(self.app)
        return look.texts(self)
    def matches(self, name):
        """name: str (equal to name, tooltip or text, mnemonic underscores aside) or a compiled pattern (searched)."""
        look = Look(self.app)
        it = look.items.get(self.path)
        return it is not None and (fits(name, look.words(it)) or fits(name, look.held(it)))

    def each(self, role=None, name=None, where=None):
        """Every shown node under this one, lazily; role may be a tuple (it differs between GTK versions).  What is called so comes first, then what
        holds that text."""
        look = Look(self.app)
        for it in itertools.chain(look.called(self, role, name), look.holding(self, role, name) if name is not None else ()):
            node = Node(self.app, it.bus, it.path)
            if where is None or where(node):
                yield node

    def find(self, role=None, name=None, nth=0, timeout=None, where=None):
        return self.app.until(lambda: next(itertools.islice(self.each(role, name, where), nth, None), None),
                              f"no {role or 'node'} {name!r}", timeout)
    def has_row(self, pattern):
        """Of a list, now: without waiting."""
        return next(self.each("list item", re.compile(pattern)), None) is not None
    def actions(self):
        names = (self.maybe([""], self.call, A + "Action", "GetName", "(i)", i)[0]
                 for i in range(self.maybe(0, self.get, "Action", "NActions")))
        return list(names)  # "" for one that went away meanwhile
    def click(self):
        """The accessible click if there is one, else the mouse. (An entry's "activate" does nothing: key("Return").)"""
        acts = self.actions()
        if "click" not in acts:
            return self.mouse()
        assert self.call(A + "Action", "DoAction", "(i)", acts.index("click"))[0], f"refused: {self!r}"

    def mouse(self, button=1, repeat=1):
        """A real click in the middle; also the way to focus (GrabFocus is not there). xdotool's --sync would hang."""
        (x, y, w, h), (ox, oy) = self.settled(), self.app.origin()
        self.app.x("mousemove", ox + x + w // 2, oy + y + h // 2, "click", "--repeat", repeat, "--delay", 80, button)
        time.sleep(.15)

    def settled(self):
        """The box once it holds still: a page that has just come is laid out more than once."""
        before, now = None, self.box
        end = time.monotonic() + 5
        while now != before and time.monotonic() < end:
            time.sleep(.06)
            before, now = now, self.box
        return now

    def select(self, i): self.call(A + "Selection", "SelectChild", "(i)", i)  # row i of a list, without activating it
    def set_text(self, text): self.call(A + "EditableText", "SetTextContents", "(s)", text)
    def tree(self, everything=False, limit=6000):
        """The tree as text; unless everything, without hidden nodes and nameless boxes, cut at limit."""
        def lines(node, depth):
            dull = node.role in DULL and not everything
            yield from [] if dull else ["  " * depth + repr(node) + "\n"]
            for kid in node.children if everything or node.shown() else []:
                yield from lines(kid, depth + (not dull))
        return "".join(lines(self, 0))[:None if everything else limit]

    def __repr__(self):
        name, text, about = self.name, self.text, self.description
        return " ".join(filter(None, [self.role, repr(name), text != name and f"text={text!r}", about and f"({about})",
                                      *sorted(self.states), *(f"→{a}" for a in self.actions() if "." not in a)]))


class Item:
    """What the program says of one of its objects."""
    def __init__(self, bus, path, parent, index, kids, faces, name, number, description, low, high):
        self.bus, self.path, self.parent, self.index, self.count, self.number = bus, path, parent, int(index), int(kids), int(number)
        self.name, self.description = (ast.literal_eval(s) if "\\" in s else s[1:-1] for s in (name, description))
        if self.name == "GtkLabel":
            self.name = ""
        self.texts, self.component = "a11y.atspi.Text" in faces, "Component" in faces
        self.bits, self.below = int(low) | int(high) << 32, []
    def entry(self): return self.texts and self.number not in LABELS
    def called_on(self, app):
        """Just now, and nothing came of it: not all that is counted is told of."""
        count, below, at = app.called.get(self.path, (0, 0, 0))
        return (count, below) == (self.count, len(self.below)) and time.monotonic() < at + 1
    def has(self, state): return any(self.bits >> bit & 1 for bit, name in STATES.items() if name == state)


class Look:
    """All objects of the program at one moment, in one answer: question by question it would take as many turns as the tree is deep, or wide.  GTK tells
    only of those that somebody came by: where a shown object has more children than are known these are called on first."""
    def __init__(self, app):
        self.app, self.boxes, self.seen = app, {}, {}
        self.items = self.told()
        for _ in range(3):
            if app.vain:
                self.shown([kid for it in self.items.values() for kid in it.below if it.count and not kid.index])
            lacking = self.shown([it for it in self.items.values() if self.lacks(it)])
            if not lacking:
                break
            self.call_on(lacking)
            self.items = self.told()

    def told(self):
        got = self.app.a11y.call_sync(self.app.bus, "/org/a11y/atspi/cache", A + "Cache", "GetItems", None, None, Gio.DBusCallFlags.NONE, 60000, None)
        items = {it.path: it for it in (Item(*found) for found in ITEM.findall(got.print_(False)))}
        assert len(items) == got.get_child_value(0).n_children(), "an object that is told of can't be read"
        for it in sorted(items.values(), key=lambda it: it.index):
            if it.parent in items:
                items[it.parent].below.append(it)
        # What has been taken out of its window says the same of its parent as a window does, but must not be asked where it is.
        self.windows = [items[n.path] for n in self.app.children if n.path in items]
        found, left = {}, list(self.windows)
        while left:
            it = left.pop()
            found[it.path] = it
            left += it.below
        return found

    def lacks(self, it):
        """The first child has the number 0, but so has each that is hidden: which of them it is its size tells, where something is looked for in vain."""
        if it.count == 0:
            return False
        known = {kid.index for kid in it.below if kid.component and (kid.index or not self.app.vain or self.seen[kid.path])}
        return it.count > len(known) and not it.called_on(self.app)

    def call_on(self, items):
        self.app.called |= {it.path: (it.count, len(it.below), time.monotonic()) for it in items}
        level = [Node(self.app, it.bus, it.path) for it in items]
        while level:
            kids = [Node(self.app, bus, path) for got in self.app.ask([(n, A + "Accessible", "GetChildren", None) for n in level])
                    for bus, path in (got or [[]])[0] if not path.endswith("/null") and path not in self.items]
            level = [k for k, wide in zip(kids, self.app.widths(kids)) if wide is None or wide > 0]

    def shown(self, items):
        """Those that have a size, like all that they stand in.  A window has no box in some versions."""
        new = []
        for it in items:
            while it.parent != self.app.path and it.path not in self.boxes:
                self.boxes[it.path] = True
                new.append(it)
                it = self.items[it.parent]
        new = [it for it in new if it.component]
        for it, wide in zip(new, self.app.widths([Node(self.app, it.bus, it.path) for it in new])):
            self.boxes[it.path] = bool(wide)
        return [it for it in items if self.is_seen(it)]

    def is_seen(self, it):
        if it.parent == self.app.path:
            return True
        if it.path not in self.seen:
            self.seen[it.path] = self.boxes.get(it.path, True) and self.is_seen(self.items[it.parent])
        return self.seen[it.path]

    def under(self, top):
        """In the tree's order; top: an item or a node."""
        left = list(reversed(self.windows if top is self.app else self.items[top.path].below if top.path in self.items else []))
        while left:
            yield (it := left.pop())
            left += reversed(it.below)

    def of_role(self, items, role):
        """Those of them that are shown and have it, lazily."""
        roles = {role} if isinstance(role, str) else role and set(role)
        if roles and all(name in NUMBERS for name in roles):
            items = [it for it in items if any(it.number in NUMBERS[name] for name in roles)]
        for part in itertools.chain([items[:1]], (items[i:i + 24] for i in range(1, len(items), 24))):
            if roles:
                new = [it for it in part if it.path not in self.app.roles]
                names = self.app.ask([(Node(self.app, it.bus, it.path), A + "Accessible", "GetRoleName", None) for it in new])
                self.app.roles |= {it.path: got[0] for it, got in zip(new, names) if got}
                part = [it for it in part if self.app.roles.get(it.path) in roles]
            yield from self.shown(part)

    def texts(self, it): return [at.name for at in self.under(it) if at.number in LABELS and at.name]
    def words(self, it): return [it.name, it.description, *([" ".join(self.texts(it))] if it.number in SPEAKING else [])]
    def called(self, top, role=None, name=None):
        return self.of_role([it for it in self.under(top) if name is None or fits(name, self.words(it))], role)

    def holding(self, top, role, name):
        """Entries by their text, and of a role what is called by a label elsewhere (relation 2: menu items of GTK 4.18)."""
        left = [it for it in self.under(top) if not fits(name, self.words(it)) and (it.entry() or role and not it.name)]
        return (it for it in self.of_role(left, role) if fits(name, self.held(it)))

    def held(self, it):
        node = Node(self.app, it.bus, it.path)
        if it.entry():
            return [node.text]
        relations = node.maybe([[]], node.call, A + "Accessible", "GetRelationSet")[0]
        return [Node(self.app, *target).text for kind, targets in relations if kind == 2 for target in targets]


def locale_dir(lang):
    """A folder that holds the locale, made once: needs no root. (LANGUAGE=ru with C.UTF-8 stopped working after glibc 2.36.)"""
    top = os.path.join(tempfile.gettempdir(), f"uidrive-locales-{os.getuid()}")
    if not os.path.isdir(os.path.join(top, lang + ".UTF-8")):
        with tempfile.TemporaryDirectory(prefix="uidrive-") as tmp:  # LC_ALL too is read from LOCPATH
            subprocess.run(["localedef", "-i", lang, "-f", "UTF-8", os.path.join(tmp, "it")], check=True, capture_output=True)
            shutil.copytree(os.path.join(tmp, "it"), os.path.join(top, lang + ".UTF-8"), dirs_exist_ok=True)
    return top


class App(Node):
    """Starts Xvfb, a session bus, a window manager and the program; is itself the root node of the program's tree."""
    def __init__(self, argv, app_id=None, size=(1280, 800), lang=None, dark=False, maximized=False, wm=True,
                 font="Cantarell 11", env=None, timeout=15):
        """lang: None for English, or "ru_RU" and the like. The rest of the environment is fixed; env goes on top."""
        super().__init__(self, None, "/org/a11y/atspi/accessible/root")
        self.app_id, self.size, self.timeout, self.wm, self.proc, self.procs = app_id, size, timeout, wm, None, []
        self.roles = {}  # of each object that was asked: a role never changes, and no path is used again
        self.called = {}  # children of what was called on, and when
        self.vain = False  # what is waited for has not been there for a while
        self.dir = tempfile.mkdtemp(prefix="uidrive-")
        dirs = {v: os.path.join(self.dir, v) for v in "HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR".split()}
        any(os.mkdir(d, 0o700) for d in dirs.values())
        self.write("XDG_CONFIG_HOME/gtk-4.0/settings.ini", f"[Settings]\ngtk-font-name={font}\ngtk-cursor-blink=false\n"
                   "gtk-enable-animations=false\ngtk-xft-antialias=1\ngtk-xft-hinting=1\ngtk-xft-hintstyle=hintslight\n")
        # No keyring: it would ask for a password, with a window of its own.
        self.write("XDG_DATA_HOME/dbus-1/services/org.freedesktop.secrets.service", "[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/false\n")
        self.write("XDG_CONFIG_HOME/gtk-4.0/gtk.css", "window.solid-csd { padding: 0; box-shadow: none; border: none; }\n")
        drop = ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "LC_ALL", "LC_MESSAGES")
        self.env = {k: v for k, v in os.environ.items() if k not in drop} | dirs | {
            "LANG": "C.UTF-8", "LANGUAGE": "", "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo",
            "GDK_DEBUG": "gl-disable", "GDK_DISABLE": "gl,vulkan",  # the first for GTK < 4.16, the second for the others
            "GTK_A11Y": "atspi", "GSETTINGS_BACKEND": "memory", "GTK_IM_MODULE": "gtk-im-context-simple",
            "ADW_DISABLE_PORTAL": "1"} | ({"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"} if dark else {})
        if lang:
            self.env |= {"LANG": lang + ".UTF-8", "LOCPATH": locale_dir(lang)}
        self.env |= env or {}
        try:
            self.start(list(argv), wm, maximized)
        except BaseException:
            self.stop()
            raise

    def __enter__(self): return self
    def __exit__(self, *exc): self.stop()
    def write(self, path, text):
        path = pathlib.Path(self.dir, path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return str(path)

    def spawn(self, argv, log="infra.log", **kw):
        with open(os.path.join(self.dir, log), "a") as out:
            self.procs.append(subprocess.Popen(argv, env=self.env, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                               start_new_session=True, **kw))
        return self.procs[-1]

    def spawn_line(self, *argv):
        """Starts argv, in which {fd} becomes a pipe's number, and returns the line that it writes there when ready."""
        r, w = os.pipe()
        self.spawn([a.format(fd=w) for a in argv], pass_fds=(w,))
        os.close(w)
        with os.fdopen(r) as f:
            return f.readline().strip() or self.fail(f"{argv[0]} did not start", "infra.log")

    def start(self, argv, wm, maximized):
        self.env["DISPLAY"] = ":" + self.spawn_line("Xvfb", "-displayfd", "{fd}", "-screen", "0", "%dx%dx24" % self.size,
                                                    "-nolisten", "tcp", "-noreset", "-dpi", "96")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.spawn_line("dbus-daemon", "--session", "--nofork", "--print-address={fd}")
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.session = Gio.DBusConnection.new_for_address_sync(self.env["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
        a11y = self.session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                      Gio.DBusCallFlags.NONE, 60000, None).unpack()[0]
        self.a11y = Gio.DBusConnection.new_for_address_sync(a11y, flags, None, None)
        if wm:  # no decorations (GTK draws its own), at the top left; a compositor for see-through popovers
            rc = self.write("rc.xml", '<openbox_config xmlns="http://openbox.org/3.4/rc"><focus><focusNew>yes</focusNew>'
                            '</focus><applications><application type="normal"><decor>no</decor><focus>yes</focus><position '
                            'force="yes"><x>0</x><y>0</y></position></application></applications><keyboard><keybind key="W-Up">'
                            '<action name="Maximize"/></keybind></keyboard></openbox_config>')
            self.spawn(["openbox", "--config-file", rc])
            self.until(lambda: self.x("get_num_desktops"), "no window manager")
            if shutil.which("picom"):
                self.spawn(["picom", "--backend", "xrender", "--config", self.write("picom.conf", "shadow = false;\n")])
                time.sleep(.2)
        self.proc = self.spawn(argv, "app.log")
        registry = Node(self, "org.a11y.atspi.Registry", self.path)
        self.bus, self.path = self.until(lambda: next(((n.bus, n.path) for n in registry.children if n.children), None),
                                         "the app never showed a window")
        if maximized:  # as big as the screen (GTK 4.8 does not notice that it is maximized under openbox)
            self.until(lambda: self.x("getactivewindow"), "no active window")
            self.key("super+Up")
        self.x("mousemove", self.size[0] - 1, self.size[1] - 1)  # no stray hover or tooltip

    def ask(self, questions, read=GLib.Variant.unpack):
        """The answers to many calls (node, interface, method, arguments or None) that are under way together; None: the object is gone, or
        has no such interface.  One by one each would wait for the program to wake up."""
        got, left = [None] * len(questions), len(questions)
        def answered(connection, result, i):
            nonlocal left
            left -= 1
            got[i] = self.maybe(None, lambda: read(connection.call_finish(result)))
        for i, (n, iface, method, args) in enumerate(questions):
            self.a11y.call(n.bus, n.path, iface, method, args, None, Gio.DBusCallFlags.NONE, 3000, None, answered, i)
        while left:
            GLib.MainContext.default().iteration(True)
        return got

    def widths(self, nodes):
        """How wide each is; None: the object is gone, or has no box."""
        got = self.ask([(n, A + "Component", "GetExtents", IN_WINDOW) for n in nodes], lambda answer: answer.print_(False))
        return [None if box is None else int(box.split(", ")[2]) for box in got]

    def until(self, fn, what="condition", timeout=None):
        """Calls fn until it gives something true, and returns that; fails early if the app dies."""
        end = time.monotonic() + (timeout or self.timeout)
        began = first = time.monotonic()
        self.vain = False
        while not (got := self.maybe(None, fn)):
            if self.proc and self.proc.poll() is not None:
                self.fail(f"the app ended with status {self.proc.returncode}")
            if time.monotonic() > end:
                self.fail(f"{what}, after {timeout or self.timeout} s\n{self.tree() if self.bus else ''}")
            self.vain = time.monotonic() > first + 1
            # As long as the question took, the program is left to do what is waited for.
            time.sleep(min(.4, max(.05, time.monotonic() - began)))
            began = time.monotonic()
        self.vain = False
        return got

    def fail(self, what, log="app.log"): raise AssertionError(what + "\n" + self.output(log))
    def x(self, *args):
        return subprocess.run(["xdotool", *map(str, args)], env=self.env, capture_output=True, text=True, timeout=60).stdout
    def origin(self):
        """Where the active window is (the app may have several)."""
        at = dict(s.split("=") for s in self.x("getactivewindow", "getwindowgeometry", "--shell").split() if "=" in s)
        return int(at.get("X", 0)), int(at.get("Y", 0))
    def focused(self):
        """Waits until some window is active: between a dialog that closes and its parent there is none, and keys go nowhere."""
        end = time.monotonic() + 10
        while self.wm and not self.x("getactivewindow").strip() and time.monotonic() < end:
            time.sleep(.05)
    def key(self, *chords):
        """key("ctrl+n"), key("Tab", "Return"): to whatever has the keyboard focus."""
        self.focused()
        self.x("key", "--clearmodifiers", "--delay", 30, *chords)
        time.sleep(.1)
    def type(self, text):
        """Types; for letters that the US keymap lacks xdotool remaps a spare key, which must go slowly."""
        self.focused()
        self.x("type", "--delay", 30 if text.isascii() else 100, "--", text)
        time.sleep(.15)
    def action(self, name, param=None, window=1):
        """Activates a GAction over D-Bus: app.* and win.* (of the latter only those in the window's GActionMap)."""
        path = "/" + self.app_id.replace(".", "/").replace("-", "_") + (f"/window/{window}" if name.startswith("win.") else "")
        args = GLib.Variant("(sava{sv})", (name.partition(".")[2], [] if param is None else [param], {}))
        self.session.call_sync(self.app_id, path, "org.gtk.Actions", "Activate", args, None, Gio.DBusCallFlags.NONE, 60000, None)

    def shot(self, path, settle=.4):
        time.sleep(settle)
        subprocess.run(["import", "-window", "root", path], env=self.env, check=True, timeout=30)
    def output(self, log="app.log"): return pathlib.Path(self.dir, log).read_text(errors="replace")
    def stop(self):
        """Ends the program and then the rest, newest first; returns the program's status (-15: it had to be told to)."""
        for p, sig in itertools.product(reversed(self.procs), (signal.SIGTERM, signal.SIGKILL)):
            if p.poll() is None:
                p.send_signal(sig)
                try:
                    p.wait(5)
                except subprocess.TimeoutExpired:
                    pass
        shutil.rmtree(self.dir, ignore_errors=True)
        return self.proc and self.proc.returncode
