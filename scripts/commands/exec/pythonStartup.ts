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

HOSTS = ${JSON.stringify(WECHAT_HOSTS)}
LOCAL = ("", "localhost", "::", "::1", "0.0.0.0")

def redirecting(getaddrinfo):
    def redirected(host, port, *args, **kwargs):
        name = (host.decode() if isinstance(host, bytes) else host or "").lower().rstrip(".")
        if any(name.endswith(it) if it[0] == "." else name == it for it in HOSTS):
            port = ${tlsPort} if port in (443, "443", "https") else ${port}
            return getaddrinfo("${host}", port, *args, **kwargs)
        if ${offline ? 'True' : 'False'} and name not in LOCAL and not name.startswith("127."):
            raise socket.gaierror(socket.EAI_NONAME, name + " is not reached: wx-logistics exec runs with --offline")
        return getaddrinfo(host, port, *args, **kwargs)
    redirected.redirects = True
    return redirected

# In an exec inside another one, the inner one's comes first.
if not hasattr(socket.getaddrinfo, "redirects"):
    socket.getaddrinfo = redirecting(socket.getaddrinfo)

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
