"""A proxy in front of a live shop, as a business has one: nginx."""

import shutil

from . import debian
from .paths import ROOT, STATE
from .processes import Background, free_port

SUITES = ("bookworm",)
RECOMMENDED = ROOT / "docs" / "nginx.conf"
# What stands around a site's own configuration.
AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
{site}
}}
"""
# One host, and nobody who sends slowly reaches it.
BUFFERING = """
client_header_timeout 10s;
client_body_timeout 10s;
client_max_body_size 32m;
server {{
  listen 127.0.0.1:{port};
  location / {{
    proxy_pass http://127.0.0.1:{behind};
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_request_buffering on;
    proxy_buffering on;
  }}
}}
"""


def program(fetch=False):
    """Return the path of nginx: the system's, or Debian's unpacked privately.

    :param bool fetch: whether it may be downloaded
    :return: None when there is none
    """
    unpacked = STATE / "nginx" / "usr" / "sbin" / "nginx"
    found = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if found or unpacked.exists() or not fetch:
        return found or (unpacked if unpacked.exists() else None)
    debs = debian.fetch_packages(("nginx",), SUITES, "nginx")
    debian.unpack(debs, STATE / "nginx")
    return unpacked


def in_front_of(shop, path, folder):
    """Return a buffering proxy, not started yet; its ``url`` is what visitors open."""
    port = free_port()
    return _proxy(path, folder, port, BUFFERING.format(port=port, behind=shop.port))


def recommended(hosts, path, folder):
    """Return a proxy with the configuration of ``docs/``, not started yet.

    :param hosts: ``(port, port for live updates)`` on loopback, of two hosts
    """
    port, site = free_port(), RECOMMENDED.read_text()
    for number, (pages, live) in enumerate(hosts, 1):
        site = site.replace(f"<host {number}>:<port>", f"127.0.0.1:{pages}")
        site = site.replace(f"<host {number}>:<live port>", f"127.0.0.1:{live}")
    site = site.replace("<listen>", f"127.0.0.1:{port}").replace("<name>", "localhost")
    site = site.replace("<log>", str(folder / "access.log"))
    return _proxy(path, folder, port, site)


def _proxy(path, folder, port, site):
    for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
        (folder / name).mkdir(exist_ok=True)
    config = folder / "nginx.conf"
    config.write_text(AROUND.format(folder=folder, site=site))
    command = [path, "-c", config, "-p", folder, "-e", folder / "error.log"]
    url = f"http://localhost:{port}"
    return Background("nginx", command, url, folder, None, folder)
