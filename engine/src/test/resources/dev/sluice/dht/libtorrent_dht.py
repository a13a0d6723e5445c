"""Several DHT nodes of libtorrent on loopback, for tests.

    libtorrent_dht.py IP:PORT...     each one a node; the first knows nobody, the others the first

Says "ready" when all listen. Then takes one command a line:

    know N IP:PORT       node N hears of another
    nodes N              -> "nodes N COUNT"
    announce N HASH PORT node N announces a peer at its own address
    get N HASH           -> "found N IP:PORT" for every peer that is found, sooner or later
    put N TEXT           node N stores an immutable item -> "put N TARGET"
    item N TARGET        -> "item N TEXT"
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
    elif command == "nodes":
        session.post_dht_stats()
        say("nodes", words[1], session.status().dht_nodes)
    elif command == "announce":
        session.dht_announce(lt.sha1_hash(bytes.fromhex(words[2])), int(words[3]))
    elif command == "get":
        session.dht_get_peers(lt.sha1_hash(bytes.fromhex(words[2])))
    elif command == "put":
        say("put", words[1], session.dht_put_immutable_item(words[2]))
    elif command == "item":
        session.dht_get_immutable_item(lt.sha1_hash(bytes.fromhex(words[2])))


def report(number, alert):
    if isinstance(alert, lt.dht_get_peers_reply_alert):
        for host, port in alert.peers():
            say("found", number, "%s:%d" % (host, port))
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
