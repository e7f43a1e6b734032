"""A buffering proxy in front of a live shop, as a business has one: nginx."""

import shutil

from . import debian
from .paths import STATE
from .processes import Background, free_port

SUITES = ("bookworm",)
CONFIG = """
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
    """Return the proxy, not started yet; its ``url`` is what visitors open."""
    port = free_port()
    for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
        (folder / name).mkdir(exist_ok=True)
    config = folder / "nginx.conf"
    config.write_text(CONFIG.format(folder=folder, port=port, behind=shop.port))
    command = [path, "-c", config, "-p", folder, "-e", folder / "error.log"]
    url = f"http://127.0.0.1:{port}"
    return Background("nginx", command, url, folder, None, folder)
