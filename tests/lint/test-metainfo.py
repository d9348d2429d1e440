#!/usr/bin/env python3
# test-metainfo.py: what appstreamcli says of the metainfo, with a lasting list of what may be said.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-metainfo.py METAINFO     TAP on stdout"""
import re
import subprocess
import sys

# There is no home page yet; versions differ in whether that is worth a warning.
MAY_BE_SAID = {"url-homepage-missing"}

done = subprocess.run(["appstreamcli", "validate", "--no-net", "--no-color", sys.argv[1]], capture_output=True, text=True)
said = re.findall(r"^([EW]): [^\s]+ (\S+)", done.stdout, re.M)
bad = [f"{kind}: {tag}" for kind, tag in said if tag not in MAY_BE_SAID]
if done.returncode and not said:
    bad.append(f"ended with status {done.returncode}")
print("1..1")
for line in (done.stdout + done.stderr).splitlines() if bad else []:
    print("#", line)
print("not ok 1 metainfo" if bad else "ok 1 metainfo")
sys.exit(bool(bad))
