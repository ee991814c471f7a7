import type { Endpoints } from '../../emulator/redirect/Endpoints'
import { WECHAT_HOSTS } from '../../emulator/redirect/wechatHosts'

/**
 * Returns the code of a sitecustomize module, which Python runs at its start from a folder on PYTHONPATH. It redirects clients
 * that ignore the proxy in the environment, where they look up the host. A sitecustomize of the user's runs after it.
 *
 * @param offline refuses other hosts
 */
export function pythonStartup({ host, port, tlsPort }: Endpoints, offline: boolean): string {
  return `import os, socket, sys
from importlib.machinery import PathFinder

HOSTS = ${JSON.stringify(WECHAT_HOSTS)}
LOCAL = ("", "localhost", "::", "::1", "0.0.0.0")

def place(host, port):
    name = (host.decode() if isinstance(host, bytes) else host or "").lower().rstrip(".")
    if any(name.endswith(it) if it[0] == "." else name == it for it in HOSTS):
        return "${host}", ${tlsPort} if port in (443, "443", "https") else ${port}
    if ${offline ? 'True' : 'False'} and name not in LOCAL and not name.startswith("127."):
        raise socket.gaierror(socket.EAI_NONAME, name + " is not reached: wx-logistics exec runs with --offline")
    return host, port

def redirecting(getaddrinfo):
    def redirected(host, port, *args, **kwargs):
        return getaddrinfo(*place(host, port), *args, **kwargs)
    redirected.redirects = True
    return redirected

# In an exec inside another one, the inner one's comes first.
if not hasattr(socket.getaddrinfo, "redirects"):
    socket.getaddrinfo = redirecting(socket.getaddrinfo)

# aiohttp looks up hosts with aiodns where that is installed.
def mend_aiohttp(module):
    resolve = module.AsyncResolver.resolve
    async def redirected(self, host, port=0, family=socket.AF_INET):
        to = place(host, port)
        if to == (host, port):
            return await resolve(self, host, port, family)
        return [{"hostname": host, "host": to[0], "port": to[1], "family": socket.AF_INET, "proto": 0, "flags": socket.AI_NUMERICHOST}]
    module.AsyncResolver.resolve = redirected

# uvloop looks up hosts itself.
def mend_uvloop(module):
    getaddrinfo, create_connection = module.Loop.getaddrinfo, module.Loop.create_connection
    async def look_up(self, host, port, **kwargs):
        return await getaddrinfo(self, *place(host, port), **kwargs)
    async def connect(self, factory, host=None, port=None, **kwargs):
        if kwargs.get("ssl") and kwargs.get("server_hostname") is None and host:
            kwargs["server_hostname"] = host
        return await create_connection(self, factory, *(place(host, port) if host else (host, port)), **kwargs)
    module.Loop.getaddrinfo, module.Loop.create_connection = look_up, connect

MENDED = {"aiohttp.resolver": mend_aiohttp, "uvloop": mend_uvloop}

class Finder:
    def find_spec(name, path=None, target=None):
        mend = MENDED.pop(name, None)
        spec = mend and PathFinder.find_spec(name, path, target)
        if not spec or not spec.loader:
            return None
        run = spec.loader.exec_module
        def exec_module(module):
            run(module)
            try:
                mend(module)
            except AttributeError:
                pass # Another version, which has no such class.
        spec.loader.exec_module = exec_module
        return spec

sys.meta_path.insert(0, Finder)

sys.path.remove(os.path.dirname(__file__))
this = sys.modules.pop("sitecustomize")
try:
    import sitecustomize
except ImportError as error:
    if error.name != "sitecustomize":
        raise
finally:
    sys.modules.setdefault("sitecustomize", this)
`
}

/**
 * Returns the code that Ruby requires at its start (RUBYOPT). It redirects clients that ignore the proxy in the environment, such
 * as http.rb, where they open a connection.
 *
 * @param offline refuses other hosts
 */
export function rubyStartup({ host, port, tlsPort }: Endpoints, offline: boolean): string {
  return `require "socket"

module WxLogisticsExec
  HOSTS = ${JSON.stringify(WECHAT_HOSTS)}
  LOCAL = ["", "localhost", "::", "::1", "0.0.0.0"]

  def self.place(host, port)
    name = host.to_s.downcase.chomp(".")
    if HOSTS.any? { |it| it.start_with?(".") ? name.end_with?(it) : name == it }
      return "${host}", [443, "443", "https"].include?(port) ? ${tlsPort} : ${port}
    end
    if ${offline} && !LOCAL.include?(name) && !name.start_with?("127.")
      raise SocketError, "#{name} is not reached: wx-logistics exec runs with --offline"
    end
    [host, port]
  end

  module Open
    def initialize(host = nil, port = nil, *rest, **options, &block)
      super(*WxLogisticsExec.place(host, port), *rest, **options, &block)
    end
  end

  module Tcp
    def tcp(host, port, *rest, **options, &block)
      super(*WxLogisticsExec.place(host, port), *rest, **options, &block)
    end
  end
end

TCPSocket.prepend(WxLogisticsExec::Open)
Socket.singleton_class.prepend(WxLogisticsExec::Tcp)
`
}
