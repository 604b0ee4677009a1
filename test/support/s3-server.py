"""OpenStack Swift with its S3 interface in one process, below one directory, on loopback.

Usage: s3-server.py <directory> [bytes to leave free, or a percentage: 100% makes a full disk]

Prints "ready <port>" once it answers. Users: access key test:writer, secret writing.
"""
import os
import sys

import eventlet

eventlet.patcher.monkey_patch(all=False, socket=True, select=True, thread=True)

from eventlet import wsgi  # noqa: E402
from swift.common import utils  # noqa: E402

directory = sys.argv[1]
reserve = sys.argv[2] if len(sys.argv) > 2 else '0'
# Everything reads this file as soon as it is imported.
utils.SWIFT_CONF_FILE = os.path.join(directory, 'swift.conf')
devices = os.path.join(directory, 'devices')
os.makedirs(os.path.join(devices, 'disk'), exist_ok=True)
with open(utils.SWIFT_CONF_FILE, 'w') as file:
    file.write('[swift-hash]\nswift_hash_path_suffix = test\n[storage-policy:0]\nname = one\ndefault = yes\n')
utils.validate_configuration()
# What Swift's own starter does; the apps alone do not look at these settings.
utils.FALLOCATE_RESERVE, utils.FALLOCATE_IS_PERCENT = utils.config_fallocate_value(reserve)

from swift.common.http_protocol import SwiftHttpProtocol  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

PIPELINE = 'catch_errors gatekeeper healthcheck s3api tempauth bulk slo dlo proxy-server'
PROXY = f'''
[DEFAULT]
swift_dir = {directory}
[pipeline:main]
pipeline = {PIPELINE}
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
node_timeout = 30
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_test_writer = writing .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
'''
SERVER = '''
[DEFAULT]
swift_dir = {directory}
devices = {devices}
mount_check = false
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
'''


class NoCache:
    """Stands where memcached would: sign-in asks for one, and does without what it does not find there."""

    def get(self, *args, **kwargs):
        return None

    def set(self, *args, **kwargs):
        pass

    delete = set_multi = set
    incr = decr = get

    def get_multi(self, keys, *args, **kwargs):
        return [None for _ in keys]


def with_cache(app):
    def answer(env, start_response):
        env['swift.cache'] = NoCache()
        return app(env, start_response)
    return answer


def listen():
    return eventlet.listen(('127.0.0.1', 0), backlog=1024)


def serve(kind, sock, text):
    path = os.path.join(directory, f'{kind}.conf')
    with open(path, 'w') as file:
        file.write(text)
    app = loadapp(path, global_conf={'log_name': kind})
    if kind == 'proxy':
        app = with_cache(app)
    pool = eventlet.GreenPool(1024)
    options = {'protocol': SwiftHttpProtocol, 'capitalize_response_headers': False, 'custom_pool': pool}
    eventlet.spawn(wsgi.server, sock, app, utils.NullLogger(), **options)


def make_ring(kind, port):
    builder = RingBuilder(1, 1, 1)
    builder.add_dev({
        'id': 0, 'region': 1, 'zone': 1, 'weight': 1, 'device': 'disk',
        'ip': '127.0.0.1', 'port': port, 'replication_ip': '127.0.0.1', 'replication_port': port,
    })
    builder.rebalance()
    builder.get_ring().save(os.path.join(directory, f'{kind}.ring.gz'))


sockets = {kind: listen() for kind in ('account', 'container', 'object')}
for kind, sock in sockets.items():
    make_ring(kind, sock.getsockname()[1])
for kind, sock in sockets.items():
    serve(kind, sock, SERVER.format(kind=kind, directory=directory, devices=devices))
front = listen()
serve('proxy', front, PROXY)
print('ready', front.getsockname()[1], flush=True)
# Ends with whoever started it.
eventlet.tpool.execute(sys.stdin.read)
os._exit(0)
