"""Several DHT nodes of libtorrent on loopback, for tests.

    libtorrent_dht.py IP:PORT...     each one a node; the first knows nobody, the others the first

Says "ready" when all listen. Then takes one command a line:

    know N IP:PORT       node N hears of another
    announce N HASH      node N announces itself as a peer
    get N HASH           -> "found N IP:PORT" for every peer that is found, sooner or later
    put N TEXT           node N stores an immutable item -> "put N TARGET"
    item N TARGET        -> "item N TEXT"
    add N TORRENT DIR    node N takes part in a torrent -> "seeding N" when it has all of it
"""

import select
import sys

import libtorrent as lt


def start(endpoint):
    session = lt.session(
        {
            "listen_interfaces": endpoint,
            "enable_dht": True,
            "enable_lsd": False,
            "enable_upnp": False,
            "enable_natpmp": False,
            "enable_incoming_utp": False,
            "enable_outgoing_utp": False,
            "outgoing_interfaces": split(endpoint)[0],
            "dht_bootstrap_nodes": "",
            "dht_restrict_routing_ips": False,
            "dht_restrict_search_ips": False,
            "dht_prefer_verified_node_ids": False,
            "dht_extended_routing_table": True,
            "allow_multiple_connections_per_ip": True,
            "alert_mask": lt.alert.category_t.all_categories,
        }
    )
    return session


def say(*words):
    print(*words, flush=True)


def split(endpoint):
    host, port = endpoint.rsplit(":", 1)
    return host, int(port)


def obey(sessions, words):
    command, session = words[0], sessions[int(words[1])]
    if command == "know":
        session.add_dht_node(split(words[2]))
    elif command == "announce":
        announce(session, lt.sha1_hash(bytes.fromhex(words[2])))
    elif command == "get":
        session.dht_get_peers(lt.sha1_hash(bytes.fromhex(words[2])))
    elif command == "put":
        say("put", words[1], session.dht_put_immutable_item(words[2]))
    elif command == "add":
        add(session, words[2], words[3])
    elif command == "item":
        session.dht_get_immutable_item(lt.sha1_hash(bytes.fromhex(words[2])))


def add(session, torrent, folder):
    params = lt.add_torrent_params()
    params.ti = lt.torrent_info(torrent)
    params.save_path = folder
    flags = lt.torrent_flags
    params.flags &= ~(flags.auto_managed | flags.paused)
    params.flags |= flags.disable_lsd | flags.disable_pex
    session.add_torrent(params)


def announce(session, info_hash):
    params = lt.add_torrent_params()
    params.info_hashes = lt.info_hash_t(info_hash)
    params.save_path = "/nonexistent"
    flags = lt.torrent_flags
    params.flags &= ~(flags.auto_managed | flags.paused)
    params.flags |= flags.disable_lsd | flags.disable_pex
    session.add_torrent(params).force_dht_announce()


def report(number, alert):
    if isinstance(alert, lt.dht_get_peers_reply_alert):
        for host, port in alert.peers():
            say("found", number, "%s:%d" % (host, port))
    elif isinstance(alert, lt.torrent_checked_alert):
        alert.handle.force_dht_announce()
        if alert.handle.status().is_seeding:
            say("seeding", number)
    elif isinstance(alert, lt.torrent_finished_alert):
        say("seeding", number)
    elif isinstance(alert, lt.dht_immutable_item_alert):
        say("item", number, alert.item["value"] if isinstance(alert.item, dict) else alert.item)


def main():
    endpoints = sys.argv[1:]
    sessions = [start(endpoint) for endpoint in endpoints]
    for session in sessions[1:]:
        session.add_dht_node(split(endpoints[0]))
    say("ready")
    while True:
        readable, _, _ = select.select([sys.stdin], [], [], 0.05)
        if readable:
            line = sys.stdin.readline()
            if not line:
                return
            obey(sessions, line.split())
        for number, session in enumerate(sessions):
            for alert in session.pop_alerts():
                report(number, alert)


main()
