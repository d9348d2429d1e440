#!/usr/bin/env python3
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""G1 and G2: from exec to the first frame, and memory, against an empty window of three panes, in turns.

    start.py BUILD [--rounds 7] [--members 0,100000] [--interactions 200000]

BUILD is the build folder with the program, veche-cli, three-panes and first-frame (meson compile -C BUILD bench-start).
Runs under its own Xvfb and D-Bus. Nothing fails on time."""
import argparse, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time


def median(rows, column):
    return statistics.median(row[column] for row in rows)


def run(helper, wait, command, environment):
    out = subprocess.run([helper, str(wait), *command], env=environment, capture_output=True, text=True)
    if out.returncode != 0:
        sys.exit(f'{command[0]}: no window\n{out.stderr[-2000:]}')
    return [float(word) for word in out.stdout.split()]


def start_x():
    read, write = os.pipe()
    xvfb = subprocess.Popen(['Xvfb', '-displayfd', str(write), '-screen', '0', '1400x900x24', '-nolisten', 'tcp'],
                            pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        return xvfb, ':' + pipe.readline().strip()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('build', type=pathlib.Path)
    parser.add_argument('--rounds', type=int, default=7)
    parser.add_argument('--members', default='0,100000')
    parser.add_argument('--interactions', type=int, default=200000)
    parser.add_argument('--wait', type=int, default=2500, help='how long each run may settle, ms')
    options = parser.parse_args()
    if 'DBUS_SESSION_BUS_ADDRESS' not in os.environ or 'VECHE_BENCH_BUS' not in os.environ:
        os.environ['VECHE_BENCH_BUS'] = '1'
        os.execvp('dbus-run-session', ['dbus-run-session', '--', sys.executable, *sys.argv])

    build = options.build.resolve()
    helper, floor = build / 'tests/bench/first-frame', build / 'tests/bench/three-panes'
    program, cli = build / 'src/veche', build / 'src/veche-cli'
    folder = pathlib.Path(tempfile.mkdtemp(prefix='veche-start-'))
    xvfb, display = start_x()
    environment = dict(os.environ, DISPLAY=display, GDK_BACKEND='x11', GSK_RENDERER='cairo', GTK_A11Y='none', ADW_DISABLE_PORTAL='1',
                       GSETTINGS_BACKEND='memory', GSETTINGS_SCHEMA_DIR=str(build / 'data'), VECHE_LOCALEDIR=str(build / 'po'),
                       XDG_DATA_HOME=str(folder / 'data'), XDG_CONFIG_HOME=str(folder / 'config'), XDG_CACHE_HOME=str(folder / 'cache'),
                       LC_ALL='C.UTF-8')
    environment.pop('WAYLAND_DISPLAY', None)
    try:
        commands = {'three panes': [str(floor)]}
        for members in map(int, options.members.split(',')):
            file = folder / f'{members}.veche'
            subprocess.run([cli, '--workspace', file, 'init'], env=environment, check=True, stdout=subprocess.DEVNULL)
            if members > 0:
                subprocess.run([cli, '--workspace', file, 'seed', '--members', str(members), '--interactions', str(options.interactions)],
                               env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            commands[f'{members} members'] = [str(program), str(file)]

        rows = {name: [] for name in commands}
        for turn in range(options.rounds + 1):
            for name, command in commands.items():
                row = run(helper, options.wait, command, environment)
                if turn > 0:   # the first warms the caches
                    rows[name].append(row)
                time.sleep(0.2)

        base = rows['three panes']
        print(f'{"":14} first frame   cpu    settled   cpu    anonymous memory   (medians of {options.rounds})')
        for name, got in rows.items():
            print(f'{name:14} {median(got, 0):7.0f} ms {median(got, 1):5.0f} {median(got, 2):7.0f} ms {median(got, 3):5.0f}'
                  f' {median(got, 4) / 1024:9.1f} MB      first × {median(got, 0) / median(base, 0):.2f}, cpu × {median(got, 1) / median(base, 1):.2f},'
                  f' memory + {(median(got, 4) - median(base, 4)) / 1024:.1f} MB')
        print('goals: G1 first <= 1.15, cpu <= 1.25, t(many)/t(0) <= 1.05; G2 memory <= + 24 MB')
    finally:
        xvfb.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
