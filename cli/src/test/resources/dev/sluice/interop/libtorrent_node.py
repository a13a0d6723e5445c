#!/usr/bin/python3
"""libtorrent as a process of its own, for the interop tests.

  libtorrent_node.py seed TORRENT DIR IP PORT       serves until standard input ends
  libtorrent_node.py leech TORRENT DIR IP PORT      downloads, then serves until standard input ends
      both take more settings of libtorrent: NAME=NUMBER...
  libtorrent_node.py magnet LINK DIR IP PORT        fetches the metadata, downloads, then serves until standard input ends
  libtorrent_node.py plant TORRENT FILE IP PORT     serves a torrent of one piece whose content FILE holds
  libtorrent_node.py create DATA OUT PIECE FORMAT TIER...   FORMAT: v1, v2, hybrid, sorted or padded; a TIER is URLs joined by spaces
  libtorrent_node.py hash TORRENT

Standard output, one line each: `ready` (checked, taking part), `complete`, `uploaded N`, `info-hash HEX`, `note TEXT`.
Standard input while serving: `uploaded` (asks for the payload bytes sent so far), `limit N` (bytes a second, 0: none).
"""
import os
import select
import signal
import sys
import tempfile

import libtorrent as lt

SETTINGS = dict(
    enable_dht=False, enable_lsd=False, enable_upnp=False, enable_natpmp=False,
    enable_outgoing_utp=False, enable_incoming_utp=False,
    allow_multiple_connections_per_ip=True, unchoke_slots_limit=-1,
    active_limit=-1, active_seeds=-1, active_downloads=-1, active_checking=-1,
    # Announce errors and the like end in the log of the node.
    alert_mask=int(lt.alert.category_t.status_notification | lt.alert.category_t.error_notification))


def say(*words):
    print(*words, flush=True)


def serve(torrent, folder, ip, port, *more, piece=None):
    wanted = {name: int(number) for name, number in (setting.split("=") for setting in more)}
    session = lt.session(dict(SETTINGS, **wanted, listen_interfaces="%s:%s" % (ip, port), outgoing_interfaces=ip))
    if torrent.startswith("magnet:"):
        params = lt.parse_magnet_uri(torrent)
    else:
        params = lt.add_torrent_params()
        # The default limit of two million tokens and ten megabytes is too small for large metadata.
        params.ti = lt.torrent_info(torrent, {"max_buffer_size": 1 << 28, "max_pieces": 1 << 22})
    params.save_path = folder
    flags = lt.torrent_flags
    params.flags &= ~(flags.auto_managed | flags.paused)
    params.flags |= flags.disable_dht | flags.disable_lsd | flags.disable_pex
    handle = session.add_torrent(params)
    ready = complete = planted = False
    unfinished = b""
    while True:
        # Not through sys.stdin: lines in its buffer are invisible to select.
        if select.select([0], [], [], 0.05)[0]:
            received = os.read(0, 4096)
            if not received:
                return
            *commands, unfinished = (unfinished + received).split(b"\n")
            for command in commands:
                obey(handle, *command.decode().split())
        for alert in session.pop_alerts():
            if "error" in alert.what() or "failed" in alert.what():
                say("note", alert.message())
        status = handle.status()
        if not ready and str(status.state) in ("downloading", "seeding", "finished"):
            ready = True
            say("ready", status.state)
        if ready and piece and not planted:
            planted = True
            handle.add_piece(0, piece, 0)
        if ready and not complete and status.is_seeding:
            complete = True
            say("complete")


def obey(handle, command, *values):
    if command == "uploaded":
        say("uploaded", handle.status().total_payload_upload)
    elif command == "limit":
        handle.set_upload_limit(int(values[0]))


def plant(torrent, file, ip, port):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the folder goes, too
    # libtorrent writes under names it finds harmless, into a folder nobody looks at.
    with open(file, "rb") as content, tempfile.TemporaryDirectory(dir=os.path.dirname(file)) as folder:
        serve(torrent, folder, ip, port, piece=content.read())


def create(data, out, piece, form, *tiers):
    files = lt.file_storage()
    if form == "sorted":
        add_sorted(files, data)
    else:
        lt.add_files(files, data)
    kinds = lt.create_torrent
    flags = {"v1": kinds.v1_only, "v2": kinds.v2_only, "hybrid": 0, "sorted": kinds.v1_only,
             "padded": kinds.v1_only | kinds.canonical_files_no_tail_padding}[form]
    torrent = lt.create_torrent(files, int(piece), flags)
    for tier, urls in enumerate(tiers):
        for url in urls.split(" "):
            torrent.add_tracker(url, tier)
    lt.set_piece_hashes(torrent, os.path.dirname(data))
    with open(out, "wb") as file:
        file.write(lt.bencode(torrent.generate()))
    info_hash(out)


def add_sorted(files, data):
    """Adds the files of a folder by the bytes of their paths; libtorrent itself takes the folder's own order."""
    parent = os.path.dirname(data)
    paths = [os.path.relpath(os.path.join(folder, name), parent)
             for folder, _, names in os.walk(data) for name in names]
    for path in sorted(paths, key=os.fsencode):
        files.add_file(path, os.path.getsize(os.path.join(parent, path)))


def info_hash(torrent):
    hashes = lt.torrent_info(torrent).info_hashes()
    say("info-hash", hashes.v1 if hashes.has_v1() else hashes.v2)


COMMANDS = dict(seed=serve, leech=serve, magnet=serve, plant=plant, create=create, hash=info_hash)
COMMANDS[sys.argv[1]](*sys.argv[2:])
