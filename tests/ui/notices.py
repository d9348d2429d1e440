#!/usr/bin/python3
# notices.py: a server of notifications that shows none, for programs that are driven on a bus of their own.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
from gi.repository import Gio, GLib

XML = """<node><interface name='org.freedesktop.Notifications'>
<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>
<arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>
<method name='CloseNotification'><arg type='u' direction='in'/></method>
<method name='GetCapabilities'><arg type='as' direction='out'/></method>
<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/></method>
</interface></node>"""
told = 0


def called(connection, sender, path, interface, method, parameters, invocation):
    global told
    if method == "Notify":
        told = told + 1
        invocation.return_value(GLib.Variant("(u)", (parameters[1] or told,)))
    elif method == "CloseNotification":
        invocation.return_value(None)
    elif method == "GetCapabilities":
        invocation.return_value(GLib.Variant("(as)", (["actions", "body"],)))
    else:
        invocation.return_value(GLib.Variant("(ssss)", ("notices", "veche", "1", "1.2")))


def main():
    bus, loop = Gio.bus_get_sync(Gio.BusType.SESSION), GLib.MainLoop()
    bus.register_object("/org/freedesktop/Notifications", Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0], called)
    Gio.bus_own_name_on_connection(bus, "org.freedesktop.Notifications", Gio.BusNameOwnerFlags.NONE, None, lambda *_: loop.quit())
    bus.connect("closed", lambda *_: loop.quit())
    loop.run()


main()
