import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

# It heeds no proxy: the way out is the address that exec tells.
url, body = sys.argv[1:]
path = url.removeprefix("https://api.weixin.qq.com")
connection = HTTPConnection(urlsplit(os.environ["WX_API_BASE"]).netloc)
connection.request("POST", path, body.encode(), {"content-type": "application/json"})
print(connection.getresponse().read().decode())
